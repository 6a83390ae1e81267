package sqlite

import (
	"zombiezen.com/go/sqlite"

	"ringline/internal/call"
	"ringline/internal/record"
)

// class is what records are sorted by before they are sorted by time.
type class struct {
	result call.Result
	kind   record.Kind
	media  call.Media
}

func classOf(c *call.Call) class {
	return class{result: c.End.Result, kind: record.KindOf(c), media: c.Media}
}

// The spans of time whose records are counted, in milliseconds.
const (
	minute int64 = 60_000
	hour         = 60 * minute
)

// floor is the beginning of the span that a time lies in. Times before 1970 do not come up.
func floor(at, span int64) int64 { return at - at%span }

// tally is what the ends of a batch add to the counts and sums of days. Many calls that end together share the few rows, so
// those are written once, before the batch's COMMIT.
type tally struct {
	counts map[countKey]int64
	usage  map[usageKey]record.Usage
}

type countKey struct {
	app      call.AppID
	span, at int64
	class    class
}

type usageKey struct {
	app    call.AppID
	day    int64
	media  call.Media
	result call.Result
}

// count adds n records that began at a time.
func (t *tally) count(app call.AppID, startedAt int64, class class, n int64) {
	if t.counts == nil {
		t.counts = map[countKey]int64{}
	}
	for _, span := range []int64{minute, hour} {
		t.counts[countKey{app, span, floor(startedAt, span), class}] += n
	}
}

// sum adds what an ended call stands for.
func (t *tally) sum(c *call.Call) {
	if t.usage == nil {
		t.usage = map[usageKey]record.Usage{}
	}
	more := record.UsageOf(c)
	key := usageKey{c.App, more.Day.UnixMilli(), more.Media, more.Result}
	u := t.usage[key]
	u.Add(more)
	t.usage[key] = u
}

// writeRecord keeps an ended call and what finds it. What is counted of it goes to the tally.
func (s *recordStatements) writeRecord(t *tally, c *call.Call, doc string) error {
	app, id, started, class := int64(c.App), string(c.ID), c.StartedAt.UnixMilli(), classOf(c)
	err := exec(s.insert, app, id, started, c.End.At.UnixMilli(), string(class.result), string(class.kind), string(class.media), doc)
	if err != nil {
		return disagreement(err)
	}
	for _, u := range record.Users(c) {
		err := exec(s.insertUser, app, string(u), string(class.result), string(class.kind), string(class.media), started, id)
		if err != nil {
			return disagreement(err)
		}
	}
	if err := s.writeMissed(c); err != nil {
		return err
	}
	t.count(c.App, started, class, 1)
	t.sum(c)
	return nil
}

// writeMissed keeps who missed an ended call.
func (s *recordStatements) writeMissed(c *call.Call) error {
	class := classOf(c)
	for _, u := range record.Missers(c) {
		err := exec(s.insertMissed, int64(c.App), string(u), string(class.result), string(class.kind), string(class.media), c.StartedAt.UnixMilli(), string(c.ID))
		if err != nil {
			return disagreement(err)
		}
	}
	return nil
}

// flush writes the tally and empties it.
func (s *recordStatements) flush(t *tally) error {
	for k, n := range t.counts {
		err := exec(s.addCount, int64(k.app), k.span, k.at, string(k.class.result), string(k.class.kind), string(k.class.media), n)
		if err != nil {
			return disagreement(err)
		}
	}
	for k, u := range t.usage {
		err := exec(s.addUsage, int64(k.app), k.day, string(k.media), string(k.result), int64(u.Calls), int64(u.Answered),
			u.Talk.Milliseconds(), u.Ring.Milliseconds(), u.Participant.Milliseconds())
		if err != nil {
			return disagreement(err)
		}
	}
	clear(t.counts)
	clear(t.usage)
	return nil
}

// userTables find the records of a user: all, and what they missed.
var userTables = []string{"record_users", "record_missed"}

// recordStatements keep records and what finds them, prepared once.
type recordStatements struct {
	insert, insertUser, insertMissed, addCount, addUsage *sqlite.Stmt
}

func prepareRecords(conn *sqlite.Conn) (recordStatements, error) {
	var s recordStatements
	err := prepareAll(conn, []prepared{
		{&s.insert, `INSERT INTO records (app, id, started_at, ended_at, result, kind, media, doc) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`},
		{&s.insertUser, `INSERT INTO record_users (app, user, result, kind, media, started_at, id) VALUES (?, ?, ?, ?, ?, ?, ?)`},
		{&s.insertMissed, `INSERT INTO record_missed (app, user, result, kind, media, started_at, id) VALUES (?, ?, ?, ?, ?, ?, ?)`},
		{&s.addCount, `INSERT INTO record_counts (app, span, at, result, kind, media, n) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET n = n + excluded.n`},
		{&s.addUsage, `INSERT INTO usage (app, day, media, result, calls, answered, talk_ms, ring_ms, participant_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET calls = calls + excluded.calls, answered = answered + excluded.answered, talk_ms = talk_ms + excluded.talk_ms,
				ring_ms = ring_ms + excluded.ring_ms, participant_ms = participant_ms + excluded.participant_ms`},
	})
	return s, err
}
