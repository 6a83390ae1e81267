package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// restoring is how a backup is called on its way to its place. While a file of that name is there, a restore has been broken off.
const restoring = ".restoring"

// Restore puts a backup in the place of a database. The backup is copied and the copy checked as a whole, see [Check]; what was
// in its place stays, under the name that is returned, empty if nothing was there. It refuses while a server has the database
// open ([ErrLocked]). If it is broken off, no server takes the place for an empty one; it can be run again.
func Restore(ctx context.Context, from, to string, now time.Time) (c Contents, old string, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("restore %s to %s: %w", from, to, explain(err))
		}
	}()
	if _, err := os.Stat(from); err != nil {
		return c, "", err
	}
	held, err := lock(to)
	if err != nil {
		return c, "", err
	}
	defer func() { err = errors.Join(err, held.Close()) }()

	if err := write(to+restoring, func(unfinished string) error { return copyWhole(ctx, from, unfinished) }); err != nil {
		return c, "", err
	}
	if c, err = Check(ctx, to+restoring); err != nil {
		return c, "", errors.Join(err, os.Remove(to+restoring))
	}
	if old, err = moveAside(to, now); err != nil {
		return c, old, err
	}
	if err := os.Rename(to+restoring, to); err != nil {
		return c, old, err
	}
	return c, old, syncFile(filepath.Dir(to))
}

// moveAside renames a database with what belongs to it, and returns its new name; empty if it is not there.
func moveAside(path string, now time.Time) (old string, err error) {
	old = path + ".before-restore-" + now.UTC().Format("20060102T150405Z")
	if _, err := os.Lstat(old); !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("there is a file %s already: try again in a second", old)
	}
	moved := ""
	for _, part := range []string{"", "-wal", "-shm"} { // what is in the WAL belongs to the file of the same name
		err := os.Rename(path+part, old+part)
		if err == nil && part == "" {
			moved = old
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return moved, err
		}
	}
	return moved, nil
}

// copyWhole copies a backup, or what an earlier restore has moved aside: that may have a part of it in its WAL.
func copyWhole(ctx context.Context, from, to string) error {
	if _, err := os.Lstat(from + "-wal"); err == nil {
		return vacuum(ctx, from, to)
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return errors.Join(err, in.Close())
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, in.Close(), out.Close())
}

// notHalfRestored refuses a place in which a restore was broken off: the database may have been moved away already.
func notHalfRestored(path string) error {
	if _, err := os.Lstat(path + restoring); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return fmt.Errorf("a restore was broken off: run `ringline restore` again, or, if %s is what you want, remove %s", path, path+restoring)
}
