package call

import (
	"slices"
	"time"
)

// Apply decides what cmd does to c at now. Same input, same answer; c is not touched.
//
// An empty change, without an error, means that the wish is already fulfilled: the same answer again.
// The error is an [*Error]. A command must not be applied while c.Deadline() has passed:
// the clock goes first, with [Tick].
func Apply(c Call, cmd Command, now time.Time) (Change, error) {
	_, starting := cmd.(Start)
	switch {
	case starting && c.Version > 0:
		return Change{}, Invalid("call", "was started already")
	case !starting && c.Version == 0:
		return Change{}, ErrNotFound
	}
	t := transition{to: c.clone(), now: now, rule: cmd.Rule(), known: len(c.Legs)}
	if err := cmd.apply(&t); err != nil {
		return Change{}, err
	}
	return t.change(&c), nil
}

// transition is a change in the making.
type transition struct {
	to     Call
	now    time.Time
	rule   string
	known  int
	legs   []int
	events []Event
	origin Origin
}

// emit adds a fact and returns its time.
func (t *transition) emit(e Event) time.Time {
	at := t.now.UTC().Truncate(time.Millisecond)
	if !at.After(t.to.LastAt) {
		at = t.to.LastAt.Add(time.Millisecond)
	}
	if t.origin == (Origin{}) {
		t.origin = e.By.From
	}
	e.By.From = Origin{}
	e.At, e.Seq = at, len(t.events)
	t.to.LastAt = at
	t.events = append(t.events, e)
	return at
}

// leg returns the latest leg of a user for writing, or nil.
func (t *transition) leg(user UserID) *Leg {
	l := t.to.Leg(user)
	if l != nil {
		t.touch(l.N)
	}
	return l
}

func (t *transition) touch(n int) {
	if !slices.Contains(t.legs, n) {
		t.legs = append(t.legs, n)
	}
}

// add gives a user a new leg.
func (t *transition) add(l Leg) *Leg {
	l.N = len(t.to.Legs)
	t.to.Legs = append(t.to.Legs, l)
	t.touch(l.N)
	return &t.to.Legs[l.N]
}

// settle ends the call if fewer than two members remain. reason and by are those of the latest departure.
func (t *transition) settle(reason Reason, by Actor) {
	if t.to.Members() < 2 {
		t.end(outcome(&t.to, reason), by)
	}
}

// change derives what follows from before and after: claims, releases and the legs that really differ.
func (t *transition) change(before *Call) Change {
	if len(t.events) == 0 {
		return Change{From: before.Version, To: *before, Known: t.known, Rule: t.rule}
	}
	t.to.Version = before.Version + 1
	claim, release := moved(before, &t.to)
	slices.Sort(t.legs)
	return Change{
		From:    before.Version,
		To:      t.to,
		Claim:   claim,
		Release: release,
		Legs: slices.DeleteFunc(t.legs, func(n int) bool {
			return n < len(before.Legs) && before.Legs[n] == t.to.Legs[n]
		}),
		Known:  t.known,
		Had:    before.Host,
		Events: t.events,
		Rule:   t.rule,
		Origin: t.origin,
	}
}

// moved lists whom a call holds after a transition and not before, and the other way round. It looks at each leg once: a user
// whose place went from one leg to another is let go and taken, which is neither.
func moved(before, after *Call) (claim, release []UserID) {
	for i := range after.Legs {
		was := i < len(before.Legs) && before.holds(i)
		switch is := after.holds(i); {
		case is && !was:
			claim = append(claim, after.Legs[i].User)
		case was && !is:
			release = append(release, after.Legs[i].User)
		}
	}
	if len(claim) == 0 || len(release) == 0 {
		return claim, release
	}
	return without(claim, release), without(release, claim)
}

func without(all, minus []UserID) []UserID {
	var rest []UserID
	for _, u := range all {
		if !slices.Contains(minus, u) {
			rest = append(rest, u)
		}
	}
	return rest
}
