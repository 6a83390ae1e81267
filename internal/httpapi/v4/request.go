package v4

import (
	"context"
	"net/http"
	"sync"
	"time"

	"ringline/internal/admin"
	"ringline/internal/auth"
	"ringline/internal/call"
	"ringline/internal/tenant"
)

// request is one request on its way through. It is reused for its buffers; nothing of it may be kept
// after its answer, and every text taken from the body is a copy.
type request struct {
	w     http.ResponseWriter
	http  *http.Request
	begun time.Time
	id    requestID

	// What the gate finds out.
	command *command
	app     *tenant.App
	admin   call.UserID

	body value           // a JSON object, in buf
	ctx  context.Context // of the command only, gone with the request; see deadline.go

	mu       sync.Mutex // guards answered, between the command and its deadline
	answered bool
	late     sync.WaitGroup // the deadline's answer, while it may come

	buf, out []byte
}

func (q *request) reset(w http.ResponseWriter, r *http.Request, now time.Time, id requestID) {
	q.w, q.http, q.begun, q.id = w, r, now, id
	q.answered = false
}

// forget lets go of everything but the buffers, and of those if they grew unusually.
func (q *request) forget() {
	const usual = 16 << 10
	if cap(q.buf) > usual {
		q.buf = nil
	}
	if cap(q.out) > usual {
		q.out = nil
	}
	q.w, q.http, q.command, q.app, q.admin, q.body, q.ctx = nil, nil, nil, nil, "", nil, nil
}

// claim takes the right to answer. It is given once.
func (q *request) claim() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	first := !q.answered
	q.answered = true
	return first
}

// actor is who the calls' history shall name.
func (q *request) actor() call.Actor {
	return call.Actor{Kind: call.ByAdmin, User: q.admin, From: call.Origin{IP: auth.PeerText(q.http), Platform: call.FromAPI}}
}

// by is who the log of administrative acts shall name.
func (q *request) by() admin.By {
	return admin.By{Name: "admin:" + string(q.admin), IP: auth.PeerText(q.http)}
}

// maxCallID is more than any call id has, in bytes.
const maxCallID = 64

// ref reads the call that the body names, of commands that need nothing else.
func (q *request) ref() (call.Ref, error) {
	var id value
	for name, v := range q.body.members() {
		if string(name) == "CallId" {
			id = v
		}
	}
	text, isText := id.text()
	switch {
	case id.absent():
		return call.Ref{}, invalid("CallId is missing")
	case !isText:
		return call.Ref{}, invalid("CallId must be a string")
	case text == "":
		return call.Ref{}, invalid("CallId is empty")
	case len(text) > maxCallID:
		return call.Ref{}, errNoCall
	}
	return call.Ref{App: call.AppID(q.app.ID), ID: call.ID(text)}, nil
}
