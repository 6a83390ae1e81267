package admin

import (
	"context"
	"time"
)

// By is who acts.
type By struct {
	Name string // "operator" (on this machine), "token:<id>", "admin:<account>"; never empty
	IP   string // where from; empty when it is this machine
}

// Act is one line of the audit log: what somebody did to an app, a token, or something else that doors let them.
type Act struct {
	ID     int64 // rises with time; given by the store
	At     time.Time
	By     By
	What   string            // such as app.update
	App    int64             // which app it is about; 0 when it is about the whole server
	Target string            // what else it is about: a token, a call, a user; may be empty
	Detail map[string]string // what else there is to say; holds no secret
}

// ActFilter picks acts. What is left empty does not restrict.
type ActFilter struct {
	App    int64
	By     string // the actor's name
	What   string // the act itself, or with a dot at the end all that begin so: "app."
	Target string
	From   time.Time // of that time or later
	Until  time.Time // of that time or earlier
}

// Note adds to the log what a door did in somebody's name that is not of this package: to calls, users, deliveries.
func (a *Admin) Note(ctx context.Context, by By, what string, app int64, target string, detail map[string]string) error {
	return a.store.AddAct(ctx, Act{At: a.moment(), By: by, What: what, App: app, Target: target, Detail: detail})
}

// Log lists up to limit acts, the newest first: those before the act with the id before, or from the newest on if that is 0.
func (a *Admin) Log(ctx context.Context, f ActFilter, before int64, limit int) ([]Act, error) {
	return a.store.ListActs(ctx, f, before, limit)
}
