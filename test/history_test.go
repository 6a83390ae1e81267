package test

import (
	"path/filepath"
	"testing"

	"ringline/internal/audit"
	"ringline/internal/audit/history"
)

// readHistory takes the whole history out of a stopped server's database.
func readHistory(t *testing.T, data string) audit.History {
	t.Helper()
	h, err := history.Read(t.Context(), filepath.Join(data, "ringline.db"))
	if err != nil {
		t.Fatal(err)
	}
	return h
}
