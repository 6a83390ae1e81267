package redis

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"ringline/internal/redis/redistest"
	"ringline/internal/tenant"
)

// book keeps what is logged as a warning.
type book struct {
	mu    sync.Mutex
	lines []string
}

func (b *book) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelWarn }
func (b *book) WithAttrs([]slog.Attr) slog.Handler               { return b }
func (b *book) WithGroup(string) slog.Handler                    { return b }

func (b *book) Handle(_ context.Context, r slog.Record) error {
	line := r.Message
	r.Attrs(func(a slog.Attr) bool { line += " " + a.String(); return true })
	b.mu.Lock()
	defer b.mu.Unlock()
	b.lines = append(b.lines, line)
	return nil
}

func (b *book) all() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return strings.Join(b.lines, "\n")
}

// complaining is a node that writes down what it warns of.
func complaining(t *testing.T, url string) (*ear, *book) {
	t.Helper()
	c, log := Default(), new(book)
	c.URL = tenant.Secret(url)
	l, err := New(Options{Config: c, Name: "a", Log: slog.New(log)})
	if err != nil {
		t.Fatal(err)
	}
	e := &ear{t: t, Link: l, changed: make(chan struct{})}
	e.Hear(e)
	e.run()
	return e, log
}

// A server that starts with a Redis it cannot use says why, once, and which setting it is; and no password.
func TestComplains(t *testing.T) {
	guarded := redistest.New(t, "--requirepass", "secret")
	gone := redistest.New(t)
	gone.Stop()
	mute := redistest.New(t)
	if got := mute.Do("ACL SETUSER dumb on >secret allchannels -@all +@connection +subscribe"); !strings.HasPrefix(got, "+OK") {
		t.Fatal(got)
	}
	for name, tc := range map[string]struct{ url, want string }{
		"away":           {gone.URL(), "connection refused"},
		"no password":    {guarded.URL(), "NOAUTH"},
		"wrong password": {strings.Replace(guarded.URL(), "redis://", "redis://:hush@", 1), "WRONGPASS"},
		"may not speak":  {strings.Replace(mute.URL(), "redis://", "redis://dumb:secret@", 1), "NOPERM"},
	} {
		t.Run(name, func(t *testing.T) {
			e, log := complaining(t, tc.url)
			until(t, "it says why", func() bool { return log.all() != "" })
			e.stop()
			got := log.all()
			if !strings.Contains(got, tc.want) || !strings.Contains(got, "redis.url") || strings.Contains(got, "hush") || strings.Contains(got, "secret") {
				t.Errorf("%s, want %q, redis.url and no password", got, tc.want)
			}
			if strings.Count(got, "cannot be used") != 1 {
				t.Errorf("said more than once: %s", got)
			}
		})
	}
}

// After it worked, a Redis that goes away is told of as well, with the reason of the attempts that follow, and again the next time.
func TestComplainsAgain(t *testing.T) {
	server := redistest.New(t)
	e, log := complaining(t, server.URL())
	for n := 1; n <= 2; n++ {
		until(t, "it works", e.Whole)
		server.Stop()
		until(t, "it says something", func() bool { return strings.Count(log.all(), "cannot be used") == n })
		if got := log.all(); strings.Count(got, "connection refused") != n {
			t.Errorf("the reasons are not those of attempts:\n%s", got)
		}
		server.Start()
	}
}
