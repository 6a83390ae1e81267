package v1

import (
	"net/http"

	"ringline/client"
)

// routes lists every operation.
func (s *Server) routes() {
	s.serverRoutes()
	s.callRoutes()
	s.documentRoutes()
}

const (
	get  = http.MethodGet
	post = http.MethodPost
)

func (s *Server) serverRoutes() {
	add(s, operation{
		id: "show_server", method: get, path: "/server", tag: "server", scope: client.ServerRead,
		summary: "Show what answers and how it is",
	}, s.showServer)
	add(s, operation{
		id: "show_identity", method: get, path: "/identity", tag: "server",
		summary: "Show who asks and what they may do", doc: "Any token may.",
	}, s.showIdentity)
}

func (s *Server) callRoutes() {
	changed := []client.Code{client.CodeEnded, client.CodeConflict}
	add(s, operation{
		id: "list_calls", method: get, path: "/apps/{app}/calls", tag: "calls", scope: client.CallsRead,
		summary: "List live calls", doc: "The oldest first.",
	}, s.listCalls)
	add(s, operation{
		id: "start_call", method: post, path: "/apps/{app}/calls", tag: "calls", scope: client.CallsWrite,
		codes: []client.Code{client.CodeBusy, client.CodeFull, client.CodeConflict}, summary: "Start a call",
		doc: "It rings for the caller and the callees together, and is answered when two of them are in. A robot is in it at once. " +
			"Callees who are in another call are busy; if all are, the call comes back ended. A caller who is in another call is refused with busy.",
	}, s.startCall)
	add(s, operation{
		id: "end_calls", method: post, path: "/apps/{app}/calls/end", tag: "calls", scope: client.CallsWrite,
		summary: "End all calls of the app",
	}, s.endCalls)
	add(s, operation{
		id: "show_call", method: get, path: "/apps/{app}/calls/{call}", tag: "calls", scope: client.CallsRead,
		summary: "Show a call, live or ended",
	}, s.showCall)
	add(s, operation{
		id: "list_events", method: get, path: "/apps/{app}/calls/{call}/events", tag: "calls", scope: client.CallsRead,
		summary: "Show what happened in a call",
		doc:     "Every command with who gave it, from where and on which device, every webhook attempt, and what the media server saw, in the order of time.",
	}, s.listEvents)
	add(s, operation{
		id: "invite", method: post, path: "/apps/{app}/calls/{call}/invite", tag: "calls", scope: client.CallsWrite,
		codes: append([]client.Code{client.CodeFull, client.CodeAlreadyMember}, changed...), summary: "Ask more users into a call",
		doc: "It is a group call from then on.",
	}, s.invite)
	add(s, operation{
		id: "kick", method: post, path: "/apps/{app}/calls/{call}/kick", tag: "calls", scope: client.CallsWrite,
		codes: append([]client.Code{client.CodeNotInvited, client.CodeNotMember}, changed...), summary: "Take a user out of a call",
		doc: "The others go on while two are left. Who was taken out comes back only when asked again.",
	}, s.kick)
	add(s, operation{
		id: "mute", method: post, path: "/apps/{app}/calls/{call}/mute", tag: "calls", scope: client.CallsWrite,
		codes: []client.Code{client.CodeEnded}, summary: "Mute a user for everybody",
		doc: "Until they themselves send again: nobody can be unmuted from outside.",
	}, s.mute)
	add(s, operation{
		id: "end_call", method: post, path: "/apps/{app}/calls/{call}/end", tag: "calls", scope: client.CallsWrite,
		codes: changed, summary: "End a call for everybody",
	}, s.endCall)
}
