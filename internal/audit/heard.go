package audit

import (
	"encoding/json"
	"slices"
	"time"

	"ringline/internal/call"
	"ringline/internal/dialect"
)

// Heard is one message that arrived at an app's back end.
type Heard struct {
	App  call.AppID
	Body string
}

// message is one that a back end has to hear, by what the history says. A receiver tells messages apart by the key.
type message struct {
	key
	version int64
	users   []call.UserID // who is said to have changed
}

type key struct {
	call  call.Ref
	event string
	at    int64 // Unix milliseconds
}

// announced lists what a change has to announce, whoever wants to hear it. It is a second opinion on what webhooks render.
func announced(c *Commit) (list []message) {
	var changed []call.UserID
	var last time.Time
	add := func(event string, at time.Time, users []call.UserID) {
		list = append(list, message{key{c.Call, event, at.UnixMilli()}, c.Version, users})
	}
	for i := range c.Events {
		switch e := &c.Events[i]; e.Type {
		case call.Started:
			add(dialect.StartCall, e.At, nil)
		case call.InviteSent:
			if c.Version > 1 {
				changed, last = append(changed, e.User), e.At
			}
		case call.Answered, call.JoinedIn, call.Declined, call.WasBusy, call.RangOut, call.Withdrawn, call.Left:
			changed, last = append(changed, e.User), e.At
		case call.Rung, call.MediaSwitched, call.MediaMoved, call.Ended:
		}
	}
	if len(changed) > 0 {
		add(dialect.MemberChanged, last, changed)
	}
	for i := range c.Events {
		if e := &c.Events[i]; e.Type == call.Ended {
			add(dialect.EndCall, e.At, nil)
		}
	}
	return list
}

// heard holds what back ends heard against the history: the same messages, those of a call in their order, and the very same
// bytes each time (P6).
func (a *auditor) heard() {
	if len(a.history.Hooks) == 0 {
		return
	}
	expected := map[call.Ref][]message{}
	var order []call.Ref
	for i := range a.history.Log {
		c := &a.history.Log[i]
		if expected[c.Call] == nil {
			order = append(order, c.Call)
		}
		for _, m := range announced(c) {
			if slices.Contains(a.history.Hooks[c.Call.App], m.event) {
				expected[c.Call] = append(expected[c.Call], m)
			}
		}
	}
	bodies, latest := map[key]string{}, map[call.Ref]int{}
	for _, h := range a.history.Heard {
		a.message(&h, expected, bodies, latest)
	}
	for _, ref := range order {
		before := int64(0)
		for _, m := range expected[ref] {
			if _, ok := bodies[m.key]; !ok {
				a.fail(6, ref, m.version, "its back end never heard %s", m.event)
			}
			if m.at <= before {
				a.fail(6, ref, m.version, "%s states a time that is not after the one before", m.event)
			}
			before = m.at
		}
	}
}

// message looks at one that arrived.
func (a *auditor) message(h *Heard, expected map[call.Ref][]message, bodies map[key]string, latest map[call.Ref]int) {
	k, users, err := readMessage(h)
	if err != nil {
		a.fail(6, k.call, 0, "its back end heard what it cannot read: %v", err)
		return
	}
	at := slices.IndexFunc(expected[k.call], func(m message) bool { return m.key == k })
	if at < 0 {
		a.fail(6, k.call, 0, "its back end heard %s of %d, which is not in the history", k.event, k.at)
		return
	}
	m := &expected[k.call][at]
	if first, again := bodies[k]; again && first != h.Body {
		a.fail(6, k.call, m.version, "its back end heard %s twice, and not the same", k.event)
	}
	if !slices.Equal(users, m.users) {
		a.fail(6, k.call, m.version, "its back end heard that %v changed, and it was %v", users, m.users)
	}
	if at < latest[k.call] {
		a.fail(6, k.call, m.version, "its back end heard %s after what came later", k.event)
	}
	bodies[k], latest[k.call] = h.Body, max(at, latest[k.call])
}

// readMessage reads as much of a body as tells messages apart.
func readMessage(h *Heard) (k key, users []call.UserID, err error) {
	var body struct {
		CallbackCommand      string
		CallId               call.ID
		CallInfo, CallRecord struct{ CallId call.ID }
		ChangedUserList      []struct {
			Account call.UserID `json:"User_Account"`
		}
		EventTime int64
	}
	err = json.Unmarshal([]byte(h.Body), &body)
	for _, c := range body.ChangedUserList {
		users = append(users, c.Account)
	}
	id := body.CallId + body.CallInfo.CallId + body.CallRecord.CallId // one of them has it
	return key{call.Ref{App: h.App, ID: id}, body.CallbackCommand, body.EventTime}, users, err
}
