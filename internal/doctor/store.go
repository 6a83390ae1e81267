package doctor

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"time"

	"ringline/internal/audit"
	"ringline/internal/call"
	"ringline/internal/store/postgres"
	"ringline/internal/store/sqlite"
)

// recentCalls is how many ended calls are held against the promises.
const recentCalls = 10_000

func (p *patient) store(ctx context.Context) []Finding {
	if p.Config.Store.URL != "" {
		database, err := postgres.Look(ctx, p.Config.Store)
		return []Finding{judgeDatabase(database, err, p.Config.Store.Notify != "")}
	}
	if _, err := os.Stat(p.database()); errors.Is(err, fs.ErrNotExist) {
		return []Finding{ok("store", "no database yet, the server makes one")}
	}
	contents, err := sqlite.Check(ctx, p.database())
	all := []Finding{judgeStore(contents, err)}
	if err == nil {
		stories, err := sqlite.Recent(ctx, p.database(), recentCalls)
		all = append(all, judgeHistory(stories, err, time.Now()))
	}
	return all
}

func judgeDatabase(d postgres.Database, err error, heard bool) Finding {
	const check = "store"
	switch {
	case err != nil:
		return fail(check, "see store.url, and whether the database runs and lets this machine in", "%v", err)
	case d.Pooled && !heard:
		return warn(check, "set store.notify to the address of the database behind it, or to off",
			"PostgreSQL %s answers through a pooler, where servers cannot hear of each other's changes", d.Version)
	case d.Missing > 0:
		return ok(check, "PostgreSQL %s can be written to; the next start prepares it for this version (%d steps)", d.Version, d.Missing)
	case d.Behind > 0:
		return ok(check, "PostgreSQL %s can be written to; when all servers are of this version, ringline migrate --contract tidies up", d.Version)
	}
	return ok(check, "PostgreSQL %s can be written to", d.Version)
}

func judgeStore(c sqlite.Contents, err error) Finding {
	const check = "store"
	switch {
	case errors.Is(err, fs.ErrPermission):
		return fail(check, "run this as the user that ringline runs as", "%v", err)
	case err != nil:
		return fail(check, "stop the server and put back a backup (ringline restore); keep the damaged file for whoever looks into it", "%v", err)
	}
	return ok(check, "whole: %d live calls, %d records", c.Live, c.Records)
}

// judgeHistory holds each call's timeline against the promises. Nobody knows here when no server ran, so that the clock acted
// late is never a fault.
func judgeHistory(calls []sqlite.Story, err error, now time.Time) Finding {
	const check = "history"
	if err != nil {
		return fail(check, "look into the store first", "%v", err)
	}
	var broken []audit.Broken
	for i := range calls {
		t := &calls[i]
		h := audit.History{Calls: []call.Call{t.Call}, Now: now, Down: []audit.Interval{{From: t.Call.StartedAt, To: now}}}
		for _, entry := range t.History {
			h.Log = append(h.Log, audit.Commit{Call: t.Call.Ref(), Entry: entry})
		}
		broken = append(broken, audit.Audit(h)...)
	}
	if len(broken) > 0 {
		return fail(check, "this should never be: please report it, with what `ringline call show` tells of the call",
			"%d promises broken in %d calls, the first: %v", len(broken), len(calls), broken[0])
	}
	return ok(check, "the last %d calls kept every promise that can be read off their timelines", len(calls))
}
