package load

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"sync"
	"sync/atomic"
)

// tally counts calls. Those of the warm-up count for what is under way, and not for the result.
type tally struct {
	starved                               atomic.Int64 // calls that could not start, since too few people were free
	live                                  atomic.Int64
	begun, done, failed, givenUp          atomic.Int64 // all, for progress
	askedFor, failedOf, givenUpOf, joined atomic.Int64 // after the warm-up
	mu                                    sync.Mutex
	outcomes                              map[string]int64 // what the planned ones came to, after the warm-up
}

func (t *tally) asked(p *plan) {
	t.live.Add(1)
	t.begun.Add(1)
	if p.measured {
		t.askedFor.Add(1)
	}
}

func (t *tally) ended(p *plan, joined bool, err error, given bool) {
	t.live.Add(-1)
	switch {
	case given:
		t.givenUp.Add(1)
	case err != nil:
		t.failed.Add(1)
	default:
		t.done.Add(1)
	}
	if !p.measured {
		return
	}
	if joined {
		t.joined.Add(1)
	}
	switch {
	case given:
		t.givenUpOf.Add(1)
	case err != nil:
		t.failedOf.Add(1)
	default:
		t.mu.Lock()
		defer t.mu.Unlock()
		if t.outcomes == nil {
			t.outcomes = map[string]int64{}
		}
		t.outcomes[p.outcome]++
	}
}

// Fault is something that went wrong, and how often.
type Fault struct {
	Kind    string `json:"kind"` // what was to be: a call's outcome, log in again, webhook; or broken
	Text    string `json:"text"`
	Count   int64  `json:"count"`
	Example string `json:"example"` // one of them in full
}

// errorBook counts errors that are alike.
type errorBook struct {
	mu    sync.Mutex
	books map[string]*Fault
	count int64
}

// varying is what differs between errors that are alike: ids, users, numbers of ports.
var varying = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}|load[0-9a-z]+-\d+|\b\d[\d.]*(:\d+)?(ms|µs|s|m)?\b`)

// mostFaults bounds what is kept; more kinds than that say nothing more.
const mostFaults = 200

func (b *errorBook) add(kind string, err error) {
	text := varying.ReplaceAllString(err.Error(), "…")
	if code := refusedCode(err); code > 0 {
		text += fmt.Sprintf(" (%d)", code)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.count++
	if b.books == nil {
		b.books = map[string]*Fault{}
	}
	f := b.books[kind+text]
	if f == nil {
		if len(b.books) >= mostFaults {
			return
		}
		f = &Fault{Kind: kind, Text: text, Example: err.Error()}
		b.books[kind+text] = f
	}
	f.Count++
}

func (b *errorBook) total() int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.count
}

// list returns them, the most frequent first.
func (b *errorBook) list() (all []Fault) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, key := range slices.Sorted(maps.Keys(b.books)) {
		all = append(all, *b.books[key])
	}
	slices.SortStableFunc(all, func(x, y Fault) int { return cmp.Compare(y.Count, x.Count) })
	return all
}
