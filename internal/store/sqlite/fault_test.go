package sqlite

import (
	"context"
	"errors"
	"log/slog"
	"math"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"ringline/internal/call"
)

const app call.AppID = 1400000001

func open(t testing.TB, change ...func(*Config)) *Store {
	t.Helper()
	cfg := Default()
	cfg.Path = filepath.Join(t.TempDir(), "ringline.db")
	for _, f := range change {
		f(&cfg)
	}
	s, err := Open(t.Context(), cfg, slog.New(slog.NewTextHandler(t.Output(), nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

// start decides that a calls b.
func start(t *testing.T, a, b call.UserID) call.Change {
	t.Helper()
	return apply(t, call.Call{}, call.Start{
		App: app, ID: call.ID(uuid.Must(uuid.NewV7()).String()), By: phone(a), Callees: []call.UserID{b},
		Media: call.Audio, RingFor: 30 * time.Second, Max: 9,
	})
}

func phone(user call.UserID) call.Actor {
	return call.Actor{Kind: call.ByUser, User: user, Device: "phone"}
}

func apply(t *testing.T, c call.Call, cmd call.Command) call.Change {
	t.Helper()
	change, err := call.Apply(c, cmd, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return change
}

func commit(t *testing.T, s *Store, change call.Change) call.Call {
	t.Helper()
	if err := s.Commit(t.Context(), change); err != nil {
		t.Fatal(err)
	}
	return change.To
}

// atCommit has f run in place of the next COMMIT, with the real one in its hand.
func atCommit(t *testing.T, s *Store, f func(commit func() error) error) {
	t.Helper()
	db := s.db.Load()
	err := db.conn.CreateFunction("at_commit", &sqlite.FunctionImpl{
		Scalar: func(sqlite.Context, []sqlite.Value) (sqlite.Value, error) {
			result := int64(0)
			if f(func() error { return sqlitex.ExecuteTransient(db.conn, "COMMIT", nil) }) != nil {
				result = math.MinInt64 // has no absolute value; the driver loses errors of functions
			}
			return sqlite.IntegerValue(result), nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if db.stmts.commit, err = db.conn.Prepare("SELECT abs(at_commit())"); err != nil {
		t.Fatal(err)
	}
}

// absent checks that nobody can see anything of a change.
func absent(t *testing.T, s *Store, change call.Change) {
	t.Helper()
	c := &change.To
	if got, err := s.Load(t.Context(), c.Ref()); err == nil && got.Version >= c.Version || err != nil && !errors.Is(err, call.ErrNotFound) {
		t.Errorf("load: version %d, %v", got.Version, err)
	}
	if entries, err := s.History(t.Context(), c.Ref()); int64(len(entries)) >= c.Version || err != nil && !errors.Is(err, call.ErrNotFound) {
		t.Errorf("history: %v, %v", entries, err)
	}
	for _, u := range change.Claim {
		if id, err := s.Held(t.Context(), app, u); !errors.Is(err, call.ErrNotFound) {
			t.Errorf("%s is held by %q, %v", u, id, err)
		}
	}
	if id, err := s.Requested(t.Context(), app, change.Request); !errors.Is(err, call.ErrNotFound) {
		t.Errorf("the request was about %q, %v", id, err)
	}
}

func present(t *testing.T, s *Store, change call.Change) {
	t.Helper()
	c, err := s.Load(t.Context(), change.To.Ref())
	if err != nil || c.Version != change.To.Version {
		t.Errorf("load: version %d, %v", c.Version, err)
	}
	if entries, err := s.History(t.Context(), change.To.Ref()); err != nil || int64(len(entries)) != c.Version {
		t.Errorf("history: %v, %v", entries, err)
	}
	for _, u := range change.Claim {
		if id, err := s.Held(t.Context(), app, u); err != nil || id != c.ID {
			t.Errorf("%s is held by %q, %v", u, id, err)
		}
	}
}

// TestNotDurableNotSeen stops a COMMIT in its middle: until it returns, nobody sees what it is about.
func TestNotDurableNotSeen(t *testing.T) {
	s := open(t)
	before := commit(t, s, start(t, "cid", "dan"))
	change := start(t, "ann", "bob")
	change.Request = call.Request{User: "ann", Device: "phone", ID: "1"}

	reached, goOn, done := make(chan struct{}), make(chan struct{}), make(chan error)
	atCommit(t, s, func(commit func() error) error {
		close(reached)
		<-goOn
		return commit()
	})
	go func() { done <- s.Commit(t.Context(), change) }()
	<-reached
	absent(t, s, change)
	if calls, err := s.Live(t.Context(), app); err != nil || len(calls) != 1 || calls[0].ID != before.ID {
		t.Errorf("%d calls are live, %v", len(calls), err)
	}
	close(goOn)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	present(t, s, change)
}

// TestFateUnknown fails COMMITs that did, and that did not, reach the disk. The answer must be what the file says.
func TestFateUnknown(t *testing.T) {
	broken := errors.New("the disk is on fire")
	for name, test := range map[string]struct {
		fault func(commit func() error) error
		want  error
		check func(*testing.T, *Store, call.Change)
	}{
		"lost":  {func(func() error) error { return broken }, call.ErrUnavailable, absent},
		"saved": {func(commit func() error) error { return errors.Join(commit(), broken) }, nil, present},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			old := commit(t, s, start(t, "cid", "dan"))
			change := start(t, "ann", "bob")
			change.Request = call.Request{User: "ann", Device: "phone", ID: "1"}
			atCommit(t, s, test.fault)
			if err := s.Commit(t.Context(), change); !errors.Is(err, test.want) {
				t.Fatalf("commit: %v, want %v", err, test.want)
			}
			test.check(t, s, change)
			if c, err := s.Load(t.Context(), old.Ref()); err != nil || c.Version != 1 {
				t.Errorf("the call from before: version %d, %v", c.Version, err)
			}
			commit(t, s, apply(t, old, call.Hangup{By: phone("cid")}))
			commit(t, s, start(t, "cid", "dan"))
		})
	}
}

// stall keeps the writer from its first batch until the returned function is called, so that changes gather.
func stall(t *testing.T, s *Store) (goOn func()) {
	t.Helper()
	reached, release := make(chan struct{}), make(chan struct{})
	atCommit(t, s, func(commit func() error) error {
		select {
		case reached <- struct{}{}:
			<-release
		case <-release: // later batches pass
		}
		return commit()
	})
	first := make(chan error)
	go func() { first <- s.Commit(t.Context(), start(t, "stall-a", "stall-b")) }()
	<-reached
	return func() {
		close(release)
		if err := <-first; err != nil {
			t.Error(err)
		}
	}
}

// line puts changes into the queue, in this order, and returns where their answers will come.
func line(t *testing.T, s *Store, changes ...call.Change) []*pending {
	t.Helper()
	var waiting []*pending
	for _, change := range changes {
		p := newPending(change)
		if !s.queue.add(p) {
			t.Fatal("the queue is full or closed")
		}
		waiting = append(waiting, p)
	}
	return waiting
}

// together commits changes in one batch and returns their answers.
func together(t *testing.T, s *Store, changes ...call.Change) []error {
	t.Helper()
	goOn := stall(t, s)
	waiting := line(t, s, changes...)
	goOn()
	var errs []error
	for _, p := range waiting {
		errs = append(errs, <-p.done)
	}
	return errs
}

// TestBatch checks that changes of one transaction are judged one after the other, and refused ones leave no trace.
func TestBatch(t *testing.T) {
	s := open(t)
	talk := commit(t, s, start(t, "ann", "bob"))
	wish := call.Request{User: "ann", Device: "phone", ID: "1"}
	end := apply(t, talk, call.Hangup{By: phone("ann")})
	end.Request = wish
	again, stale := end, apply(t, talk, call.Accept{By: phone("bob")})
	freed, taken := start(t, "bob", "cid"), start(t, "dan", "cid")

	errs := together(t, s, end, again, stale, freed, taken)
	var repeated *call.Repeated
	var claimed *call.Claimed
	switch {
	case errs[0] != nil || errs[3] != nil:
		t.Errorf("the good ones: %v, %v", errs[0], errs[3])
	case !errors.As(errs[1], &repeated) || repeated.Call != talk.ID:
		t.Errorf("repeated: %v", errs[1])
	case !errors.Is(errs[2], call.ErrConflict):
		t.Errorf("stale: %v", errs[2])
	case !errors.As(errs[4], &claimed) || claimed.Held["cid"] != freed.To.ID:
		t.Errorf("taken: %v", errs[4])
	}
	present(t, s, freed)
	if id, err := s.Held(t.Context(), app, "dan"); !errors.Is(err, call.ErrNotFound) {
		t.Errorf("the refused caller is held by %q, %v", id, err)
	}
}

// TestPoison checks that a change that the file cannot take fails alone, and as our fault.
func TestPoison(t *testing.T) {
	s := open(t)
	good, poison, alsoGood := start(t, "ann", "bob"), start(t, "cid", "dan"), start(t, "eve", "fay")
	poison.Rule = "" // a CHECK stands against it
	errs := together(t, s, good, poison, alsoGood)
	if errs[0] != nil || errs[2] != nil {
		t.Errorf("the good ones: %v, %v", errs[0], errs[2])
	}
	if !errors.Is(errs[1], errDisagree) || errors.Is(errs[1], call.ErrUnavailable) {
		t.Errorf("the poison: %v", errs[1])
	}
	present(t, s, good)
	present(t, s, alsoGood)
	absent(t, s, poison)
}

// TestForeignWriter changes a call behind the store's back. The hot copy is wrong then; the version in the file says so.
func TestForeignWriter(t *testing.T) {
	s := open(t)
	c := commit(t, s, start(t, "ann", "bob"))
	conn, err := sqlite.OpenConn(s.cfg.Path, sqlite.OpenReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	err = sqlitex.ExecuteScript(conn, `
		UPDATE calls SET version = 2, doc = json_set(doc, '$.version', 2);
		INSERT INTO changes (app, call, version, at, node, rule, events) SELECT app, call, 2, at, node, 'rang', events FROM changes;`, nil)
	if err := errors.Join(err, conn.Close()); err != nil {
		t.Fatal(err)
	}
	if err := s.Commit(t.Context(), apply(t, c, call.Accept{By: phone("bob")})); !errors.Is(err, call.ErrConflict) {
		t.Fatalf("decided on version 1: %v", err)
	}
	c, err = s.Load(t.Context(), c.Ref())
	if err != nil || c.Version != 2 {
		t.Fatalf("version %d, %v", c.Version, err)
	}
	commit(t, s, apply(t, c, call.Accept{By: phone("bob")}))
}

// TestGivenUp checks that a change that is taken back in time is never written.
func TestGivenUp(t *testing.T) {
	s := open(t)
	goOn := stall(t, s)
	change := start(t, "ann", "bob")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Commit(ctx, change); !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
	goOn()
	commit(t, s, start(t, "cid", "dan")) // comes after it
	absent(t, s, change)
}

// TestQueueFull checks P20 for the disk: who comes when too many wait is told at once.
func TestQueueFull(t *testing.T) {
	s := open(t, func(cfg *Config) { cfg.Queue = 1 })
	goOn := stall(t, s)
	waiting := line(t, s, start(t, "ann", "bob"))
	refused := start(t, "cid", "dan")
	if err := s.Commit(t.Context(), refused); !errors.Is(err, call.ErrUnavailable) {
		t.Errorf("commit into a full queue: %v", err)
	}
	goOn()
	if err := <-waiting[0].done; err != nil {
		t.Error(err)
	}
	absent(t, s, refused)
}

// TestClose checks that what waits is written, that closing twice is harmless, and that nothing is answered afterwards.
func TestClose(t *testing.T) {
	s := open(t)
	goOn := stall(t, s)
	waiting := line(t, s, start(t, "ann", "bob"), start(t, "cid", "dan"))
	closed := make(chan error, 2)
	for range 2 {
		go func() { closed <- s.Close() }()
	}
	goOn()
	for range 2 {
		if err := <-closed; err != nil {
			t.Error(err)
		}
	}
	for _, p := range waiting {
		if err := <-p.done; err != nil {
			t.Errorf("a change that waited: %v", err)
		}
	}
	if err := s.Commit(t.Context(), start(t, "ann", "bob")); !errors.Is(err, call.ErrUnavailable) {
		t.Errorf("commit: %v", err)
	}
	if _, err := s.Live(t.Context(), app); !errors.Is(err, call.ErrUnavailable) {
		t.Errorf("live: %v", err)
	}
	if err := s.Ping(t.Context()); !errors.Is(err, call.ErrUnavailable) {
		t.Errorf("ping: %v", err)
	}
}
