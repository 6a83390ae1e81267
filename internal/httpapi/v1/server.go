package v1

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"

	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/tenant"
)

// Calls is what the API needs of control.
type Calls interface {
	Load(ctx context.Context, ref call.Ref) (call.Call, error)
	Live(ctx context.Context, app call.AppID) ([]call.Call, error)
	History(ctx context.Context, ref call.Ref) ([]control.Entry, error)
	Do(ctx context.Context, ref call.Ref, cmd call.Command, request call.Request) (call.Call, error)
}

// Apps lists the apps of this server.
type Apps interface {
	App(id int64) *tenant.App
	All() []*tenant.App
}

// Server answers /api/v1/.
type Server struct {
	calls Calls
	apps  Apps
	log   *slog.Logger
	mux   *http.ServeMux
}

// New makes a Server.
func New(calls Calls, apps Apps, log *slog.Logger) *Server {
	s := &Server{calls: calls, apps: apps, log: log, mux: http.NewServeMux()}
	s.mux.HandleFunc("GET /api/v1/calls", s.listCalls)
	s.mux.HandleFunc("GET /api/v1/calls/{id}", s.showCall)
	s.mux.HandleFunc("POST /api/v1/calls/{id}/end", s.endCall)
	return s
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

// app reads the app parameter. Without one it is the server's only app; all says that none means all of them.
func (s *Server) app(r *http.Request, all bool) (call.AppID, error) {
	text := r.URL.Query().Get("app")
	switch apps := s.apps.All(); {
	case text == "" && all:
		return 0, nil
	case text == "" && len(apps) == 1:
		return call.AppID(apps[0].ID), nil
	case text == "":
		return 0, call.Invalid("app", "this server has %d apps: say which one", len(apps))
	}
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || s.apps.App(id) == nil {
		return 0, call.Invalid("app", "%.40q is not an app of this server", text)
	}
	return call.AppID(id), nil
}

// problem is an error as RFC 9457 has it.
type problem struct {
	Title  string    `json:"title"`
	Status int       `json:"status"`
	Code   call.Code `json:"code"`
}

func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	p := problem{Title: "internal error", Code: call.CodeInternal}
	var refused *call.Error
	if errors.As(err, &refused) {
		p.Title, p.Code = refused.Text, refused.Code
	}
	p.Status = status(p.Code)
	if p.Status == http.StatusInternalServerError {
		s.log.ErrorContext(r.Context(), "request failed", slog.String("path", r.URL.Path), slog.Any("error", err))
	}
	answer(w, "application/problem+json", p.Status, p)
}

func status(code call.Code) int {
	switch code {
	case call.CodeInvalid:
		return http.StatusBadRequest
	case call.CodeForbidden:
		return http.StatusForbidden
	case call.CodeNotFound:
		return http.StatusNotFound
	case call.CodeUnavailable:
		return http.StatusServiceUnavailable
	case call.CodeInternal:
		return http.StatusInternalServerError
	case call.CodeEnded, call.CodeNotInvited, call.CodeNotRinging, call.CodeAnsweredElsewhere, call.CodeNotMember,
		call.CodeAlreadyMember, call.CodeAlreadyAnswered, call.CodeFull, call.CodeBusy, call.CodeConflict:
		return http.StatusConflict
	}
	return http.StatusInternalServerError
}

func answer(w http.ResponseWriter, kind string, status int, body any) {
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // a client that went away is no error
}
