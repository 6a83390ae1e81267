package sim

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	"ringline/internal/audit"
	"ringline/internal/call"
	"ringline/internal/webhook/hooktest"
)

// receiver is an app's back end behind a pipe, with net/http on both ends.
type receiver struct {
	w      *world
	app    call.AppID
	server *hooktest.Server

	mu    sync.Mutex
	mood  string // empty: takes everything at once
	since time.Time
	sick  []interval // by the world's own clock
	tries map[string]int
	heard []audit.Heard
	first map[string]time.Time // when a body came first
	odd   map[string]int       // what it did wrong
}

func newReceiver(w *world, app call.AppID) *receiver {
	r := &receiver{w: w, app: app, tries: map[string]int{}, first: map[string]time.Time{}, odd: map[string]int{}}
	r.server = hooktest.Serve(w, r)
	return r
}

// turn has it behave badly for a while.
func (r *receiver) turn() {
	mood := pick(r.w.dice, []string{"away", "moody", "moody", "deaf"})
	r.w.fault("webhook receiver " + mood)
	r.set(mood)
	r.w.after(r.w.between(2*time.Second, 40*time.Second), func() { r.set("") })
}

func (r *receiver) set(mood string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.mood != "" {
		r.sick = append(r.sick, interval{r.since, time.Now()})
	}
	r.mood, r.since = mood, time.Now()
}

// dial connects a process with a receiver.
func (s *server) dial(ctx context.Context, _, address string) (net.Conn, error) {
	w := s.w
	r := w.hooks[appIDs[0]]
	if address != "8.8.0.1:80" {
		r = w.hooks[appIDs[1]]
	}
	r.mu.Lock()
	mood := r.mood
	r.mu.Unlock()
	if mood == "away" {
		return nil, errors.New("connection refused")
	}
	conn, err := r.server.Dial(ctx)
	if err == nil {
		s.open(conn)
	}
	return conn, err
}

func (r *receiver) ServeHTTP(a http.ResponseWriter, q *http.Request) {
	b, err := io.ReadAll(q.Body)
	if err != nil {
		return
	}
	body := string(b)
	r.mu.Lock()
	r.tries[body]++
	how := ""
	if r.mood != "" {
		how = r.lot(body)
	}
	if how != "" {
		r.odd["webhook "+how]++
	}
	if r.first[body].IsZero() {
		r.first[body] = time.Now()
	}
	if how == "" || how == "answered late" || how == "answer dropped" { // it has it, whatever it says
		r.heard = append(r.heard, audit.Heard{App: r.app, Body: body})
	}
	r.mu.Unlock()
	r.answer(a, q, how)
}

// lot is how it treats this try. The lock is held.
func (r *receiver) lot(body string) string {
	if r.mood == "deaf" {
		return "timed out"
	}
	ways := []string{"", "", "refused", "answered nonsense", "answered late", "answer dropped", "timed out"}
	return ways[int(r.w.about("hook", r.app, body, r.tries[body]).Float64()*float64(len(ways)))]
}

func (r *receiver) answer(a http.ResponseWriter, q *http.Request, how string) {
	wait := func(d time.Duration) {
		late := time.NewTimer(d)
		defer late.Stop()
		select {
		case <-late.C:
		case <-q.Context().Done():
		case <-r.server.Done():
		}
	}
	switch how {
	case "refused":
		a.WriteHeader(http.StatusBadGateway)
		return
	case "answered nonsense":
		_, _ = io.WriteString(a, "<html>")
		return
	case "answered late":
		wait(1500 * time.Millisecond)
	case "timed out":
		wait(4 * time.Second)
	case "answer dropped":
		if c, _, err := http.NewResponseController(a).Hijack(); err == nil {
			_ = c.Close()
		}
		return
	}
	_, _ = io.WriteString(a, hooktest.Taken)
}
