package sqlite_test

import (
	"path/filepath"
	"strings"
	"testing"

	"ringline/internal/store/sqlite"
)

// TestInspect: a database is looked at while a server has it open, and when none has, and is left as it was.
func TestInspect(t *testing.T) {
	dir := fileWithCalls(t)
	path := filepath.Join(dir, "ringline.db")
	look := func() {
		t.Helper()
		found, err := sqlite.Inspect(t.Context(), path, 10)
		if err != nil {
			t.Fatal(err)
		}
		if len(found.Damage) > 0 || found.Live != 1 || found.Records != 1 || len(found.Recent) != 2 {
			t.Errorf("%+v", found)
		}
		for _, told := range found.Recent {
			if int64(len(told.History)) != told.Call.Version {
				t.Errorf("call %s at version %d has %d changes", told.Call.ID, told.Call.Version, len(told.History))
			}
		}
	}
	look()
	store := open(t, dir)
	look()
	must(t, store.Close())
	look()
	if found, err := sqlite.Inspect(t.Context(), path, 0); err != nil || len(found.Recent) != 1 {
		t.Errorf("without records: %+v, %v", found, err)
	}
}

func TestInspectFindsDamage(t *testing.T) {
	for name, test := range map[string]struct {
		spoil func(t *testing.T, dir string)
		want  string
	}{
		"no database":            {func(t *testing.T, dir string) { overwrite(t, dir, 0, strings.Repeat("not a database. ", 512)) }, "not a database"},
		"damaged page":           {func(t *testing.T, dir string) { overwrite(t, dir, 4096, strings.Repeat("\xff", 4096)) }, ""},
		"call against the rules": {func(t *testing.T, dir string) { tool(t, dir, "UPDATE calls SET doc = json_set(doc, '$.max', 1)") }, "at most 1"},
		"call without its claim": {func(t *testing.T, dir string) { tool(t, dir, "DELETE FROM claims WHERE user = 'caller-1'") }, "are claimed"},
		"damaged record": {func(t *testing.T, dir string) {
			tool(t, dir, "DROP TRIGGER records_stay; UPDATE records SET doc = substr(doc, 1, 100)")
		}, "cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := fileWithCalls(t)
			test.spoil(t, dir)
			found, err := sqlite.Inspect(t.Context(), filepath.Join(dir, "ringline.db"), 10)
			if err != nil {
				t.Fatal(err)
			}
			if all := strings.Join(found.Damage, "\n"); all == "" || !strings.Contains(all, test.want) {
				t.Errorf("damage %q, want %q", all, test.want)
			}
		})
	}
	if _, err := sqlite.Inspect(t.Context(), filepath.Join(t.TempDir(), "none.db"), 10); err == nil {
		t.Error("a file that is not there was looked at")
	}
}
