package v1_test

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"ringline/internal/call"
	"ringline/internal/control"
	v1 "ringline/internal/httpapi/v1"
	"ringline/internal/store/memory"
	"ringline/internal/tenant"
)

type quiet struct{}

func (quiet) Deliver(call.Change) {}

func open(t *testing.T, ids ...int64) (*v1.Server, *control.Control) {
	t.Helper()
	var apps []tenant.App
	for _, id := range ids {
		apps = append(apps, tenant.App{ID: id, Secrets: []tenant.Secret{"s"}})
	}
	directory, err := tenant.NewDirectory(apps)
	if err != nil {
		t.Fatal(err)
	}
	calls := control.New(control.Options{Store: memory.New(), Apps: directory, Sink: quiet{}, Now: time.Now})
	return v1.New(calls, directory, slog.New(slog.DiscardHandler)), calls
}

func ask[T any](t *testing.T, s *v1.Server, method, path string, wantStatus int) T {
	t.Helper()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), method, path, nil))
	var got T
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != wantStatus {
		t.Fatalf("%s %s: status %d, want %d: %s", method, path, w.Code, wantStatus, w.Body)
	}
	return got
}

type problem struct {
	Status int
	Code   call.Code
}

func TestCalls(t *testing.T) {
	s, calls := open(t, 1)
	started, err := calls.Start(t.Context(), call.Start{
		App: 1, By: call.Actor{Kind: call.ByUser, User: "alice", Device: "a1"},
		Callees: []call.UserID{"bob"}, Media: call.Audio,
	}, call.Request{})
	if err != nil {
		t.Fatal(err)
	}
	path := "/api/v1/calls/" + string(started.ID)
	if list := ask[v1.CallList](t, s, http.MethodGet, "/api/v1/calls", 200); len(list.Calls) != 1 || list.Calls[0].ID != started.ID {
		t.Errorf("list: %+v", list)
	}
	ended := ask[call.Call](t, s, http.MethodPost, path+"/end", 200)
	if ended.End == nil || ended.End.Reason != call.EndedByApp || ended.End.By.User != "operator" {
		t.Errorf("end: %+v", ended.End)
	}
	if again := ask[problem](t, s, http.MethodPost, path+"/end", 409); again.Code != call.CodeEnded {
		t.Errorf("end again: %+v", again)
	}
	story := ask[v1.CallStory](t, s, http.MethodGet, path, 200)
	if len(story.History) != 2 || story.History[1].Rule != "end" || story.Call.End == nil {
		t.Errorf("story: %+v", story)
	}
	if list := ask[v1.CallList](t, s, http.MethodGet, "/api/v1/calls?app=1", 200); len(list.Calls) != 0 {
		t.Errorf("list after the end: %+v", list)
	}
}

func TestBadRequests(t *testing.T) {
	s, _ := open(t, 1, 2)
	for path, want := range map[string]problem{
		"/api/v1/calls/nosuch":        {400, call.CodeInvalid}, // which of the two apps?
		"/api/v1/calls/nosuch?app=2":  {404, call.CodeNotFound},
		"/api/v1/calls?app=3":         {400, call.CodeInvalid},
		"/api/v1/calls?app=x":         {400, call.CodeInvalid},
		"/api/v1/calls/nosuch?app=-1": {400, call.CodeInvalid},
	} {
		if got := ask[problem](t, s, http.MethodGet, path, want.Status); got != want {
			t.Errorf("%s: %+v, want %+v", path, got, want)
		}
	}
}
