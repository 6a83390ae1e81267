package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ringline/internal/call"
	"ringline/internal/store/postgres"
	"ringline/internal/webhook"
)

// wire stands between a store and its database and does to answers what networks do.
type wire struct {
	listener net.Listener
	server   string
	cut      atomic.Int64 // so many answers are thrown away from here on, with their connection
	dead     atomic.Bool  // nothing comes through, and nobody is told
	late     atomic.Int64 // so many connections get through a moment later
	made     atomic.Int64 // so many connections were made
	left     atomic.Int64 // nothing comes through the first so many, and nobody is told
	halting  atomic.Int64 // so many long answers get through with a pause in the middle
	group    sync.WaitGroup
}

func newWire(t *testing.T, server string) *wire {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{listener: l, server: server}
	ctx, cancel := context.WithCancel(t.Context())
	w.group.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			w.group.Go(func() { w.carry(ctx, c) })
		}
	})
	t.Cleanup(func() {
		cancel()
		_ = l.Close()
		w.group.Wait()
	})
	return w
}

func (w *wire) carry(ctx context.Context, client net.Conn) {
	number := w.made.Add(1)
	if w.late.Add(-1) >= 0 {
		<-time.After(moment)
	}
	var d net.Dialer
	server, err := d.DialContext(ctx, "tcp", w.server)
	if err != nil {
		_ = client.Close()
		return
	}
	end := func() { _, _ = client.Close(), server.Close() }
	stop := context.AfterFunc(ctx, end)
	defer stop()
	w.group.Go(func() {
		defer end()
		_, _ = io.Copy(server, client)
	})
	defer end()
	for buffer := make([]byte, 64<<10); ; {
		n, err := server.Read(buffer)
		if err != nil || w.cut.Add(-1) >= 0 {
			return
		}
		if w.dead.Load() || number <= w.left.Load() {
			continue // swallowed
		}
		some := 0
		if n >= long && w.halting.Add(-1) >= 0 {
			if some, err = client.Write(buffer[:n/2]); err != nil {
				return
			}
			<-time.After(postgres.Default().Timeout / 2)
		}
		if _, err := client.Write(buffer[some:n]); err != nil {
			return
		}
	}
}

// long is what the database sends at once of an answer that is longer.
const long = 8 << 10

// moment is longer than the stores that are tried with it wait for an answer.
const moment = 1500 * time.Millisecond

// TestSlowGreeting: a server that starts waits longer for the database than commands do, which nobody gives yet: one whose machine is busy with
// starting everything else, or that promotes a standby, starts all the same.
func TestSlowGreeting(t *testing.T) {
	url, address := shared.Database(t), shared.Server(t).Address()
	w := newWire(t, address)
	w.late.Store(2) // to look who it is, and to prepare it
	store := open(t, strings.Replace(url, address, w.listener.Addr().String(), 1), func(c *postgres.Config) { c.Timeout = moment / 3 })
	if err := store.Ping(t.Context()); err != nil {
		t.Error(err)
	}
}

// throughWire opens a store behind a wire.
func throughWire(t *testing.T) (*postgres.Store, *wire) {
	t.Helper()
	url := shared.Database(t)
	address := shared.Server(t).Address()
	w := newWire(t, address)
	return open(t, strings.Replace(url, address, w.listener.Addr().String(), 1)), w
}

// TestLostAnswer: a change that was written and whose answer was lost is answered as written, once, and one that was refused as
// refused (P9, P12).
func TestLostAnswer(t *testing.T) {
	store, w := throughWire(t)
	warm := decide(t, call.Call{}, starting(0), time.Now())
	if err := store.Commit(t.Context(), warm); err != nil {
		t.Fatal(err)
	}
	for n := range 10 {
		change := decide(t, call.Call{}, starting(int64(n+1)), time.Now())
		change.Request = call.Request{User: change.To.Legs[0].User, Device: "phone", ID: "r"}
		w.cut.Store(1)
		if err := store.Commit(t.Context(), change); err != nil {
			t.Fatalf("round %d: it was written, and the answer is %v", n, err)
		}
		w.cut.Store(0)
		if entries, err := store.History(t.Context(), change.To.Ref()); err != nil || len(entries) != 1 {
			t.Fatalf("round %d: %d entries, %v", n, len(entries), err)
		}
		again := decide(t, call.Call{}, starting(int64(n+1)), time.Now())
		w.cut.Store(1)
		var claimed *call.Claimed
		if err := store.Commit(t.Context(), again); !errors.As(err, &claimed) {
			t.Fatalf("round %d: it was refused, and the answer is %v", n, err)
		}
		w.cut.Store(0)
		again.Request = change.Request
		var repeated *call.Repeated
		if err := store.Commit(t.Context(), again); !errors.As(err, &repeated) || repeated.Call != change.To.ID {
			t.Fatalf("round %d: the wish came true, and the answer is %v", n, err)
		}
	}
}

// TestDeadWire: a database that says nothing more holds nobody up for longer than the timeout, and the same store goes on when it
// speaks again.
func TestDeadWire(t *testing.T) {
	store, w := throughWire(t)
	change := decide(t, call.Call{}, starting(1), time.Now())
	if err := store.Commit(t.Context(), change); err != nil {
		t.Fatal(err)
	}
	w.dead.Store(true)
	limit := postgres.Default().Timeout + 500*time.Millisecond
	for name, ask := range map[string]func() error{
		"commit": func() error { return store.Commit(t.Context(), decide(t, call.Call{}, starting(2), time.Now())) },
		"load": func() error {
			_, err := store.Load(t.Context(), change.To.Ref())
			return err
		},
		"ping": func() error { return store.Ping(t.Context()) },
	} {
		begun := time.Now()
		if err := ask(); !errors.Is(err, call.ErrUnavailable) || time.Since(begun) > limit {
			t.Errorf("%s: %v after %v", name, err, time.Since(begun))
		}
	}
	w.dead.Store(false)
	answered := change.To
	accept, err := call.Apply(answered, call.Accept{By: call.Actor{Kind: call.ByUser, User: answered.Legs[1].User, Device: "phone"}}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Commit(t.Context(), accept); err != nil {
		t.Errorf("when it speaks again: %v", err)
	}
}

// TestDeadWires: a database that goes on elsewhere without a goodbye to its connections is found after one timeout, however many there were.
func TestDeadWires(t *testing.T) {
	store, w := throughWire(t)
	change := decide(t, call.Call{}, starting(1), time.Now())
	if err := store.Commit(t.Context(), change); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 12 {
		all.Go(func() {
			if err := store.Exec(t.Context(), "SELECT pg_sleep(0.5)"); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	w.left.Store(w.made.Load())
	begun, limit := time.Now(), 2*postgres.Default().Timeout
	for time.Since(begun) < limit {
		if _, err := store.Load(t.Context(), change.To.Ref()); err == nil {
			return
		}
	}
	t.Errorf("calls cannot be loaded after %v", time.Since(begun))
}

// TestStuckQuestion: P17. What many ask for in one statement is asked by another connection if nothing comes back by one, and nobody fails.
func TestStuckQuestion(t *testing.T) {
	for name, ask := range map[string]func(*postgres.Store) error{
		"load": func(s *postgres.Store) error {
			if _, err := s.Load(t.Context(), call.Ref{App: app, ID: "x"}); !errors.Is(err, call.ErrNotFound) {
				return fmt.Errorf("there is no such call: %w", err)
			}
			return nil
		},
		"read webhooks": func(s *postgres.Store) error {
			_, err := s.NextDeliveries(t.Context(), call.Ref{App: app, ID: "x"}, 1)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			store, w := throughWire(t)
			if err := ask(store); err != nil {
				t.Fatal(err)
			}
			w.left.Store(w.made.Load())
			var all sync.WaitGroup
			for n := range 8 {
				all.Go(func() {
					if err := ask(store); err != nil {
						t.Errorf("%d: %v", n, err)
					}
				})
			}
			all.Wait()
		})
	}
}

// TestLongAnswer: P17. An answer that has begun to come is waited for as long as a command waits: asked again it would take as long.
func TestLongAnswer(t *testing.T) {
	store, w := throughWire(t)
	var refs []call.Ref
	for n := range int64(40) {
		m := starting(n)
		m.UserData = strings.Repeat("x", 1<<10)
		change := decide(t, call.Call{}, m, time.Now())
		if err := store.Commit(t.Context(), change); err != nil {
			t.Fatal(err)
		}
		refs = append(refs, change.To.Ref())
	}
	w.halting.Store(1)
	calls, err := store.LoadAll(t.Context(), refs)
	if err != nil || len(calls) != len(refs) {
		t.Errorf("%d calls, %v", len(calls), err)
	}
	if w.halting.Load() == 1 {
		t.Error("the answer was not long enough to halt")
	}
}

// TestStuckSettling: P17. What became of webhooks is written by a statement that many wait for. If nothing comes back from it, it holds them up no
// longer than a command; then there is another connection.
func TestStuckSettling(t *testing.T) {
	store, w := throughWire(t)
	settle := func() error {
		return store.SettleDelivery(t.Context(), &webhook.Delivery{Call: call.Ref{App: app, ID: "x"}}, webhook.Delivered, time.Time{}, time.Now())
	}
	if err := settle(); err != nil {
		t.Fatal(err)
	}
	w.left.Store(w.made.Load())
	begun, limit := time.Now(), postgres.Default().Timeout+time.Second
	if err := settle(); !errors.Is(err, call.ErrUnavailable) || time.Since(begun) > limit {
		t.Errorf("%v after %v", err, time.Since(begun))
	}
	if err := settle(); err != nil {
		t.Errorf("by another connection: %v", err)
	}
}

// TestUnreadable: P16. A call that this version cannot read is in nobody's way who asks for another one at the same time.
func TestUnreadable(t *testing.T) {
	store := open(t, shared.Database(t))
	bad := decide(t, call.Call{}, starting(1), time.Now())
	good := decide(t, call.Call{}, starting(2), time.Now())
	for _, ch := range []call.Change{bad, good} {
		if err := store.Commit(t.Context(), ch); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.Exec(t.Context(), "UPDATE calls SET doc = '{' WHERE id = '"+string(bad.To.ID)+"'"); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	all.Go(func() { // what is asked meanwhile is asked together
		if err := store.Exec(t.Context(), "DO $$ BEGIN LOCK TABLE calls; PERFORM pg_sleep(0.7); END $$"); err != nil {
			t.Error(err)
		}
	})
	for n := 0; n == 0; {
		var err error
		if n, err = store.Number(t.Context(), "SELECT count(*) FROM pg_locks WHERE relation = 'calls'::regclass AND mode = 'AccessExclusiveLock' AND granted"); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 6 {
		of := []call.Change{good, bad}[i%2]
		all.Go(func() {
			if _, err := store.Load(t.Context(), of.To.Ref()); (err == nil) != (i%2 == 0) {
				t.Errorf("load %d: %v", i, err)
			}
		})
	}
	all.Wait()
}
