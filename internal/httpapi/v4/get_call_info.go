package v4

import "ringline/internal/call"

type callInfoResponse struct {
	CallInfo callInfo
	UserList []user
}

type callInfo struct {
	CallId      call.ID
	MediaType   string
	ChatGroupId string
	RoomId      string
	RoomIdType  int
}

type user struct {
	Account call.UserID `json:"User_Account"`
	Status  string
}

// The documented states of a member.
const (
	statusCalling = "Calling" // in the call; the caller from the first moment
	statusWaiting = "Waiting" // invited, not yet in
)

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
	res := &callInfoResponse{
		CallInfo: callInfo{
			CallId:      c.ID,
			MediaType:   mediaType(c.Media),
			ChatGroupId: c.ChatGroup,
			RoomId:      c.Room.Name,
			RoomIdType:  roomIDType(c.Room),
		},
		UserList: make([]user, 0, len(c.Legs)),
	}
	for i := range c.Legs {
		switch l := &c.Legs[i]; l.State {
		case call.Joined:
			res.UserList = append(res.UserList, user{l.User, statusCalling})
		case call.Ringing:
			res.UserList = append(res.UserList, user{l.User, statusWaiting})
		case call.Gone: // not a member
		}
	}
	return res, nil
}
