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
	mu     sync.Mutex
	order  []string
	rows   map[string]*suffering
	now    string // what is happening
	last   string // what happened last, until
	until  time.Time
	rings  map[rung]heardAs
	late   []time.Duration // how late calls stopped ringing
	broken int
	calls  int
	heard  [3]int           // rings by how they were heard
	home   []audit.Interval // when people with phones were there
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
	f.rows, f.rings, f.now = map[string]*suffering{}, map[rung]heardAs{}, quiet
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
	return func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.now, f.last, f.until = quiet, f.now, time.Now()
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

// stayed notes that people with phones were there.
func (f *figures) stayed(from, to time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.home = append(f.home, audit.Interval{From: from, To: to})
}

// rang notes how somebody first heard that it rings.
func (f *figures) rang(user call.UserID, id call.ID, how heardAs) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.rings[rung{user, id}] = how
}

// noticeable is how long a call must ring for somebody to be missed who did not hear of it: nobody is told of what is over by then.
const noticeable = 300 * time.Millisecond

// look takes from a history how late deadlines were acted upon, and which rings reached nobody.
func (f *figures) look(h *audit.History, broken []audit.Broken) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.late, f.heard, f.broken, f.calls = nil, [3]int{}, len(broken), len(h.Calls)
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
			}
		}
	}
	slices.Sort(f.late)
}

// there reports whether people were there while it rang for one of them.
func (f *figures) there(l *call.Leg) bool {
	return slices.ContainsFunc(f.home, func(i audit.Interval) bool { return l.InvitedAt.After(i.From) && l.GoneAt.Before(i.To) })
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
