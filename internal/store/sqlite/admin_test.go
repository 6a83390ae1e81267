package sqlite_test

import (
	"testing"

	"ringline/internal/admin"
	"ringline/internal/profile"
	"ringline/internal/store/storetest"
)

func TestAdminContract(t *testing.T) {
	storetest.RunAdmin(t, func(t *testing.T) admin.Store { return open(t, t.TempDir()) })
}

func TestAdminIsDurable(t *testing.T) {
	storetest.DurableAdmin(t, func(t *testing.T, dir string) interface {
		admin.Store
		Close() error
	} {
		return open(t, dir)
	})
}

func TestProfileContract(t *testing.T) {
	storetest.RunProfiles(t, func(t *testing.T) profile.Store { return open(t, t.TempDir()) })
}
