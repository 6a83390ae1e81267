package v4

import (
	"context"
	"net/http"
	"time"
)

// The documented service answers within 3 s, come what may (reference/server-api.md §1.3), and callers
// time out a little later. A body must be here after two; the rest is for the command, less some for the way.
const (
	answerWithin = 2800 * time.Millisecond
	bodyWithin   = 2 * time.Second
)

// hurry gives the command its context, and answers in its place if it takes too long. The command is not
// abandoned: a commit under way is finished, and only then the connection takes the next request.
// stop must be called when the command is done.
func (s *Server) hurry(q *request) (stop func()) {
	ctx, cancel := context.WithCancel(q.http.Context())
	q.ctx = ctx
	q.late.Add(1)
	timer := time.AfterFunc(answerWithin-time.Since(q.begun), func() {
		defer q.late.Done()
		if !q.claim() {
			return
		}
		cancel()
		s.log.WarnContext(ctx, "server API command took too long",
			"request", q.id.String(), "command", q.command.name, "app", q.app.ID)
		s.answer(q, nil, errTimeout)
		// The handler still runs, so nobody else sends it. A writer that cannot is a test's.
		_ = http.NewResponseController(q.w).Flush()
	})
	return func() {
		if timer.Stop() {
			q.late.Done()
		}
		q.late.Wait() // an answer on its way out is nobody else's
		cancel()
	}
}
