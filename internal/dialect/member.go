package dialect

import (
	"slices"

	"ringline/internal/call"
)

// Member is somebody in a call, or asked into it.
type Member struct {
	Account call.UserID `json:"User_Account"`
	Status  string
}

// The documented states of a member.
const (
	Calling = "Calling" // in the call; the caller from the first moment
	Waiting = "Waiting" // asked, not yet in
)

// Members lists a call's members in the order of their invitation. The list is never nil.
func Members(c *call.Call) []Member { return members(c, false) }

// LastMembers lists them as they were before the end took out those who were still in: the end is told of apart,
// after the last change of members.
func LastMembers(c *call.Call) []Member { return members(c, true) }

func members(c *call.Call, last bool) []Member {
	list := make([]Member, 0, len(c.Legs))
	for i := range c.Legs {
		switch l := &c.Legs[i]; {
		case l.State == call.Joined, last && l.Reason == call.CallOver:
			list = append(list, Member{l.User, Calling})
		case l.State == call.Ringing:
			list = append(list, Member{l.User, Waiting})
		}
	}
	return list
}

// Everybody lists who was ever a member of a call or was asked, each once: the caller first, then by invitation.
func Everybody(c *call.Call) []call.UserID {
	list := make([]call.UserID, 0, len(c.Legs))
	for i := range c.Legs {
		if u := c.Legs[i].User; !slices.Contains(list, u) {
			list = append(list, u)
		}
	}
	return list
}
