package realtime

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"time"

	"ringline/internal/call"
	"ringline/internal/record"
)

// Records finds ended calls; a [record.Store] does.
type Records interface {
	Records(ctx context.Context, f record.Filter, oldestFirst bool, behind record.Position, limit int) ([]call.Call, error)
}

const (
	usualHistory = 20   // calls of a page
	mostHistory  = 100  //
	mostOthers   = 100  // named of one call
	mostNames    = 2000 // of one page, so that it fits what a connection may have unread
)

type (
	historyData struct {
		Cursor string `json:"cursor"` // empty: from the newest on
		Limit  int    `json:"limit"`  // 0 is the usual
		Missed bool   `json:"missed"` // only what was missed
	}
	// pastMessage is an ended call as one of its users sees it, api/realtime.md §4.
	pastMessage struct {
		ID         call.ID       `json:"id"`
		Media      call.Media    `json:"media"`
		Group      bool          `json:"group,omitempty"`
		Caller     call.UserID   `json:"caller"`
		Role       call.Role     `json:"role"`
		Answered   bool          `json:"answered,omitempty"` // and the user was in it
		Missed     bool          `json:"missed,omitempty"`
		StartedAt  int64         `json:"started_at"`
		AnsweredAt int64         `json:"answered_at,omitempty"` // the call
		EndedAt    int64         `json:"ended_at"`
		Result     call.Result   `json:"result"`
		Reason     call.Reason   `json:"reason"`
		OwnReason  call.Reason   `json:"own_reason"`     // of the user's own leg, the last one if they were asked again
		Talk       int64         `json:"talk,omitempty"` // milliseconds that the user was in the answered call
		Users      []call.UserID `json:"users"`          // everybody else
	}
	historyAnswer struct {
		Calls []pastMessage `json:"calls"`
		Next  string        `json:"next,omitempty"`
	}
)

func (s *session) history(ctx context.Context, in historyData) (any, error) {
	if in.Limit < 0 || in.Limit > mostHistory {
		return nil, call.Invalid("limit", "must be 1 to %d", mostHistory)
	}
	limit := in.Limit
	if limit == 0 {
		limit = usualHistory
	}
	behind, err := readCursor(in.Cursor)
	if err != nil {
		return nil, err
	}
	// The filter's user is the connection's, whatever the cursor says: a made-up one finds nothing that is not theirs.
	found, err := s.node.records.Records(ctx, record.Filter{App: s.app, User: s.user, Missed: in.Missed}, false, behind, limit+1)
	if err != nil {
		return nil, err
	}
	out := historyAnswer{Calls: []pastMessage{}}
	names := 0
	for i := range found {
		past := pastOf(&found[i], s.user)
		names += len(past.Users)
		if i == limit || i > 0 && names > mostNames {
			out.Next = cursorOf(&found[i-1])
			break
		}
		out.Calls = append(out.Calls, past)
	}
	return out, nil
}

// pastOf is an ended call as one of its users sees it.
func pastOf(c *call.Call, user call.UserID) pastMessage {
	m := pastMessage{
		ID: c.ID, Media: c.Media, Group: c.Group, Caller: c.Caller().User, Missed: record.Missed(c, user), StartedAt: millis(c.StartedAt),
		AnsweredAt: millis(c.AnsweredAt), EndedAt: millis(c.End.At), Result: c.End.Result, Reason: c.End.Reason, Users: []call.UserID{},
	}
	sums := record.Of(c)
	for i := range sums.Legs {
		if l := &sums.Legs[i]; l.User == user {
			if m.Role == "" {
				m.Role = l.Role
			}
			m.Answered = m.Answered || sums.Answered && !l.AnsweredAt.IsZero() && l.LeftAt.After(c.AnsweredAt)
			m.Talk += l.Talk.Milliseconds()
			m.OwnReason = l.Reason
		}
	}
	for _, u := range record.Users(c) {
		if u != user && len(m.Users) < mostOthers {
			m.Users = append(m.Users, u)
		}
	}
	return m
}

// place is what a cursor holds. It is no secret and no right: it says where the user's own list goes on.
type place struct {
	StartedAt int64   `json:"t"`
	ID        call.ID `json:"id"`
}

func cursorOf(c *call.Call) string {
	return base64.RawURLEncoding.EncodeToString(encode(place{millis(c.StartedAt), c.ID}))
}

const maxCursorBytes = 256

func readCursor(text string) (record.Position, error) {
	if text == "" {
		return record.Position{}, nil
	}
	var at place
	data, err := base64.RawURLEncoding.DecodeString(text)
	if err == nil {
		err = json.Unmarshal(data, &at)
	}
	if err != nil || len(text) > maxCursorBytes || at.ID == "" || at.StartedAt <= 0 || at.StartedAt > maxMillis {
		return record.Position{}, call.Invalid("cursor", "is not one that this list gave")
	}
	return record.Position{StartedAt: time.UnixMilli(at.StartedAt).UTC(), ID: at.ID}, nil
}

// maxMillis is the end of the year 9999.
const maxMillis = 253402300799999
