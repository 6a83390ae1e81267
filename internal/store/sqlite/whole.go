package sqlite

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// lookThrough is how long a start may take to look through the file. A bigger one is left to [Check], which the log says.
const lookThrough = 2 * time.Second

var (
	errEmpty = errors.New("the file is empty, and no ringline leaves it so: put back a backup (ringline restore), or remove it to start anew")
	errWAL   = errors.New("the file's WAL is damaged in its middle, and what was committed after that would be lost: " +
		"put back a backup (ringline restore), or remove the WAL to go on without what is in it")
)

// whole refuses a file that is damaged, before anything is believed or written that it says.
func whole(ctx context.Context, path string, log *slog.Logger) error {
	switch info, err := os.Stat(path); {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.IsDir():
		return errors.New("it is a directory")
	case info.Size() == 0:
		return errEmpty
	}
	if err := wholeWAL(path + "-wal"); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, lookThrough)
	defer cancel()
	err := wholePages(ctx, path)
	if sqlite.ErrCode(err).ToPrimary() == sqlite.ResultInterrupt && ctx.Err() != nil {
		log.Info("the database is too big to be looked through at start; ringline doctor does", "path", path)
		return nil
	}
	return err
}

// wholePages looks at every page of the file, without comparing indexes with their tables.
func wholePages(ctx context.Context, path string) (err error) {
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite) // a WAL that was left is part of the file, and reading it takes writing
	if err != nil {
		return explain(err)
	}
	defer func() { err = errors.Join(explain(err), conn.Close()) }()
	conn.SetBusyTimeout(patience)
	conn.SetInterrupt(ctx.Done())
	return sqlitex.ExecuteTransient(conn, "PRAGMA quick_check(1)", &sqlitex.ExecOptions{ResultFunc: func(row *sqlite.Stmt) error {
		if text := row.ColumnText(0); text != "ok" {
			return fmt.Errorf("the file is damaged: put back a backup (ringline restore): %s", text)
		}
		return nil
	}})
}

// The WAL's format: https://sqlite.org/fileformat2.html#walformat.
const (
	walHeader   = 32
	frameHeader = 24
	walMagic    = 0x377f0682 // plus one if sums are of big-endian words
)

// wholeWAL looks for damage that SQLite takes for the end: it reads a WAL up to the first frame whose sum is wrong. After a crash
// that is right if there is only the rest of one transaction behind it, because the next one waits until that is on the disk. With
// a good frame of a later transaction behind it, something that was acknowledged is damaged (P9).
func wholeWAL(path string) error {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // it was only read
	in := bufio.NewReaderSize(file, 1<<20)
	head := make([]byte, walHeader)
	if _, err := io.ReadFull(in, head); err != nil {
		return nil // too short to hold anything
	}
	var order binary.ByteOrder = binary.LittleEndian
	magic, size := binary.BigEndian.Uint32(head), binary.BigEndian.Uint32(head[8:])
	if magic == walMagic+1 {
		order = binary.BigEndian
	}
	if magic&^1 != walMagic || size < 512 || size > 65536 {
		return nil // SQLite takes it for empty, which it may be
	}
	salts, sum := string(head[16:24]), sums(head[24:])
	broken, later := false, false
	for frame := make([]byte, frameHeader+size); ; {
		if _, err := io.ReadFull(in, frame); err != nil {
			return nil // the end
		}
		stated := sums(frame[16:])
		good := string(frame[8:16]) == salts && sum.add(order, frame[:8]).add(order, frame[frameHeader:]) == stated
		switch commits := binary.BigEndian.Uint32(frame[4:]) != 0; {
		case good && later:
			return errWAL
		case good && broken && commits:
			later = true
		case !good:
			broken = true
		}
		sum = stated
	}
}

// sum is the running sum of a WAL.
type sum struct{ a, b uint32 }

func sums(p []byte) sum { return sum{binary.BigEndian.Uint32(p), binary.BigEndian.Uint32(p[4:])} }

func (s sum) add(order binary.ByteOrder, p []byte) sum {
	for ; len(p) >= 8; p = p[8:] {
		s.a += order.Uint32(p) + s.b
		s.b += order.Uint32(p[4:]) + s.a
	}
	return s
}

// begin makes the file of a new database under another name and puts it in its place when there is something in it, so that an
// empty one is never ours.
func begin(path string) (err error) {
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return write(path, func(unfinished string) (err error) {
		conn, err := sqlite.OpenConn(unfinished, sqlite.OpenReadWrite)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, conn.Close()) }()
		return migrate(conn)
	})
}
