package webhook

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"ringline/internal/call"
	"ringline/internal/dialect"
	"ringline/internal/tenant"
)

// V4 renders the webhooks of the documented server API (reference/webhooks.md §5–7). It is what control asks before
// each commit.
type V4 struct{}

// The bodies. Times named EventTime are Unix milliseconds, those of a record seconds: receivers depend on the mix.
type (
	startBody struct {
		CallbackCommand string
		CallInfo        startInfo
		UserList        []dialect.Member
		EventTime       int64
	}
	startInfo struct {
		CallId        call.ID
		MediaType     string // the table has this name
		CallMediaType string // and the sample this one
		ChatGroupId   string
		RoomId        string
		RoomIdType    int
	}
	changedBody struct {
		CallbackCommand string
		CallId          call.ID
		UserList        []dialect.Member
		ChangedUserList []changedUser
		EventTime       int64
	}
	changedUser struct {
		Account    call.UserID `json:"User_Account"`
		ActionType string
	}
	pingMessage struct {
		CallbackCommand string
		EventTime       int64
	}
	endBody struct {
		CallbackCommand string
		CallRecord      dialect.Record
		EventTime       int64
	}
)

// Render lists what the app's back end is to be told of a change: the start, then what became of members, then the end,
// each at most once and only if the app wants to hear of it.
func (V4) Render(app *tenant.App, change *call.Change) []call.Delivery {
	if app == nil || app.Webhook == nil {
		return nil
	}
	var list []call.Delivery
	add := func(event string, at time.Time, body any) {
		if slices.Contains(app.Webhook.Events, event) {
			list = append(list, call.Delivery{Event: event, At: at, Body: encode(body)})
		}
	}
	c, first, last := &change.To, &change.Events[0], &change.Events[len(change.Events)-1]
	if first.Type == call.Started {
		add(dialect.StartCall, first.At, started(c, first.At))
	}
	if users, at := changed(change.Events); len(users) > 0 {
		add(dialect.MemberChanged, at, changedBody{
			CallbackCommand: dialect.MemberChanged, CallId: c.ID,
			UserList: dialect.LastMembers(c), ChangedUserList: users, EventTime: at.UnixMilli(),
		})
	}
	if last.Type == call.Ended {
		add(dialect.EndCall, last.At, endBody{CallbackCommand: dialect.EndCall, CallRecord: dialect.RecordOf(c), EventTime: last.At.UnixMilli()})
	}
	return list
}

// encode writes a body. There is nothing in one that JSON cannot hold.
func encode(body any) []byte {
	text, err := json.Marshal(body)
	if err != nil {
		panic(fmt.Sprintf("encode a %T: %v", body, err))
	}
	return text
}

// pingBody is a test message: no documented one, so that a receiver does not take it for a call.
func pingBody(at time.Time) []byte { return encode(pingMessage{PingEvent, at.UnixMilli()}) }

// started shows everybody as they were asked; who turned out to be busy is told of next.
func started(c *call.Call, at time.Time) startBody {
	media := dialect.MediaType(c.Media)
	users := make([]dialect.Member, len(c.Legs))
	for i := range c.Legs {
		users[i] = dialect.Member{Account: c.Legs[i].User, Status: dialect.Waiting}
		if !c.Legs[i].JoinedAt.IsZero() {
			users[i].Status = dialect.Calling
		}
	}
	return startBody{
		CallbackCommand: dialect.StartCall,
		CallInfo: startInfo{
			CallId: c.ID, MediaType: media, CallMediaType: media, ChatGroupId: c.ChatGroup,
			RoomId: c.Room.Name, RoomIdType: dialect.RoomIDType(c.Room),
		},
		UserList: users, EventTime: at.UnixMilli(),
	}
}

// changed lists what became of members, and when the last of it did. Who was asked by the start itself is part of the start.
func changed(events []call.Event) (users []changedUser, at time.Time) {
	starting := events[0].Type == call.Started
	for i := range events {
		e := &events[i]
		action := actionOf(e)
		if action == "" || starting && e.Type == call.InviteSent {
			continue
		}
		users, at = append(users, changedUser{e.User, action}), e.At
	}
	return users, at
}

// actionOf is the documented word for what became of a member (the sample's column where the page contradicts itself),
// empty for facts that change no membership.
func actionOf(e *call.Event) string {
	switch e.Type {
	case call.InviteSent:
		return "Invite"
	case call.Answered:
		return "Answer"
	case call.JoinedIn:
		return "Join"
	case call.Declined, call.WasBusy: // there is no word for busy; on the wire it is a rejection, too
		return "Reject"
	case call.RangOut:
		return "NotAnswer"
	case call.Withdrawn:
		return "Cancel_Invite"
	case call.Left:
		if e.Reason == call.Offline || e.Reason == call.Interrupted {
			return "Offline"
		}
		return "Hangup" // or was removed, for which there is no word
	case call.Started, call.Rung, call.MediaSwitched, call.MediaMoved, call.Ended:
	}
	return ""
}
