package v4

import (
	"ringline/internal/call"
	"ringline/internal/dialect"
)

type callInfoResponse struct {
	CallInfo callInfo
	UserList []dialect.Member
}

type callInfo struct {
	CallId      call.ID
	MediaType   string
	ChatGroupId string
	RoomId      string
	RoomIdType  int
}

// getCallInfo shows a live call and its members (reference/server-api.md §3).
func (s *Server) getCallInfo(q *request) (any, error) {
	ref, err := q.ref()
	if err != nil {
		return nil, err
	}
	c, err := s.calls.Load(q.ctx, ref)
	if err != nil {
		return nil, err
	}
	if !c.Live() {
		return nil, errNoCall
	}
	return &callInfoResponse{
		CallInfo: callInfo{
			CallId:      c.ID,
			MediaType:   dialect.MediaType(c.Media),
			ChatGroupId: c.ChatGroup,
			RoomId:      c.Room.Name,
			RoomIdType:  dialect.RoomIDType(c.Room),
		},
		UserList: dialect.Members(&c),
	}, nil
}
