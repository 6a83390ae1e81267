package v4

import "ringline/internal/call"

// endCall ends a call for everybody (reference/server-api.md §5).
func (s *Server) endCall(q *request) (any, error) {
	ref, err := q.ref()
	if err != nil {
		return nil, err
	}
	_, err = s.calls.Do(q.ctx, ref, call.EndCall{By: q.actor()}, call.Request{})
	return nil, err
}
