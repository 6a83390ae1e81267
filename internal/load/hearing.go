package load

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"ringline/internal/dialect"
)

// hearing is the back end that hears of calls, and counts.
type hearing struct {
	server *http.Server
	served chan error
	url    string

	messages, repeated atomic.Int64
	mu                 sync.Mutex
	calls              map[string]*told
	news               chan struct{} // closed, and made anew, when a message comes
}

// told is when it first heard of a call's start and end.
type told struct{ start, end time.Time }

// listen opens it at an address; url is how the server reaches it, empty means by that address.
func listen(ctx context.Context, address, url string) (*hearing, error) {
	if address == "" {
		address = "127.0.0.1:0"
	}
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("open the webhook receiver: %w", err)
	}
	if url == "" {
		url = "http://" + l.Addr().String() + "/hooks"
	}
	h := &hearing{url: url, served: make(chan error, 1), calls: map[string]*told{}, news: make(chan struct{})}
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
	now := time.Now()
	var m struct {
		CallbackCommand      string
		CallId               string
		CallInfo, CallRecord struct{ CallId string }
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	if err == nil {
		err = json.Unmarshal(body, &m)
	}
	if err != nil {
		http.Error(w, "{}", http.StatusBadRequest)
		return
	}
	h.note(m.CallbackCommand, m.CallId+m.CallInfo.CallId+m.CallRecord.CallId, now)
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, `{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}`) // a server that is gone needs no answer
}

func (h *hearing) note(command, id string, now time.Time) {
	h.messages.Add(1)
	h.mu.Lock()
	defer h.mu.Unlock()
	t := h.calls[id]
	if t == nil {
		t = &told{}
		h.calls[id] = t
	}
	var first *time.Time
	switch command {
	case dialect.StartCall:
		first = &t.start
	case dialect.EndCall:
		first = &t.end
	default:
		return
	}
	if !first.IsZero() {
		h.repeated.Add(1)
		return
	}
	*first = now
	close(h.news)
	h.news = make(chan struct{})
}

// of waits until both were heard, and forgets the call.
func (h *hearing) of(ctx context.Context, id string) (start, end time.Time, err error) {
	late := time.NewTimer(newsPatience)
	defer late.Stop()
	for {
		h.mu.Lock()
		t, news := h.calls[id], h.news
		if t != nil && !t.start.IsZero() && !t.end.IsZero() {
			delete(h.calls, id)
			h.mu.Unlock()
			return t.start, t.end, nil
		}
		h.mu.Unlock()
		select {
		case <-news:
		case <-late.C:
			return start, end, errors.New("the back end did not hear of its start and its end in time")
		case <-ctx.Done():
			return start, end, ctx.Err()
		}
	}
}
