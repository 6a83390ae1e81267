package sqlite

import (
	"zombiezen.com/go/sqlite"

	"ringline/internal/call"
	"ringline/internal/record"
	"ringline/internal/store/counts"
)

// writeRecord keeps an ended call and what finds it. What is counted of it goes to the tally.
func (s *recordStatements) writeRecord(t *counts.Tally, c *call.Call, doc string) error {
	app, id, started, class := int64(c.App), string(c.ID), c.StartedAt.UnixMilli(), counts.ClassOf(c)
	err := exec(s.insert, app, id, started, c.End.At.UnixMilli(), string(class.Result), string(class.Kind), string(class.Media), doc)
	if err != nil {
		return disagreement(err)
	}
	for _, u := range record.Users(c) {
		err := exec(s.insertUser, app, string(u), string(class.Result), string(class.Kind), string(class.Media), started, id)
		if err != nil {
			return disagreement(err)
		}
	}
	if err := s.writeMissed(c); err != nil {
		return err
	}
	t.Add(c)
	return nil
}

// writeMissed keeps who missed an ended call.
func (s *recordStatements) writeMissed(c *call.Call) error {
	class := counts.ClassOf(c)
	for _, u := range record.Missers(c) {
		err := exec(s.insertMissed, int64(c.App), string(u), string(class.Result), string(class.Kind), string(class.Media), c.StartedAt.UnixMilli(), string(c.ID))
		if err != nil {
			return disagreement(err)
		}
	}
	return nil
}

// flush writes the tally and empties it.
func (s *recordStatements) flush(t *counts.Tally) error {
	for k, n := range t.Counts {
		err := exec(s.addCount, int64(k.App), k.Span, k.At, string(k.Class.Result), string(k.Class.Kind), string(k.Class.Media), n)
		if err != nil {
			return disagreement(err)
		}
	}
	for k, u := range t.Usage {
		err := exec(s.addUsage, int64(k.App), k.Day, string(k.Media), string(k.Result), int64(u.Calls), int64(u.Answered),
			u.Talk.Milliseconds(), u.Ring.Milliseconds(), u.Participant.Milliseconds())
		if err != nil {
			return disagreement(err)
		}
	}
	t.Clear()
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
