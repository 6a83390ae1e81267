package sqlite_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"ringline/internal/store/sqlite"
)

// TestDamagedBackup: a backup that was damaged anywhere, or cut, is refused or read; it never brings the reader down, and no part
// of one passes for a whole. It is no fuzz target because the instrumented SQLite takes longer to build than to try.
func TestDamagedBackup(t *testing.T) {
	whole, err := os.ReadFile(filepath.Join(fileWithCalls(t), "ringline.db"))
	if err != nil {
		t.Fatal(err)
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	refused := 0
	for range 200 {
		damaged := append([]byte(nil), whole...)
		for range 1 + random.IntN(8) {
			at := random.IntN(len(damaged))
			if random.IntN(2) == 0 {
				at %= 8192 // the header and the schema
			}
			damaged[at] = byte(random.IntN(256))
		}
		cut := random.IntN(4) == 0
		if cut {
			damaged = damaged[:random.IntN(len(damaged))]
		}
		file := filepath.Join(t.TempDir(), "backup.db")
		if err := os.WriteFile(file, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := sqlite.Check(t.Context(), file)
		if err != nil {
			refused++
		}
		if cut && err == nil && len(damaged) < len(whole)-4096 {
			t.Errorf("%d bytes of %d pass for a backup", len(damaged), len(whole))
		}
	}
	if refused < 20 {
		t.Errorf("only %d of 200 damaged files were refused", refused)
	}
}
