package v1

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"time"

	"ringline/client"
	"ringline/internal/call"
)

const requestIDHeader = "X-Request-Id"

func newRequestID() string { return rand.Text()[:16] }

// refusal is an error of this door's own.
type refusal struct {
	code   client.Code
	detail string
	faults []client.Fault
	wait   time.Duration // until it may go better; 0 says nothing
}

func (e *refusal) Error() string { return e.detail }

func notFound(detail string) error { return &refusal{code: client.CodeNotFound, detail: detail} }

func invalid(in, field, text string) error {
	return &refusal{code: client.CodeInvalid, detail: sentence(in, field, text), faults: []client.Fault{{In: in, Field: field, Text: text}}}
}

// sentence says what is wrong where.
func sentence(in, field, text string) string {
	if field == "" {
		return "the " + in + " " + text
	}
	return field + " " + text
}

// meanings says what each code is as a status and in words.
var meanings = map[client.Code]struct {
	status int
	title  string
}{
	client.CodeInvalid:           {http.StatusBadRequest, "The request is invalid"},
	client.CodeUnauthorized:      {http.StatusUnauthorized, "Who asks is unknown"},
	client.CodeForbidden:         {http.StatusForbidden, "This is not allowed"},
	client.CodeNotFound:          {http.StatusNotFound, "There is no such thing"},
	client.CodeMethodNotAllowed:  {http.StatusMethodNotAllowed, "The path does not answer this method"},
	client.CodeWrongCell:         {http.StatusMisdirectedRequest, "The app lives in another cell"},
	client.CodeTooLarge:          {http.StatusRequestEntityTooLarge, "The body is too large"},
	client.CodeUnsupportedMedia:  {http.StatusUnsupportedMediaType, "The body is not JSON"},
	client.CodeKeyReused:         {http.StatusUnprocessableEntity, "The idempotency key was used for another request"},
	client.CodeRateLimited:       {http.StatusTooManyRequests, "Too many requests"},
	client.CodeInternal:          {http.StatusInternalServerError, "Internal error"},
	client.CodeUnavailable:       {http.StatusServiceUnavailable, "The service cannot do this now"},
	client.CodeInProgress:        {http.StatusConflict, "The same request is under way"},
	client.CodeConflict:          {http.StatusConflict, "Somebody else was faster"},
	client.CodeEnded:             {http.StatusConflict, "The call is over"},
	client.CodeBusy:              {http.StatusConflict, "The user is in another call"},
	client.CodeFull:              {http.StatusConflict, "The call is full"},
	client.CodeNotInvited:        {http.StatusConflict, "The user does not belong to the call"},
	client.CodeNotRinging:        {http.StatusConflict, "The call does not ring for the user"},
	client.CodeNotMember:         {http.StatusConflict, "The user is not in the call"},
	client.CodeAlreadyMember:     {http.StatusConflict, "Everybody is in the call already"},
	client.CodeAlreadyAnswered:   {http.StatusConflict, "The call was answered"},
	client.CodeAnsweredElsewhere: {http.StatusConflict, "Another device is in the call"},
}

// problem says what an error is to whoever asked. Foreign errors are internal.
func (s *Server) problem(requestID string, err error) *client.Problem {
	p := &client.Problem{
		Type: "about:blank", Code: client.CodeInternal, RequestID: requestID,
		Detail: "something went wrong here; the server's log has more under the request id",
	}
	var ours *refusal
	var away elsewhere
	var refused *call.Error
	switch {
	case errors.As(err, &ours):
		p.Code, p.Detail, p.Errors, p.RetryAfter = ours.code, ours.detail, ours.faults, ours.wait
	case errors.As(err, &away):
		p.Code, p.Detail = client.CodeWrongCell, away.Error()
	case errors.As(err, &refused):
		p.Code, p.Call = client.Code(refused.Code), string(refused.Call)
		if refused.Code != call.CodeInternal {
			p.Detail = refused.Text
		}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		p.Code, p.Detail = client.CodeUnavailable, "the server did not get to it in time; try again"
	}
	meaning, known := meanings[p.Code]
	if !known {
		p.Code, meaning = client.CodeInternal, meanings[client.CodeInternal]
	}
	p.Status, p.Title = meaning.status, meaning.title
	return p
}

// fail answers with a problem and returns its status. What is our own fault is logged.
func (s *Server) fail(w http.ResponseWriter, q *http.Request, r *request, err error) int {
	p := s.problem(w.Header().Get(requestIDHeader), err)
	if p.Code == client.CodeInternal {
		s.logFailure(q, r, slog.Any("error", err))
	}
	if p.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int((p.RetryAfter+time.Second-1)/time.Second)))
	}
	if p.Code == client.CodeUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="ringline"`)
	}
	a, err := encode(p.Status, problemType, p)
	if err != nil {
		panic(err) // strings and numbers only
	}
	return a.write(w)
}

func (s *Server) logFailure(q *http.Request, r *request, more ...any) {
	args := append([]any{slog.String("method", q.Method), slog.String("path", q.URL.Path)}, more...)
	if r != nil {
		args = append(args, slog.String("operation", r.op.id), slog.String("by", r.who.name),
			slog.String("request", r.out.Header().Get(requestIDHeader)))
	}
	s.Log.ErrorContext(q.Context(), "an API request failed", args...)
}

// recovered turns a panic of an operation into an answer.
func (s *Server) recovered(r *request, status *int) {
	p := recover()
	if p == nil {
		return
	}
	if p == http.ErrAbortHandler { //nolint:errorlint // a panic value, compared as net/http compares it
		panic(p)
	}
	*status = s.fail(r.out, r.Request, r, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
}

func errorAttr(err error) slog.Attr { return slog.Any("error", err) }
