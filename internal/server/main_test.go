package server

import (
	"fmt"
	"os"
	"testing"

	"ringline/internal/leak"
)

// Nothing of ours outlives its test.
func TestMain(m *testing.M) {
	code := shared.Main(m)
	if err := leak.Find(); err != nil && code == 0 {
		fmt.Println("FAIL:", err)
		code = 1
	}
	os.Exit(code)
}
