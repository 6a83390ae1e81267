package admin

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"ringline/internal/call"
	"ringline/internal/seal"
	"ringline/internal/tenant"
)

// Options is what [New] needs.
type Options struct {
	Store Store
	Keys  *seal.Ring
	Now   func() time.Time // the wall clock
	Homes Homes            // where apps live; nil is all of them here
	Dev   bool             // serve the development app; without it that app is disabled
	Log   *slog.Logger     // nil logs nothing
}

// Homes says where apps live; *cells.Map does.
type Homes interface {
	Elsewhere(app int64) string // the address of the cell in which it lives; empty if that is this one
	Next(app int64) int64       // the first number from one on whose app lives here
}

type here struct{}

func (here) Elsewhere(int64) string { return "" }
func (here) Next(app int64) int64   { return app }

// Admin knows the apps and tokens. It is safe for concurrent use.
type Admin struct {
	store Store
	keys  *seal.Ring
	now   func() time.Time
	homes Homes
	dev   bool
	log   *slog.Logger

	serving atomic.Pointer[tenant.Directory]
	tokens  atomic.Pointer[map[tokenHash]Token]
	sooner  chan struct{} // has a token after something to do came nearer
	stale   atomic.Bool   // another node may have changed something

	mu        sync.Mutex // of changes, one at a time; held while the store writes
	stored    map[int64]Stored
	doubtful  bool   // the store may know more than we do
	complaint string // why it cannot be read, as it was logged
	listeners []func(was, is *tenant.App)
}

// New makes an Admin that knows nothing before [Admin.Load].
func New(o Options) *Admin {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Homes == nil {
		o.Homes = here{}
	}
	a := &Admin{
		homes: o.Homes, store: o.Store, keys: o.Keys, now: o.Now, dev: o.Dev, log: o.Log,
		sooner: make(chan struct{}, 1), stored: map[int64]Stored{},
	}
	a.serving.Store(&tenant.Directory{})
	a.tokens.Store(&map[tokenHash]Token{})
	return a
}

// App returns the app with the given id, or nil if there is none.
func (a *Admin) App(id int64) *tenant.App { return a.serving.Load().App(id) }

// All lists the apps by rising id.
func (a *Admin) All() []*tenant.App { return a.serving.Load().All() }

// OnChange calls f after each change of an app, in order; was is nil for a new one. f must return soon and change no app.
func (a *Admin) OnChange(f func(was, is *tenant.App)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.listeners = append(a.listeners, f)
}

// Load reads what the store has, and seals anew what an older key sealed. It must be called before anything else.
func (a *Admin) Load(ctx context.Context) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.read(ctx); err != nil {
		return err
	}
	for _, was := range a.stored {
		if was.current(a.keys) {
			continue
		}
		next := was.clone()
		if err := next.resealed(a.keys); err != nil {
			return err
		}
		if _, err := a.commit(ctx, By{Name: "server"}, "app.reseal", next, nil); err != nil {
			return fmt.Errorf("seal the secrets of app %d anew: %w", was.ID, err)
		}
	}
	return nil
}

// How often to look at the clock at least, because it may be set, and at a store that is in doubt.
const (
	lookAtClock = time.Minute
	lookAtStore = time.Second
)

// Run ends the overlaps of old secrets in time, until ctx is done.
func (a *Admin) Run(ctx context.Context) error {
	for {
		timer := time.NewTimer(a.wait())
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil
		case <-timer.C:
		case <-a.sooner:
		}
		timer.Stop()
		a.tend(ctx)
	}
}

// wait is how long there is nothing to do.
func (a *Admin) wait() time.Duration {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.doubtful {
		return lookAtStore
	}
	now, wait := a.now(), lookAtClock
	for _, app := range a.stored {
		for i := range app.Secrets {
			if until := app.Secrets[i].Until; now.Before(until) {
				wait = min(wait, until.Sub(now))
			}
		}
	}
	return wait
}

// tend takes out secrets whose overlap is over, and reads the store if it is in doubt.
func (a *Admin) tend(ctx context.Context) {
	a.mu.Lock()
	defer a.mu.Unlock()
	switch err := a.refresh(ctx); {
	case err == nil:
		a.complaint = ""
	case err.Error() != a.complaint: // a fault that stays, such as a wrong key, is told once
		a.complaint = err.Error()
		a.log.ErrorContext(ctx, "cannot read the apps again: what changed in them does not count here", "error", err)
	}
	for id := range a.stored {
		app := a.stored[id]
		if was := a.App(id); len(app.live(a.now())) < len(was.Secrets) {
			next, err := a.serve(&app)
			if err != nil {
				a.log.ErrorContext(ctx, "cannot take out an old secret", "app", id, "error", err)
				continue
			}
			a.serving.Store(next)
			a.tell(was, a.App(id))
		}
	}
}

// Refresh has the store read soon: another node may have changed apps or tokens. It does not wait.
func (a *Admin) Refresh() {
	a.stale.Store(true)
	a.hurry()
}

// refresh reads the store if it may know more than we do.
func (a *Admin) refresh(ctx context.Context) error {
	a.doubtful = a.stale.Swap(false) || a.doubtful
	if !a.doubtful {
		return nil
	}
	return a.read(ctx)
}

// read takes over everything the store has.
func (a *Admin) read(ctx context.Context) error {
	list, err := a.store.ListApps(ctx)
	if err != nil {
		return fmt.Errorf("read the apps: %w", err)
	}
	tokens, err := a.store.ListTokens(ctx)
	if err != nil {
		return fmt.Errorf("read the tokens: %w", err)
	}
	stored := make(map[int64]Stored, len(list))
	apps := make([]tenant.App, 0, len(list))
	for i := range list {
		app, err := a.open(&list[i])
		if err != nil {
			return err
		}
		apps = append(apps, app)
		stored[app.ID] = list[i]
	}
	directory, err := tenant.NewDirectory(apps)
	if err != nil {
		return fmt.Errorf("the stored apps are not valid: %w", err)
	}
	known, before := a.stored, a.serving.Load()
	a.stored, a.doubtful = stored, false
	a.serving.Store(directory)
	a.useTokens(tokens)
	for id := range stored {
		if now := stored[id]; now.Version != known[id].Version {
			a.tell(before.App(id), directory.App(id))
		}
	}
	return nil
}

// commit writes an app that was changed and lets everybody have it.
func (a *Admin) commit(ctx context.Context, by By, what string, next Stored, detail map[string]string) (App, error) {
	next.Version++
	next.UpdatedAt = a.moment()
	directory, err := a.serve(&next)
	if err != nil {
		return App{}, err
	}
	act := Act{At: next.UpdatedAt, By: by, What: what, App: next.ID, Detail: detail}
	if err := a.store.SaveApp(ctx, next, act); err != nil {
		a.doubt()
		return App{}, err
	}
	was := a.App(next.ID)
	a.stored[next.ID] = next
	a.serving.Store(directory)
	a.hurry()
	a.tell(was, a.App(next.ID))
	return a.info(&next), nil
}

// serve returns a directory with the app as it is to be served now.
func (a *Admin) serve(s *Stored) (*tenant.Directory, error) {
	app, err := a.open(s)
	if err != nil {
		return nil, err
	}
	directory, err := a.serving.Load().With(app)
	if err != nil {
		return nil, &call.Error{Code: call.CodeInvalid, Text: oneLine(err)}
	}
	return directory, nil
}

// open makes of a stored app the one that is served: with the secrets that are good now.
func (a *Admin) open(s *Stored) (tenant.App, error) {
	app, err := s.Open(a.keys, a.now())
	app.Disabled = app.Disabled || s.Dev && !a.dev
	return app, err
}

// doubt notes that a write failed, so that perhaps it did not, or somebody else wrote.
func (a *Admin) doubt() {
	a.doubtful = true
	a.hurry()
}

func (a *Admin) hurry() {
	select {
	case a.sooner <- struct{}{}:
	default:
	}
}

func (a *Admin) tell(was, is *tenant.App) {
	for _, f := range a.listeners {
		f(was, is)
	}
}

// moment is now as it is kept.
func (a *Admin) moment() time.Time { return a.now().UTC().Truncate(time.Millisecond) }

// oneLine puts joined errors behind each other.
func oneLine(err error) string {
	var joined interface{ Unwrap() []error }
	if !errors.As(err, &joined) {
		return err.Error()
	}
	text := ""
	for _, e := range joined.Unwrap() {
		if text != "" {
			text += "; "
		}
		text += oneLine(e)
	}
	return text
}
