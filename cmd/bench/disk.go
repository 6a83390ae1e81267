package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"time"
)

const (
	syncs     = 200
	syncBytes = 16 << 10 // about what a batch of changes writes
)

// syncTime measures how long the disk takes to have written something for good, half of the times at most. A call is answered
// after that, so on a slow or busy disk it is most of what an operation takes.
func syncTime(dir string) (_ time.Duration, err error) {
	f, err := os.Create(filepath.Join(dir, "sync"))
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	block := make([]byte, syncBytes)
	took := make([]time.Duration, syncs)
	for i := range took {
		if _, err := f.Write(block); err != nil {
			return 0, err
		}
		begun := time.Now()
		if err := f.Sync(); err != nil {
			return 0, err
		}
		took[i] = time.Since(begun)
	}
	slices.Sort(took)
	return took[syncs/2], nil
}
