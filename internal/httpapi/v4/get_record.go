package v4

import (
	"time"

	"ringline/internal/call"
	"ringline/internal/record"
)

// recordsFor is how long records can be read here, from the start of the call on (reference/server-api.md §6 and §7). The app's
// own setting may be longer; that is for other doors, or shorter.
const recordsFor = 7 * 24 * time.Hour

type recordResponse struct {
	CallRecord callRecord
}

type callRecord struct {
	CallId     call.ID
	Caller     call.UserID `json:"Caller_Account"`
	MediaType  string
	CallType   string
	StartTime  int64 // seconds
	EndTime    int64
	AcceptTime int64 // 0: never answered
	CallResult string
	CalleeList []call.UserID `json:"CalleeList_Account"` // everyone who was ever a member, the caller first
	RoomId     string
	RoomIdType int
}

// getRecord shows the record of one call (reference/server-api.md §6).
func (s *Server) getRecord(q *request) (any, error) {
	ref, err := q.ref()
	if err != nil {
		return nil, noRecord(err)
	}
	c, err := s.calls.Load(q.ctx, ref)
	switch {
	case err != nil:
		return nil, noRecord(err)
	case c.Live(), c.StartedAt.Before(s.now().Add(-recordsFor)):
		return nil, errNoRecord
	}
	return &recordResponse{recordOf(&c)}, nil
}

// noRecord says of a call that is not there what this command says.
func noRecord(err error) error {
	if faultOf(err) == errNoCall {
		return errNoRecord
	}
	return err
}

func recordOf(c *call.Call) callRecord {
	r := callRecord{
		CallId: c.ID, Caller: c.Caller().User, MediaType: mediaType(c.Media), CallType: callType(record.KindOf(c)),
		StartTime: c.StartedAt.Unix(), EndTime: c.End.At.Unix(), CallResult: callResult(c.End.Result),
		CalleeList: record.Users(c), RoomId: c.Room.Name, RoomIdType: roomIDType(c.Room),
	}
	if c.Answered() {
		r.AcceptTime = c.AnsweredAt.Unix()
	}
	return r
}
