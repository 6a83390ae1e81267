package v1

import (
	"strconv"
	"time"

	"ringline/client"
)

// enter lets a request in, or says why not: who asks, how often, what for, and in which app, in this order. Input comes
// after them all.
func (s *Server) enter(r *request) error {
	if r.op.open {
		return nil
	}
	var err error
	if r.who, err = s.identify(r.Request); err != nil {
		return err
	}
	if !s.lets(&r.who) {
		return &refusal{code: client.CodeRateLimited, detail: "this token asks too often: " + limitText, wait: time.Second}
	}
	switch {
	case r.op.local && !r.who.local:
		return &refusal{code: client.CodeForbidden, detail: "only the operator may do this, on the server's own machine through its socket"}
	case !r.who.may(r.op.scope):
		return &refusal{code: client.CodeForbidden, detail: "the token lacks the scope " + string(r.op.scope)}
	}
	return s.findApp(r)
}

var errNoApp = notFound("there is no such app")

// findApp looks for the app that the path names. To a token of another app it does not exist.
func (s *Server) findApp(r *request) error {
	text := r.PathValue("app")
	if text == "" {
		return nil
	}
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || strconv.FormatInt(id, 10) != text {
		return errNoApp
	}
	app := s.Admin.App(id)
	if app == nil {
		return errNoApp
	}
	r.app = app
	if !r.who.sees(r.appID()) {
		return errNoApp
	}
	return nil
}
