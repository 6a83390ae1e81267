package memory_test

import (
	"testing"

	"ringline/internal/admin"
	"ringline/internal/control"
	"ringline/internal/profile"
	"ringline/internal/reply"
	"ringline/internal/store/memory"
	"ringline/internal/store/storetest"
)

func TestContract(t *testing.T) {
	storetest.Run(t, func(*testing.T) control.Store { return memory.New() })
}

func TestReplies(t *testing.T) {
	storetest.Replies(t, func(*testing.T) reply.Store { return memory.New() })
}

func TestAdminContract(t *testing.T) {
	storetest.RunAdmin(t, func(*testing.T) admin.Store { return memory.New() })
}

func TestProfileContract(t *testing.T) {
	storetest.RunProfiles(t, func(*testing.T) profile.Store { return memory.New() })
}

func TestRecords(t *testing.T) {
	storetest.RunRecords(t, func(*testing.T) storetest.Records { return memory.New() })
}

func TestDeliveries(t *testing.T) {
	storetest.RunDeliveries(t, func(*testing.T) storetest.Deliveries { return memory.New() })
}

func TestCluster(t *testing.T) {
	storetest.RunCluster(t, func(*testing.T) storetest.Cluster { return memory.New() })
}

func TestHosted(t *testing.T) {
	storetest.RunHosted(t, func(*testing.T) storetest.Hosted { return memory.New() })
}

func TestBatches(t *testing.T) {
	storetest.RunBatches(t, func(*testing.T) storetest.Batches { return memory.New() })
}
