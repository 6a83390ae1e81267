// Package counts is what stores that keep records count of them, whatever they keep them in: how many began in a minute and in an
// hour, by class, and the sums of days. A list of records is paged by these, so that a page deep inside costs no more than the first.
//
// It decides what is counted where, and in which stretches a question is answered. It reads and writes nothing.
package counts

import (
	"ringline/internal/call"
	"ringline/internal/record"
)

// Class is what records are sorted by before they are sorted by time.
type Class struct {
	Result call.Result
	Kind   record.Kind
	Media  call.Media
}

// ClassOf returns the class of an ended call.
func ClassOf(c *call.Call) Class {
	return Class{Result: c.End.Result, Kind: record.KindOf(c), Media: c.Media}
}

// The spans of time whose records are counted, in milliseconds.
const (
	Minute int64 = 60_000
	Hour         = 60 * Minute
)

// The moments between which all records lie, in milliseconds. End is the beginning of an hour, so that nothing is cut there.
const (
	Begin int64 = 0
	End   int64 = (1 << 50) / Hour * Hour
)

// Floor is the beginning of the span that a time lies in. Times before 1970 do not come up.
func Floor(at, span int64) int64 { return at - at%span }

// ceil is the beginning of the first span that does not begin before a time.
func ceil(at, span int64) int64 { return Floor(at+span-1, span) }

// Tally is what ended calls add to the counts and to the sums of days. Many calls that end together share the few rows, so
// those are written once for all of them. The zero Tally is empty.
type Tally struct {
	Counts map[Key]int64
	Usage  map[UsageKey]record.Usage
}

// Key is what records are counted by.
type Key struct {
	App      call.AppID
	Span, At int64
	Class    Class
}

// UsageKey is what days are summed up by.
type UsageKey struct {
	App    call.AppID
	Day    int64
	Media  call.Media
	Result call.Result
}

// Add counts an ended call and sums it up.
func (t *Tally) Add(c *call.Call) {
	t.Count(c.App, c.StartedAt.UnixMilli(), ClassOf(c), 1)
	if t.Usage == nil {
		t.Usage = map[UsageKey]record.Usage{}
	}
	more := record.UsageOf(c)
	key := UsageKey{c.App, more.Day.UnixMilli(), more.Media, more.Result}
	u := t.Usage[key]
	u.Add(more)
	t.Usage[key] = u
}

// Count adds n records that began at a time.
func (t *Tally) Count(app call.AppID, startedAt int64, class Class, n int64) {
	if t.Counts == nil {
		t.Counts = map[Key]int64{}
	}
	for _, span := range []int64{Minute, Hour} {
		t.Counts[Key{app, span, Floor(startedAt, span), class}] += n
	}
}

// Clear empties the tally.
func (t *Tally) Clear() {
	clear(t.Counts)
	clear(t.Usage)
}
