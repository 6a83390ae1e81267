// Package record is about calls that have ended: which ones there were, how long people talked and rang, and for how long
// that is kept.
//
// A record is the ended call itself ([call.Call] with its End), so it is there with the commit of the end and nothing is
// copied. What is derived from one, such as talk time, is derived by [Of] and in no other place. A [Store] finds records by
// index, however many there are, and keeps daily sums that outlive them. A [Keeper] lets them go when their time is over.
// Who missed a call is decided by [Missed], and nowhere else. A [Reporter] takes what devices say of their media.
//
// It does not decide anything about calls, and it does not know live ones.
package record

import (
	"context"
	"slices"
	"time"

	"ringline/internal/call"
)

// Filter picks records of one app. What is left empty does not restrict.
type Filter struct {
	App     call.AppID    // required
	User    call.UserID   // had a leg in the call
	From    time.Time     // started then or later
	Until   time.Time     // started then or earlier
	Results []call.Result // ended with one of these
	Media   call.Media
	Kind    Kind
	Missed  bool // only what the User missed; without one it does not restrict
}

// Picks reports whether a record is among those that the filter asks for.
func (f *Filter) Picks(c *call.Call) bool {
	switch {
	case c.App != f.App, c.End == nil,
		f.User != "" && c.Leg(f.User) == nil,
		f.User != "" && f.Missed && !Missed(c, f.User),
		!f.From.IsZero() && c.StartedAt.Before(f.From),
		!f.Until.IsZero() && c.StartedAt.After(f.Until):
		return false
	}
	return f.Admits(c.End.Result, KindOf(c), c.Media)
}

// Admits reports whether the filter asks for calls that ended so and were of this sort, whoever was in them and whenever.
func (f *Filter) Admits(result call.Result, kind Kind, media call.Media) bool {
	return (len(f.Results) == 0 || slices.Contains(f.Results, result)) && (f.Kind == "" || f.Kind == kind) && (f.Media == "" || f.Media == media)
}

// Kind tells calls between two from group calls.
type Kind string

// The kinds.
const (
	OneToOne Kind = "one_to_one"
	Group    Kind = "group"
)

// KindOf returns a call's kind.
func KindOf(c *call.Call) Kind {
	if c.Group {
		return Group
	}
	return OneToOne
}

// Position is a place in a list of records: that of a record. The zero Position is before them all.
type Position struct {
	StartedAt time.Time
	ID        call.ID
}

// Store finds records. All methods are safe for concurrent use.
type Store interface {
	// Records lists up to limit records by the time of their start, ties by id: the newest first, or the oldest, those
	// behind a position.
	Records(ctx context.Context, f Filter, oldestFirst bool, behind Position, limit int) ([]call.Call, error)

	// CountRecords counts what the filter picks. Without a user the time it takes does not grow with their number.
	CountRecords(ctx context.Context, f Filter) (int, error)

	// PageRecords lists up to limit records, the oldest first, leaving out the first skip ones. As for the time, see
	// CountRecords.
	PageRecords(ctx context.Context, f Filter, skip, limit int) ([]call.Call, error)

	// Usage lists the sums of days of an app, both included, in the order of day, media and result. Days are UTC and of
	// the call's end.
	Usage(ctx context.Context, app call.AppID, from, until time.Time) ([]Usage, error)

	// AddFacts notes what was seen of a call from outside the rules. Facts of unknown calls are kept, too.
	AddFacts(ctx context.Context, facts []Fact) error

	// Facts lists what was noted of a call, in the order of time.
	Facts(ctx context.Context, ref call.Ref) ([]Fact, error)

	// SaveReports keeps what devices reported of their media, each in the place of the one before of the same leg. What is
	// about a call that nobody knows is dropped.
	SaveReports(ctx context.Context, reports []Report) error

	// Reports lists what was reported of calls of an app, in the order of call and leg.
	Reports(ctx context.Context, app call.AppID, calls []call.ID) ([]Report, error)

	// PurgeRecords forgets up to limit calls of an app that ended before a moment, with everything that belongs to them,
	// and says how many; a store that drops what is long past keeping in one piece may forget more. Fewer than limit says that
	// no more are left; then it also forgets what was noted before that moment of calls that nobody knows. The sums of days
	// stay, and so do calls that a back end is still to be told of.
	PurgeRecords(ctx context.Context, app call.AppID, endedBefore time.Time, limit int) (int, error)

	// EraseUser puts an alias in a user's place in every record and timeline of an app, without devices, addresses and what
	// the app said about the call, and says in how many; see [Erasure]. What the user's devices reported goes, and so does
	// what a back end was, or was to be, told of these calls, unsent messages too. Live calls stay as they are. It goes on from
	// where it was broken off when it is asked again. It refuses an alias that is no user id, or somebody else in one of the calls.
	EraseUser(ctx context.Context, app call.AppID, user, alias call.UserID) (int, error)
}

// Usage is the sum of the calls that ended on one day with one kind of media and one result.
type Usage struct {
	Day         time.Time // its first moment, UTC
	Media       call.Media
	Result      call.Result
	Calls       int
	Answered    int           // of these
	Talk        time.Duration // of the calls, from answer to end
	Ring        time.Duration // of the calls, from start to answer or else end
	Participant time.Duration // of the people, each from joining an answered call to leaving it
}

// Fact is something seen of a call that is no event of it: decided nothing, changed nothing.
type Fact struct {
	Call   call.Ref
	At     time.Time
	Source string // who saw it: media, client
	Kind   string // what it is, one word
	User   call.UserID
	Device call.DeviceID
	Detail map[string]string // what else there is to say; nil if nothing
}
