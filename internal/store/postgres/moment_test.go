package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"ringline/internal/call"
	"ringline/internal/store/postgres"
)

// meanwhile has a change judged, and lets something be written before the judge has looked into a table.
func meanwhile(t *testing.T, store *postgres.Store, url, table, write string, commit func() error) error {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(t.Context()))
	if _, err := conn.Exec(t.Context(), "BEGIN; LOCK TABLE "+table); err != nil {
		t.Fatal(err)
	}
	answer := make(chan error, 1)
	go func() { answer <- commit() }()
	for waits := 0; waits == 0; {
		waits, err = store.Number(t.Context(), "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = '"+table+"'::regclass")
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := conn.Exec(t.Context(), write+"; COMMIT"); err != nil {
		t.Fatal(err)
	}
	return <-answer
}

// TestRepeatedAtTheMoment: P12. Who repeats a request while its first copy is committed elsewhere hears what became of that, and not whom it holds.
func TestRepeatedAtTheMoment(t *testing.T) {
	url := shared.Database(t)
	store := open(t, url)
	change := decide(t, call.Call{}, starting(1), time.Now())
	change.Request = call.Request{User: change.To.Legs[0].User, Device: "phone", ID: "r"}
	write := fmt.Sprintf(`INSERT INTO requests (app, request, call) VALUES (%d, '%s', 'first'); INSERT INTO claims (app, "user", call) VALUES (%d, '%s', 'first')`,
		app, *postgres.KeepRequest(change.Request), app, change.To.Legs[0].User)
	err := meanwhile(t, store, url, "claims", write, func() error { return store.Commit(t.Context(), change) })
	var repeated *call.Repeated
	if !errors.As(err, &repeated) || repeated.Call != "first" {
		t.Error(err)
	}
	change.Request.ID = "another"
	var claimed *call.Claimed
	if err := store.Commit(t.Context(), change); !errors.As(err, &claimed) {
		t.Error(err)
	}
}

// TestWrittenAtTheMoment: P12. A change whose answer was lost, and that is written just while it is tried again, was written: it is no repetition
// and no conflict.
func TestWrittenAtTheMoment(t *testing.T) {
	for _, request := range []string{"", "r"} {
		t.Run(request, func(t *testing.T) {
			url := shared.Database(t)
			store := open(t, url)
			change := decide(t, call.Call{}, starting(1), time.Now())
			if request != "" {
				change.Request = call.Request{User: change.To.Legs[0].User, Device: "phone", ID: request}
			}
			write := fmt.Sprintf(`INSERT INTO changes (app, call, version, at, token, node, rule, events) VALUES (%[1]d, '%[2]s', 1, 0, 7, '', 'start', '[]');
				INSERT INTO calls (app, id, version, doc) VALUES (%[1]d, '%[2]s', 1, '{}')`, app, change.To.ID)
			if key := postgres.KeepRequest(change.Request); key != nil {
				write += fmt.Sprintf("; INSERT INTO requests (app, request, call) VALUES (%d, '%s', '%s')", app, *key, change.To.ID)
			}
			if err := meanwhile(t, store, url, "requests", write, func() error { return store.CommitAgain(change, 7) }); err != nil {
				t.Error(err)
			}
		})
	}
}
