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

// Hearing is a back end that hears of calls, and counts. It lives in this process.
type Hearing struct {
	URL string // where the server tells it

	server *http.Server
	served chan error

	messages, repeated atomic.Int64 // all of them, and the starts and ends that came again
	mu                 sync.Mutex
	calls              map[string]*told
	ended              int           // calls whose end was heard
	news               chan struct{} // closed, and made anew, when a call's start or end comes for the first time
}

// told is what was heard of a call: how often, and when first.
type told struct {
	starts, changes, ends int
	start, end            time.Time
}

// Listen opens it at an address, empty means any of this machine; url is how the server reaches it, empty means by that address.
func Listen(ctx context.Context, address, url string) (*Hearing, error) {
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
	h := &Hearing{URL: url, served: make(chan error, 1), calls: map[string]*told{}, news: make(chan struct{})}
	h.server = &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	go func() { h.served <- h.server.Serve(l) }()
	return h, nil
}

// Close stops listening.
func (h *Hearing) Close() error {
	err := h.server.Close()
	if served := <-h.served; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}

// ServeHTTP takes a message of the server.
func (h *Hearing) ServeHTTP(w http.ResponseWriter, r *http.Request) {
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

func (h *Hearing) note(command, id string, now time.Time) {
	h.messages.Add(1)
	h.mu.Lock()
	defer h.mu.Unlock()
	t := h.calls[id]
	if t == nil {
		t = &told{}
		h.calls[id] = t
	}
	var again int
	switch command {
	case dialect.StartCall:
		if t.starts++; t.starts == 1 {
			t.start = now
		}
		again = t.starts - 1
	case dialect.EndCall:
		if t.ends++; t.ends == 1 {
			t.end = now
			h.ended++
		}
		again = t.ends - 1
	case dialect.MemberChanged:
		t.changes++
		return
	default:
		return
	}
	if again > 0 {
		h.repeated.Add(1)
		return
	}
	close(h.news)
	h.news = make(chan struct{})
}

// until returns when reached says so, which is called with the lock held.
func (h *Hearing) until(ctx context.Context, patience time.Duration, reached func() bool) error {
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		h.mu.Lock()
		there, news := reached(), h.news
		h.mu.Unlock()
		if there {
			return nil
		}
		select {
		case <-news:
		case <-late.C:
			return fmt.Errorf("the back end did not hear of it within %v", patience)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// of waits until a call's start and end were heard, and forgets the call.
func (h *Hearing) of(ctx context.Context, id string) (start, end time.Time, err error) {
	err = h.until(ctx, newsPatience, func() bool {
		t := h.calls[id]
		if t == nil || t.starts == 0 || t.ends == 0 {
			return false
		}
		start, end = t.start, t.end
		delete(h.calls, id)
		return true
	})
	return start, end, err
}

// Wait returns when the end of so many calls was heard, and tells how long that took.
func (h *Hearing) Wait(ctx context.Context, calls int) (time.Duration, error) {
	begun, ended := time.Now(), 0
	err := h.until(ctx, time.Minute, func() bool {
		ended = h.ended
		return ended >= calls
	})
	if err != nil {
		return 0, fmt.Errorf("of %d calls the end of %d was heard: %w", calls, ended, err)
	}
	return time.Since(begun), nil
}

// Check says whether each of the calls had one start and one end, and the change of the one who was no longer asked. It counts
// the messages, and those that came more than once: an answer can come too late for the server.
func (h *Hearing) Check(ids []string) (heard, repeated int, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, id := range ids {
		t := h.calls[id]
		if t == nil || t.starts < 1 || t.changes < 1 || t.ends < 1 {
			return 0, 0, fmt.Errorf("of call %s was heard %+v", id, t)
		}
		heard += t.starts + t.changes + t.ends
		repeated += t.starts + t.changes + t.ends - 3
	}
	if len(h.calls) != len(ids) {
		return 0, 0, fmt.Errorf("%d calls were made and %d heard of", len(ids), len(h.calls))
	}
	return heard, repeated, nil
}
