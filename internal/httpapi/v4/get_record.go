package v4

import (
	"time"

	"ringline/internal/call"
	"ringline/internal/dialect"
)

// recordsFor is how long records can be read here, from the start of the call on (reference/server-api.md §6 and §7). The app's
// own setting may be longer; that is for other doors, or shorter.
const recordsFor = 7 * 24 * time.Hour

type recordResponse struct {
	CallRecord dialect.Record
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

// recordOf writes a record. Records have no word for a call whose device vanished, the webhook alone has (Offline): they say that
// it was interrupted, which no reader of records has to learn.
func recordOf(c *call.Call) dialect.Record {
	r := dialect.RecordOf(c)
	if c.End.Result == call.ResultOffline {
		r.CallResult = dialect.CallResult(call.ResultInterrupted)
	}
	return r
}
