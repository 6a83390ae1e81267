package sqlite_test

import (
	"path/filepath"
	"testing"

	"ringline/internal/store/sqlite"
)

// TestRecent: stories are read while a server has the file open, and when none has.
func TestRecent(t *testing.T) {
	dir := fileWithCalls(t)
	path := filepath.Join(dir, "ringline.db")
	look := func() {
		t.Helper()
		stories, err := sqlite.Recent(t.Context(), path, 10)
		if err != nil || len(stories) != 1 || stories[0].Call.End == nil || int64(len(stories[0].History)) != stories[0].Call.Version {
			t.Errorf("%+v, %v", stories, err)
		}
	}
	look()
	store := open(t, dir)
	look()
	must(t, store.Close())
	look()
	if stories, err := sqlite.Recent(t.Context(), path, 0); err != nil || len(stories) > 0 {
		t.Errorf("none: %+v, %v", stories, err)
	}
	if _, err := sqlite.Recent(t.Context(), filepath.Join(dir, "none.db"), 10); err == nil {
		t.Error("a file that is not there was read")
	}
}
