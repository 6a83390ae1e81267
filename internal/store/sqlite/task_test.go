package sqlite

import (
	"errors"
	"testing"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// A task that fails undoes what it wrote, and nothing of what shares its transaction.
func TestTasksShareATransaction(t *testing.T) {
	s := open(t)
	wrong := errors.New("no")
	write := func(conn *sqlite.Conn) error {
		return sqlitex.ExecuteTransient(conn, "INSERT INTO claims VALUES (1, 'u', 'c')", nil)
	}
	good := &pending{what: "good", task: write, done: make(chan error, 1)}
	bad := &pending{what: "bad", done: make(chan error, 1), task: func(conn *sqlite.Conn) error {
		if err := sqlitex.ExecuteTransient(conn, "DELETE FROM claims", nil); err != nil {
			return err
		}
		return wrong
	}}
	refused := &pending{what: "refused", task: write, done: make(chan error, 1)}
	s.queue.mu.Lock()
	s.queue.waiting = append(s.queue.waiting, good, bad, refused)
	s.queue.wake()
	s.queue.mu.Unlock()

	if err := <-good.done; err != nil {
		t.Error("good:", err)
	}
	if err := <-bad.done; !errors.Is(err, wrong) {
		t.Error("bad:", err)
	}
	if err := <-refused.done; sqlite.ErrCode(err) != sqlite.ResultConstraintPrimaryKey {
		t.Error("refused:", err)
	}
	if err := s.do(t.Context(), "look", func(conn *sqlite.Conn) error {
		n, err := count(conn, "SELECT count(*) FROM claims")
		if n != 1 {
			t.Errorf("%d rows, want 1", n)
		}
		return errors.Join(err, sqlitex.ExecuteTransient(conn, "DELETE FROM claims", nil))
	}); err != nil {
		t.Error(err)
	}
}
