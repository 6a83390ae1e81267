package sqlite

import (
	"os"
	"testing"

	"ringline/internal/call"
)

// TestWALBeginsAnew: P17. The WAL is copied beside the writer and begins anew, however long nobody pauses; without the copier it would grow
// until SQLite has the writer copy all of it.
func TestWALBeginsAnew(t *testing.T) {
	s := open(t)
	for range 1500 {
		commit(t, s, apply(t, commit(t, s, start(t, "ann", "bob")), call.Cancel{By: phone("ann")}))
	}
	info, err := os.Stat(s.cfg.Path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	pages := info.Size() / (4096 + frameHeader)
	t.Logf("the WAL had %d pages at most", pages)
	if pages >= aloneAfter {
		t.Errorf("the WAL grew to %d pages, and never began anew", pages)
	}
}
