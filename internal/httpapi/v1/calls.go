package v1

import (
	"net/http"

	"ringline/internal/call"
	"ringline/internal/control"
)

// CallList answers a listing of live calls.
type CallList struct {
	Calls []call.Call `json:"calls"` // the oldest first
}

// CallStory answers for one call: what it is and how it came to that.
type CallStory struct {
	Call    call.Call       `json:"call"`
	History []control.Entry `json:"history"` // the oldest first
}

func (s *Server) listCalls(w http.ResponseWriter, r *http.Request) {
	app, err := s.app(r, true)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	calls, err := s.calls.Live(r.Context(), app)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	answer(w, "application/json", http.StatusOK, CallList{Calls: calls})
}

func (s *Server) ref(r *http.Request) (call.Ref, error) {
	app, err := s.app(r, false)
	return call.Ref{App: app, ID: call.ID(r.PathValue("id"))}, err
}

func (s *Server) showCall(w http.ResponseWriter, r *http.Request) {
	ref, err := s.ref(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	c, err := s.calls.Load(r.Context(), ref)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	history, err := s.calls.History(r.Context(), ref)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	answer(w, "application/json", http.StatusOK, CallStory{Call: c, History: history})
}

// operator is whoever may open the server's own socket.
var operator = call.Actor{Kind: call.ByAdmin, User: "operator"}

func (s *Server) endCall(w http.ResponseWriter, r *http.Request) {
	ref, err := s.ref(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	c, err := s.calls.Do(r.Context(), ref, call.EndCall{By: operator}, call.Request{})
	if err != nil {
		s.fail(w, r, err)
		return
	}
	answer(w, "application/json", http.StatusOK, c)
}
