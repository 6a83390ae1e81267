package cluster_test

import (
	"testing"

	"go.uber.org/goleak"
)

// Nothing of ours outlives its test.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
