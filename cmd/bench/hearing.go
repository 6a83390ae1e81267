package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	"ringline/internal/dialect"
)

// hearing is a back end that hears of calls. It lives in this process, which the servers share the machine with.
type hearing struct {
	url    string
	server *http.Server
	served chan error

	mu    sync.Mutex
	calls map[string]*told
	ended int           // calls whose end was heard
	more  chan struct{} // has a token when one was
}

// told is how often each webhook of a call arrived.
type told struct{ start, changed, end int }

func newHearing(ctx context.Context) (*hearing, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	h := &hearing{
		url: "http://" + l.Addr().String() + "/hooks", served: make(chan error, 1),
		calls: map[string]*told{}, more: make(chan struct{}, 1),
	}
	h.server = &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	go func() { h.served <- h.server.Serve(l) }()
	return h, nil
}

func (h *hearing) close() error {
	err := h.server.Close()
	if served := <-h.served; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}

func (h *hearing) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var m struct {
		CallbackCommand      string
		CallId               string
		CallInfo, CallRecord struct{ CallId string }
	}
	body, err := io.ReadAll(r.Body)
	if err == nil {
		err = json.Unmarshal(body, &m)
	}
	if err != nil {
		http.Error(w, "{}", http.StatusBadRequest)
		return
	}
	h.note(m.CallbackCommand, m.CallId+m.CallInfo.CallId+m.CallRecord.CallId)
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, `{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}`) // a server that is gone needs no answer
}

func (h *hearing) note(command, id string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	t := h.calls[id]
	if t == nil {
		t = &told{}
		h.calls[id] = t
	}
	switch command {
	case dialect.StartCall:
		t.start++
	case dialect.MemberChanged:
		t.changed++
	case dialect.EndCall:
		if t.end++; t.end == 1 {
			h.ended++
		}
	}
	select {
	case h.more <- struct{}{}:
	default:
	}
}

// wait returns when the end of so many calls was heard, and tells how long that took.
func (h *hearing) wait(ctx context.Context, calls int) (time.Duration, error) {
	begun := time.Now()
	patience := time.NewTimer(time.Minute)
	defer patience.Stop()
	for {
		h.mu.Lock()
		ended := h.ended
		h.mu.Unlock()
		if ended >= calls {
			return time.Since(begun), nil
		}
		select {
		case <-h.more:
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-patience.C:
			return 0, fmt.Errorf("of %d calls the end of %d was heard within a minute", calls, ended)
		}
	}
}

// check says whether each of the calls had one start and one end, and the change of the one who was no longer asked. It counts
// the messages, and those that came more than once: an answer can come too late for the server.
func (h *hearing) check(ids []string) (heard, repeated int, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, id := range ids {
		t := h.calls[id]
		if t == nil || t.start < 1 || t.changed < 1 || t.end < 1 {
			return 0, 0, fmt.Errorf("of call %s was heard %+v", id, t)
		}
		heard += t.start + t.changed + t.end
		repeated += t.start + t.changed + t.end - 3
	}
	if len(h.calls) != len(ids) {
		return 0, 0, fmt.Errorf("%d calls were made and %d heard of", len(ids), len(h.calls))
	}
	return heard, repeated, nil
}
