package doctor

import (
	"os"
	"testing"

	"ringline/internal/process/livekitd"
)

func TestMain(m *testing.M) {
	livekitd.Child()
	os.Exit(m.Run())
}
