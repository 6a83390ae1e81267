package record

import (
	"slices"
	"time"

	"ringline/internal/call"
)

// Record is what follows from an ended call.
type Record struct {
	Kind     Kind
	Answered bool
	Ring     time.Duration // from the start to the first answer, or else to the end
	Talk     time.Duration // from the first answer to the end; zero when nobody answered
	Legs     []Leg         // as in the call: in the order of invitation, the caller's first
}

// Leg is what one invitation came to.
type Leg struct {
	User       call.UserID
	Role       call.Role
	Robot      bool
	Device     call.DeviceID // that was in the call, or declined it; empty if none
	InvitedBy  call.UserID   // empty for the caller and for who came by the call's id
	InvitedAt  time.Time
	RungAt     time.Time   // when a device first said that it rings; zero if none did
	AnsweredAt time.Time   // when the user was in the call; zero if never
	LeftAt     time.Time   // when the user was out again, or was no longer asked
	Reason     call.Reason // why
	// Ring is how long the user was asked, whether a device rang or not: from the invitation to the answer, or else to its
	// end. The caller and who came by the call's id were not asked.
	Ring time.Duration
	// Talk is how long the user was in the call once it was answered; the caller waits until then.
	Talk time.Duration
}

// Of derives the record of a call that has ended. Of one that has not, it shows what is known so far and no times to an end.
func Of(c *call.Call) Record {
	r := Record{Kind: KindOf(c), Answered: c.Answered(), Legs: make([]Leg, len(c.Legs))}
	if c.End != nil {
		r.Ring = c.End.At.Sub(c.StartedAt)
		if r.Answered {
			r.Talk = c.End.At.Sub(c.AnsweredAt)
		}
	}
	if r.Answered {
		r.Ring = c.AnsweredAt.Sub(c.StartedAt)
	}
	for i := range c.Legs {
		r.Legs[i] = legOf(c, &c.Legs[i])
	}
	return r
}

func legOf(c *call.Call, l *call.Leg) Leg {
	out := Leg{
		User: l.User, Role: l.Role, Robot: l.Robot, Device: l.Device, InvitedBy: l.InvitedBy, Reason: l.Reason,
		InvitedAt: l.InvitedAt, RungAt: l.RungAt, AnsweredAt: l.JoinedAt, LeftAt: l.GoneAt,
	}
	if !l.Deadline.IsZero() { // it rang, also for a caller whom a back end called
		out.Ring = between(l.InvitedAt, first(l.JoinedAt, l.GoneAt))
	}
	if c.Answered() && !l.JoinedAt.IsZero() {
		out.Talk = between(later(l.JoinedAt, c.AnsweredAt), l.GoneAt)
	}
	return out
}

// Users lists who had a leg in a call, each once, in the order of invitation, the caller first.
func Users(c *call.Call) []call.UserID {
	users := make([]call.UserID, 0, len(c.Legs))
	for i := range c.Legs {
		if u := c.Legs[i].User; !slices.Contains(users, u) {
			users = append(users, u)
		}
	}
	return users
}

// UsageOf is what an ended call adds to its day.
func UsageOf(c *call.Call) Usage {
	r := Of(c)
	u := Usage{Day: Day(c.End.At), Media: c.Media, Result: c.End.Result, Calls: 1, Talk: r.Talk, Ring: r.Ring}
	if r.Answered {
		u.Answered = 1
	}
	for i := range r.Legs {
		u.Participant += r.Legs[i].Talk
	}
	return u
}

// Day is the first moment of a time's day, UTC.
func Day(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

// Add puts what other calls add to the same day, media and result into the sum.
func (u *Usage) Add(more Usage) {
	u.Calls += more.Calls
	u.Answered += more.Answered
	u.Talk += more.Talk
	u.Ring += more.Ring
	u.Participant += more.Participant
}

// between is zero when one of the times is missing, or they stand the other way round.
func between(from, to time.Time) time.Duration {
	if from.IsZero() || to.IsZero() {
		return 0
	}
	return max(0, to.Sub(from))
}

// first is the first of the times that there is.
func first(t, otherwise time.Time) time.Time {
	if t.IsZero() {
		return otherwise
	}
	return t
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
