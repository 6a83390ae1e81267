package test

import (
	"cmp"
	"flag"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"ringline/internal/audit"
	"ringline/internal/call"
	"ringline/internal/page"
)

var clusterWrite = flag.String("cluster-write", "", "page of the documentation that gets the figures of TestCluster")

// figures are what a cell under attack gave its users.
type figures struct {
	mu      sync.Mutex
	order   []string
	rows    map[string]*suffering
	now     string // what is happening
	last    string // what happened last, until
	until   time.Time
	windows []audit.Interval // when something happened, and a little longer
	rings   map[rung]heardAs
	late    []time.Duration // how late calls stopped ringing
	broken  int
	unheard []string // rings that nobody told a connected device of although nothing happened
	calls   int
	heard   [3]int                           // rings by how they were heard
	here    map[call.UserID][]audit.Interval // when people had a connection; the last one may have no end
}

// suffering is what happened under one kind of trouble.
type suffering struct {
	times, commands, failed int
	longest                 time.Duration // how long a back end that goes on trying got nothing done
}

// rung is a user for whom a call rang.
type rung struct {
	user call.UserID
	id   call.ID
}

const quiet = "nothing"

func (f *figures) begin() {
	f.rows, f.rings, f.here, f.now = map[string]*suffering{}, map[rung]heardAs{}, map[call.UserID][]audit.Interval{}, quiet
	f.row(quiet)
}

func (f *figures) row(name string) *suffering {
	if f.rows[name] == nil {
		f.rows[name] = &suffering{}
		f.order = append(f.order, name)
	}
	return f.rows[name]
}

// during notes that something happens until the function that it returns is called.
func (f *figures) during(name string) (done func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.row(name).times++
	f.now = name
	f.windows = append(f.windows, audit.Interval{From: time.Now().Add(-noticeable), To: time.Now().Add(time.Hour)})
	return func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.now, f.last, f.until = quiet, f.now, time.Now()
		f.windows[len(f.windows)-1].To = time.Now().Add(recovery)
	}
}

// backEnd returns what notes the answers of one that always has something to do.
func (f *figures) backEnd() func(failed bool) {
	var last time.Time // of an answer
	return func(failed bool) {
		f.mu.Lock()
		defer f.mu.Unlock()
		now := time.Now()
		row := f.row(f.now)
		f.count(row, failed)
		if failed {
			return
		}
		if !last.IsZero() {
			if f.now == quiet && last.Before(f.until) { // what it waited for is over
				row = f.row(f.last)
			}
			row.longest = max(row.longest, now.Sub(last))
		}
		last = now
	}
}

// person notes the answer to somebody with a phone.
func (f *figures) person(failed bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.count(f.row(f.now), failed)
}

func (f *figures) count(row *suffering, failed bool) {
	row.commands++
	if failed {
		row.failed++
	}
}

// online notes that somebody has a connection, or has none any more.
func (f *figures) online(user call.UserID, is bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	all := f.here[user]
	open := len(all) > 0 && all[len(all)-1].To.IsZero()
	switch {
	case open && !is:
		all[len(all)-1].To = time.Now()
	case !open && is:
		f.here[user] = append(all, audit.Interval{From: time.Now()})
	}
}

// rang notes how somebody first heard that it rings.
func (f *figures) rang(user call.UserID, id call.ID, how heardAs) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.rings[rung{user, id}] = how
}

// noticeable is how long a call must ring for somebody to be missed who did not hear of it: nobody is told of what is over by then.
const noticeable = 300 * time.Millisecond

// recovery is how long after a trouble everybody is back at the latest: who lost a connection waits before the next attempt.
const recovery = 3 * time.Second

// look takes from a history how late deadlines were acted upon, and which rings reached nobody.
func (f *figures) look(h *audit.History, broken []audit.Broken) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.late, f.heard, f.unheard, f.broken, f.calls = nil, [3]int{}, nil, len(broken), len(h.Calls)
	phones := map[call.UserID]bool{}
	for n := range crowdPhones {
		phones[person(n)] = true
	}
	for i := range h.Calls {
		c := &h.Calls[i]
		for j := range c.Legs {
			l := &c.Legs[j]
			if l.Reason == call.NoAnswer {
				f.late = append(f.late, l.GoneAt.Sub(l.Deadline))
			}
			how := f.rings[rung{l.User, c.ID}]
			if phones[l.User] && !l.Deadline.IsZero() && (how != never || l.GoneAt.Sub(l.InvitedAt) > noticeable && f.there(l)) {
				f.heard[how]++
				if how == never && f.calm(l) {
					f.unheard = append(f.unheard, fmt.Sprintf("%s in call %s, which rang for %v from %s", l.User, c.ID, l.GoneAt.Sub(l.InvitedAt), l.InvitedAt.Format("15:04:05.000")))
				}
			}
		}
	}
	slices.Sort(f.late)
}

// there reports whether somebody had a connection all the while that it rang for them.
func (f *figures) there(l *call.Leg) bool {
	return slices.ContainsFunc(f.here[l.User], func(i audit.Interval) bool {
		return l.InvitedAt.After(i.From) && (i.To.IsZero() || l.GoneAt.Before(i.To))
	})
}

// calm reports whether nothing happened while it rang.
func (f *figures) calm(l *call.Leg) bool {
	return !slices.ContainsFunc(f.windows, func(i audit.Interval) bool { return l.InvitedAt.Before(i.To) && l.GoneAt.After(i.From) })
}

// table says it all.
func (f *figures) table() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var b strings.Builder
	fmt.Fprintln(&b, "| What happened | times | commands | failed | longest without an answer |\n|---|---:|---:|---:|---:|")
	slices.SortStableFunc(f.order[1:], cmp.Compare[string])
	for _, name := range f.order {
		r := f.rows[name]
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %v |\n", name, r.times, r.commands, r.failed, r.longest.Round(10*time.Millisecond))
	}
	fmt.Fprintf(&b, "\n%d calls, %d promises broken.", f.calls, f.broken)
	if n := len(f.late); n > 0 {
		fmt.Fprintf(&b, " %d times it rang out: %v late in the median, %v at 99 %%, %v at most.", n, f.late[n/2], f.late[n*99/100], f.late[n-1])
	}
	fmt.Fprintf(&b, " Of the rings, %d were heard as they came, %d by asking after a connection was lost or a gap was noticed, and %d that lasted at least %v never.\n",
		f.heard[asNews], f.heard[bySync], f.heard[never], noticeable)
	return b.String()
}

func (f *figures) write() error {
	if *clusterWrite == "" {
		return nil
	}
	return page.Write(*clusterWrite, "cluster", f.table())
}
