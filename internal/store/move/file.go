package move

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// fileSide is the file as rows.
type fileSide struct{ conn *sqlite.Conn }

func openFile(path string) (*fileSide, error) {
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	return &fileSide{conn}, nil
}

// first is when the oldest call was made; now if there is none, or none that says so.
func (s *fileSide) first() (time.Time, error) {
	first := time.Now()
	err := sqlitex.ExecuteTransient(s.conn, "SELECT min(call) FROM changes", &sqlitex.ExecOptions{ResultFunc: func(row *sqlite.Stmt) error {
		if at, ok := madeAt(row.ColumnText(0)); ok {
			first = at
		}
		return nil
	}})
	return first, err
}

// rows reads a table. What a row holds is int64, string, []byte or nil.
func (s *fileSide) rows(ctx context.Context, t table) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		s.conn.SetInterrupt(ctx.Done())
		stmt, _, err := s.conn.PrepareTransient("SELECT " + t.names() + " FROM " + t.name + " ORDER BY " + t.order)
		if err != nil {
			yield(nil, err)
			return
		}
		defer func() { _ = stmt.Finalize() }() // it was only read
		for {
			more, err := stmt.Step()
			if err != nil {
				yield(nil, err)
				return
			}
			if !more || !yield(columns(stmt, t), nil) {
				return
			}
		}
	}
}

func columns(stmt *sqlite.Stmt, t table) []any {
	row := make([]any, len(t.columns))
	for i, c := range t.columns {
		switch {
		case stmt.ColumnIsNull(i):
		case c.kind == number:
			row[i] = stmt.ColumnInt64(i)
		case c.kind == binary, c.kind == body:
			b := make([]byte, stmt.ColumnLen(i))
			stmt.ColumnBytes(i, b)
			row[i] = b
		default:
			row[i] = stmt.ColumnText(i)
		}
	}
	return row
}

// transaction makes all that f writes durable at once.
func (s *fileSide) transaction(f func() error) (err error) {
	end, err := sqlitex.ImmediateTransaction(s.conn)
	if err != nil {
		return err
	}
	defer end(&err)
	return f()
}

// write adds rows to a table.
func (s *fileSide) write(t table, rows iter.Seq2[[]any, error]) (n int64, err error) {
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(t.columns)), ", ")
	stmt, _, err := s.conn.PrepareTransient("INSERT INTO " + t.name + " (" + t.names() + ") VALUES (" + marks + ")")
	if err != nil {
		return 0, err
	}
	defer func() { _ = stmt.Finalize() }() // what it wrote is judged by the transaction
	for row, err := range rows {
		if err != nil {
			return n, err
		}
		for i, v := range row {
			bind(stmt, i+1, t.columns[i].kind, v)
		}
		if _, err := stmt.Step(); err != nil {
			return n, err
		}
		if err := stmt.Reset(); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

func bind(stmt *sqlite.Stmt, i int, kind byte, value any) {
	switch v := value.(type) {
	case int64:
		stmt.BindInt64(i, v)
	case string:
		stmt.BindText(i, v)
	case []byte:
		if kind == body {
			stmt.BindText(i, string(v))
		} else {
			stmt.BindBytes(i, v)
		}
	default:
		stmt.BindNull(i)
	}
}
