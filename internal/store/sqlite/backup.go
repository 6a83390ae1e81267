package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// partial is how the file of a backup or a restore is called while it is being written.
const partial = ".partial"

// Backup writes the store's file to another one while calls go on: everything that was committed before it began, and nothing
// by half. The new file is on the disk when it returns, and only its owner can read it. One that is there already is refused.
//
// It reads at one state of the file until it is done; the WAL grows in the meantime by what is written.
func (s *Store) Backup(ctx context.Context, to string) error {
	db, err := s.database()
	if err != nil {
		return err
	}
	conn, err := db.readers.Take(ctx)
	if err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	defer db.readers.Put(conn)
	return backUp(to, func(unfinished string) error { return vacuumInto(conn, unfinished) })
}

// Backup writes a database to another file as [Store.Backup] does, whether a server runs on it or not.
func Backup(ctx context.Context, from, to string) error {
	if _, err := os.Stat(from); err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	return backUp(to, func(unfinished string) error { return vacuum(ctx, from, unfinished) })
}

func backUp(to string, fill func(unfinished string) error) error {
	if err := create(to, fill); err != nil {
		return fmt.Errorf("back up to %s: %w", to, explain(err))
	}
	return nil
}

// vacuum copies a database of ours, with what is in its WAL, into an empty file.
func vacuum(ctx context.Context, from, to string) (err error) {
	conn, err := sqlite.OpenConn(from, sqlite.OpenReadOnly)
	if err != nil {
		return fmt.Errorf("open %s: %w", from, err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	conn.SetInterrupt(ctx.Done())
	conn.SetBusyTimeout(patience)
	if _, err := version(conn); err != nil {
		return fmt.Errorf("read %s: %w", from, err)
	}
	return vacuumInto(conn, to)
}

func vacuumInto(conn *sqlite.Conn, to string) error {
	return sqlitex.Execute(conn, "VACUUM INTO ?", &sqlitex.ExecOptions{Args: []any{to}})
}

// create has fill write a new file that only its owner can read, beside its place, and puts it there when it is whole and on the
// disk. It refuses to replace one.
func create(path string, fill func(unfinished string) error) (err error) {
	// The place is taken first, so that of two who want it one is refused.
	place, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return errors.New("there is a file of this name: choose another one, or move it away")
	}
	if err != nil {
		return err
	}
	if err := place.Close(); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(path) // nothing is in it
		}
	}()
	return write(path, fill)
}

// write has fill write a file beside a place and puts it there when it is whole and on the disk.
func write(path string, fill func(unfinished string) error) (err error) {
	unfinished := path + partial
	if err := os.Remove(unfinished); err != nil && !errors.Is(err, fs.ErrNotExist) { // left by one who was killed
		return err
	}
	if err := touch(unfinished); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(unfinished) // it is half a copy
		}
	}()
	if err := fill(unfinished); err != nil {
		return err
	}
	if err := syncFile(unfinished); err != nil {
		return err
	}
	if err := os.Rename(unfinished, path); err != nil {
		return err
	}
	return syncFile(filepath.Dir(path))
}

// syncFile brings a file, or a folder's list of files, to the disk.
func syncFile(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}
