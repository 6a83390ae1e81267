package sqlite_test

import (
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"ringline/internal/store/sqlite"
)

// FuzzCheck: a backup that was damaged anywhere, cut or made up is refused or read; it never brings the reader down.
func FuzzCheck(f *testing.F) {
	path := filepath.Join(f.TempDir(), "ringline.db")
	cfg := sqlite.Default()
	cfg.Path = path
	store, err := sqlite.Open(f.Context(), cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		f.Fatal(err)
	}
	if err := store.Close(); err != nil {
		f.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint32(16), []byte{0x10}, uint32(len(whole))) // page size
	f.Add(uint32(60), []byte{0xff, 0xff, 0xff, 0xff}, uint32(len(whole)))
	f.Add(uint32(4096), []byte("tCREATE TABLE"), uint32(8192))
	f.Add(uint32(0), []byte("SQLite format 4\x00"), uint32(100))
	f.Fuzz(func(t *testing.T, at uint32, with []byte, size uint32) {
		damaged := append([]byte(nil), whole...)
		copy(damaged[int(at)%len(damaged):], with)
		damaged = damaged[:min(int(size), len(damaged))]
		file := filepath.Join(t.TempDir(), "backup.db")
		if err := os.WriteFile(file, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := sqlite.Check(t.Context(), file); err == nil && len(damaged) < 100 {
			t.Errorf("%d bytes pass for a backup", len(damaged))
		}
	})
}
