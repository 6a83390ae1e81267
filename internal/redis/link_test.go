package redis

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/goleak"

	"ringline/internal/redis/redistest"
	"ringline/internal/tenant"
)

// Nothing of ours outlives its test. The library looks for the nodes of a Cluster a moment later, and closes connections to dead ones after 5 s.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/redis/rueidis.(*call).DelayDo.func1"),
		goleak.IgnoreAnyFunction("github.com/redis/rueidis.(*clusterClient)._refresh.func2"))
}

const patience = 20 * time.Second

// ear is a node that notes what it hears.
type ear struct {
	*Link
	t       testing.TB
	metrics *prometheus.Registry
	stop    func()

	mu      sync.Mutex
	changed chan struct{}
	words   []string
	met     []string // "+name" and "-name"
	missed  int
	stuck   atomic.Pointer[chan struct{}] // it answers no question until this is closed
	held    int                           // questions that it did not answer for that
}

func (e *ear) note(f func()) {
	e.mu.Lock()
	defer e.mu.Unlock()
	f()
	close(e.changed)
	e.changed = make(chan struct{})
}

func (e *ear) Told(from string, word []byte) {
	e.note(func() { e.words = append(e.words, from+": "+string(word)) })
}

func (e *ear) Asked(from string, question []byte) []byte {
	if stuck := e.stuck.Load(); stuck != nil {
		e.note(func() { e.held++ })
		<-*stuck
	}
	return []byte(e.name + " to " + from + ": " + string(question))
}
func (e *ear) Joined(name string) { e.note(func() { e.met = append(e.met, "+"+name) }) }
func (e *ear) Lost(name string)   { e.note(func() { e.met = append(e.met, "-"+name) }) }
func (e *ear) Missed()            { e.note(func() { e.missed++ }) }

func (e *ear) await(what string, holds func() bool) {
	e.t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		e.mu.Lock()
		ok, changed := holds(), e.changed
		e.mu.Unlock()
		if ok {
			return
		}
		select {
		case <-changed:
		case <-late.C:
			e.t.Fatalf("%s waited in vain: %s; heard %q, met %q, missed %d", e.name, what, e.words, e.met, e.missed)
		}
	}
}

func (e *ear) hears(word string) {
	e.t.Helper()
	e.await("hears "+word, func() bool { return slices.Contains(e.words, word) })
}

// until waits for what nobody is told of.
func until(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for late := time.Now().Add(patience); !holds(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(late) {
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

func node(t testing.TB, url, name string, change ...func(*Config)) *ear {
	t.Helper()
	e := ready(t, url, name, change...)
	e.run()
	return e
}

// ready is a node that does not run yet.
func ready(t testing.TB, url, name string, change ...func(*Config)) *ear {
	t.Helper()
	c := Default()
	c.URL = tenant.Secret(url)
	for _, f := range change {
		f(&c)
	}
	e := &ear{t: t, changed: make(chan struct{}), metrics: prometheus.NewRegistry()}
	var err error
	if e.Link, err = New(Options{Config: c, Name: name, Metrics: e.metrics}); err != nil {
		t.Fatal(err)
	}
	e.Hear(e)
	return e
}

func (e *ear) run() {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- e.Run(ctx) }()
	e.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			e.t.Error(err)
		}
	})
	e.t.Cleanup(e.stop)
}

// trio is three nodes that know each other.
func trio(t testing.TB, url string, change ...func(*Config)) (a, b, c *ear) {
	t.Helper()
	a, b, c = node(t, url, "a", change...), node(t, url, "b", change...), node(t, url, "c", change...)
	for _, e := range []*ear{a, b, c} {
		until(t, e.name+" knows the others", func() bool { return e.Whole() && len(e.Peers()) == 2 })
	}
	return a, b, c
}

func (e *ear) ask(question string) (map[string][]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return e.Ask(ctx, []byte(question))
}

// What a node tells, all others hear, in order, and it does not hear itself; a question is answered by all.
func TestTellAndAsk(t *testing.T) {
	a, b, c := trio(t, redistest.New(t).URL())
	const many = 5000
	for i := range many {
		a.Tell(fmt.Appendf(nil, "%d", i))
	}
	for _, e := range []*ear{b, c} {
		e.await("hears everything", func() bool { return len(e.words) == many })
		for i, word := range e.words {
			if word != fmt.Sprintf("a: %d", i) {
				t.Fatalf("%s heard %q as number %d", e.name, word, i)
			}
		}
	}
	answers, err := b.ask("who?")
	if err != nil || len(answers) != 2 || string(answers["a"]) != "a to b: who?" || string(answers["c"]) != "c to b: who?" {
		t.Errorf("%q, %v", answers, err)
	}
	if len(a.words) > 0 {
		t.Errorf("a heard %q", a.words)
	}
}

// P17: an answer that takes long keeps no word waiting, and no ring.
func TestSlowAnswer(t *testing.T) {
	a, b, _ := trio(t, redistest.New(t).URL())
	stuck := make(chan struct{})
	b.stuck.Store(&stuck)
	answers := make(chan map[string][]byte, 1)
	go func() {
		all, err := a.ask("who?")
		if err != nil {
			t.Error(err)
		}
		answers <- all
	}()
	b.await("is asked", func() bool { return b.held == 1 })
	a.Tell([]byte("it rings"))
	b.hears("a: it rings")
	select {
	case <-answers:
		t.Error("who did not answer did")
	default:
	}
	close(stuck)
	if all := <-answers; string(all["b"]) != "b to a: who?" {
		t.Errorf("the answers are %q", all)
	}
}

// A node that is alone asks nobody and waits for nobody.
func TestAlone(t *testing.T) {
	a := node(t, redistest.New(t).URL(), "a")
	<-a.Ready()
	if answers, err := a.ask("anybody?"); err != nil || len(answers) != 0 {
		t.Errorf("%q, %v", answers, err)
	}
}

// While Redis is away nobody waits: words are counted, questions fail at once. When it is back, everybody knows that something was
// missed, and it goes on.
func TestRestart(t *testing.T) {
	server := redistest.New(t)
	a, b, c := trio(t, server.URL())
	a.await("settled", func() bool { return a.missed > 0 })
	b.note(func() { b.missed = 0 })
	server.Stop()
	for _, e := range []*ear{a, b, c} {
		until(t, e.name+" is cut off", func() bool { return !e.Whole() })
	}
	a.Tell([]byte("lost"))
	if _, err := a.Ask(t.Context(), nil); !errors.Is(err, ErrAway) {
		t.Errorf("asked while Redis is away: %v", err)
	}
	if n := a.count("ringline_redis_unsent_total"); n < 1 {
		t.Errorf("%v words counted as unsent", n)
	}
	server.Start()
	b.await("knows that it missed something", func() bool { return b.missed > 0 })
	for _, e := range []*ear{a, b, c} {
		until(t, e.name+" is back", e.Whole)
	}
	a.Tell([]byte("on"))
	b.hears("a: on")
	c.hears("a: on")
	if slices.Contains(b.words, "a: lost") || slices.Contains(b.met, "-a") {
		t.Errorf("heard %q, met %q", b.words, b.met)
	}
}

func (e *ear) count(name string) float64 {
	e.t.Helper()
	families, err := e.metrics.Gather()
	if err != nil {
		e.t.Fatal(err)
	}
	for _, f := range families {
		if f.GetName() == name {
			return f.GetMetric()[0].GetCounter().GetValue() + f.GetMetric()[0].GetGauge().GetValue()
		}
	}
	return -1
}

// A Redis that is emptied has nothing of ours to lose. One that throws out a subscriber makes a hole, which is noticed.
func TestEmptiedAndThrownOut(t *testing.T) {
	server := redistest.New(t)
	a, b, _ := trio(t, server.URL())
	if got := server.Do("FLUSHALL"); !strings.HasPrefix(got, "+OK") {
		t.Fatal(got)
	}
	a.Tell([]byte("still"))
	b.hears("a: still")
	b.note(func() { b.missed = 0 })
	if got := server.Do("CLIENT KILL TYPE pubsub"); !strings.HasPrefix(got, ":3") {
		t.Fatalf("threw out %q", got)
	}
	a.Tell([]byte("into the hole, perhaps"))
	b.await("notices", func() bool { return b.missed > 0 })
	until(t, "all are back", func() bool { return a.Whole() && b.Whole() })
	a.Tell([]byte("on"))
	b.hears("a: on")
}

// A Redis that stands still is noticed within seconds, and so is that it goes on.
func TestFrozen(t *testing.T) {
	server := redistest.New(t)
	a, b, _ := trio(t, server.URL())
	server.Freeze()
	began := time.Now()
	until(t, "a is cut off", func() bool { return !a.Whole() })
	if took := time.Since(began); took > silent+2*beat {
		t.Errorf("noticed after %v", took)
	}
	a.Tell([]byte("lost"))
	b.note(func() { b.missed = 0 })
	server.Thaw()
	b.await("knows that it missed something", func() bool { return b.missed > 0 })
	until(t, "all are back", func() bool { return a.Whole() && b.Whole() })
	a.Tell([]byte("on"))
	b.hears("a: on")
}

// A node that stops says goodbye, one that dies is missed, and one that is started anew is another.
func TestComeAndGo(t *testing.T) {
	server := redistest.New(t)
	a, b, c := trio(t, server.URL())
	c.stop()
	a.await("hears the goodbye", func() bool { return slices.Contains(a.met, "-c") })
	again := node(t, server.URL(), "c")
	a.await("meets it again", func() bool { return slices.Equal(a.met[len(a.met)-2:], []string{"-c", "+c"}) })
	<-again.Ready()
	again.Tell([]byte("new"))
	a.hears("c: new")

	// A node that dies: it is heard of no more.
	dead := pack{name: "dead", process: 42, entries: []entry{{kind: kindWord, body: []byte("last")}}}
	if err := a.publishRaw(dead.encode()); err != nil {
		t.Fatal(err)
	}
	b.hears("dead: last")
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if answers, err := b.Ask(ctx, []byte("who?")); !errors.Is(err, ErrSilent) || len(answers) != 2 {
		t.Errorf("%q, %v", answers, err)
	}
	b.await("misses it", func() bool { return slices.Contains(b.met, "-dead") })
	if answers, err := b.ask("who?"); err != nil || len(answers) != 2 {
		t.Errorf("%q, %v", answers, err)
	}
}

func (l *Link) publishRaw(data []byte) error {
	client, err := l.connect()
	if err != nil {
		return err
	}
	defer client.Close()
	return l.publish(context.Background(), client, data)
}

// A hole in a node's words is noticed by the next pulse, if nothing else comes.
func TestHole(t *testing.T) {
	a, b, _ := trio(t, redistest.New(t).URL())
	b.note(func() { b.missed = 0 })
	a.mu.Lock()
	a.Link.mu.Lock()
	a.next++ // a word that was lost on its way
	a.Link.mu.Unlock()
	a.mu.Unlock()
	b.await("notices the hole", func() bool { return b.missed == 1 })
}

// Servers of two prefixes share a Redis and do not hear each other; strangers and garbage are ignored. A password is asked for.
func TestPrefixesAndStrangers(t *testing.T) {
	server := redistest.New(t, "--requirepass", "hunter2")
	url := strings.Replace(server.URL(), "redis://", "redis://:hunter2@", 1)
	a, b := node(t, url, "a"), node(t, url, "b", func(c *Config) { c.Prefix = "other" })
	b2 := node(t, url, "b")
	until(t, "a knows b", func() bool { return len(a.Peers()) == 1 && len(b2.Peers()) == 1 })
	<-b.Ready()
	if err := a.publishRaw([]byte("nonsense")); err != nil {
		t.Fatal(err)
	}
	until(t, "garbage is counted", func() bool { return b2.count("ringline_redis_strange_total") == 1 })
	a.Tell([]byte("ours"))
	b2.hears("a: ours")
	if len(b.words) > 0 || len(b.Peers()) > 0 {
		t.Errorf("another prefix heard %q of %q", b.words, b.Peers())
	}
}

// A wrong password keeps a link from working, and is not told.
func TestWrongPassword(t *testing.T) {
	server := redistest.New(t, "--requirepass", "right")
	c := Default()
	c.URL = tenant.Secret(strings.Replace(server.URL(), "redis://", "redis://:hunter2@", 1))
	var log strings.Builder
	l, err := New(Options{Config: c, Name: "a", Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	if err != nil {
		t.Fatal(err)
	}
	_, err = l.connect()
	if err == nil || strings.Contains(err.Error()+log.String(), "hunter2") {
		t.Errorf("%v, %s", err, &log)
	}
}

func FuzzPack(f *testing.F) {
	f.Add((&pack{name: "a", process: 1}).encode())
	f.Add((&pack{name: "a", process: 1 << 63, first: 9, entries: []entry{
		{kind: kindWord, body: []byte("x")}, {kind: kindQuestion, id: 300, body: nil}, {kind: kindAnswer, id: 1, to: 7, body: []byte("y")}, {kind: kindCount, body: []byte("z")}, {kind: kindBye},
	}}).encode())
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := decodePack(data)
		if err != nil {
			return
		}
		again, err := decodePack(p.encode())
		if err != nil || len(again.entries) != len(p.entries) || again.first != p.first || again.name != p.name {
			t.Errorf("%+v became %+v, %v", p, again, err)
		}
	})
}
