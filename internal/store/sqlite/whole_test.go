package sqlite

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"ringline/internal/call"
)

// TestWholeWAL: P9. A WAL that a crash cut off anywhere is whole; one with a flipped bit in front of later transactions is not.
func TestWholeWAL(t *testing.T) {
	s := open(t)
	for i := range 4 {
		commit(t, s, start(t, call.UserID(fmt.Sprint("ann", i)), call.UserID(fmt.Sprint("bob", i))))
	}
	text, err := os.ReadFile(s.cfg.Path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "wal")
	judge := func(text []byte) error {
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
		return wholeWAL(file)
	}
	for at := 0; at < len(text); at += 1000 {
		if err := judge(text[:at]); err != nil {
			t.Errorf("cut after %d of %d bytes: %v", at, len(text), err)
		}
	}
	if err := judge(text); err != nil {
		t.Fatalf("as it was left: %v", err)
	}
	for _, at := range []int{walHeader + 100, walHeader + 9, walHeader + frameHeader + 4096 + 500} {
		flipped := append([]byte(nil), text...)
		flipped[at] ^= 1
		if err := judge(flipped); !errors.Is(err, errWAL) {
			t.Errorf("a bit flipped at %d: %v", at, err)
		}
	}
	flipped := append([]byte(nil), text...)
	flipped[len(flipped)-1] ^= 1
	if err := judge(flipped); err != nil {
		t.Errorf("the last transaction was torn: %v", err)
	}
}

// TestEmptyFile: an empty file is no new database: a new one never is empty, however its making was broken off.
func TestEmptyFile(t *testing.T) {
	cfg := Default()
	cfg.Path = filepath.Join(t.TempDir(), "ringline.db")
	if err := touch(cfg.Path); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(context.Background(), cfg, slog.New(slog.DiscardHandler)); !errors.Is(err, errEmpty) {
		t.Fatalf("open an empty file: %v", err)
	}
	if err := os.Rename(cfg.Path, cfg.Path+partial); err != nil { // as one that was killed while it began leaves it
		t.Fatal(err)
	}
	s, err := Open(context.Background(), cfg, slog.New(slog.NewTextHandler(t.Output(), nil)))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
