// Package cells knows in which cell an app lives, and passes requests on to the cells of others.
//
// A cell is one database, one Redis and the nodes on them; nothing spans cells but what is here. Where an app lives is a matter of its
// number and of the settings, so no request waits for an answer to that. A request is passed on once: a cell that gets one
// which another has passed on, for an app that is not its own either, is asked wrongly and says so.
//
// It does not move apps, and it passes no connections of clients on.
package cells

import (
	"errors"
	"log/slog"
	"net/http"
	"net/http/httputil"
	"net/url"
	"time"
)

// Cell is another cell.
type Cell struct {
	Name string
	URL  string // https://us.calls.example.com

	url    *url.URL
	places *places
}

// Map says where apps live. A nil Map is that of the only cell there is.
type Map struct {
	name      string
	spans     []span
	forward   bool
	transport http.RoundTripper
	log       *slog.Logger
}

// New makes a Map of a valid configuration; nil if this is the only cell.
func New(c Config, log *slog.Logger) (*Map, error) {
	if c.Name == "" {
		return nil, nil //nolint:nilnil // a nil Map is one
	}
	spans, err := c.parse()
	if err != nil {
		return nil, err
	}
	return &Map{name: c.Name, spans: spans, forward: c.Away == Forward, log: log, transport: &http.Transport{
		MaxIdleConnsPerHost: 64, IdleConnTimeout: time.Minute, TLSHandshakeTimeout: 2 * time.Second, ForceAttemptHTTP2: true, DisableCompression: true,
	}}, nil
}

// Of returns the cell in which an app lives; nil if that is this one.
func (m *Map) Of(app int64) *Cell {
	if m == nil {
		return nil
	}
	for _, s := range m.spans {
		if s.first <= app && app <= s.last {
			return s.cell
		}
	}
	return nil
}

// Elsewhere is the address of the cell in which an app lives; empty if that is this one.
func (m *Map) Elsewhere(app int64) string {
	if cell := m.Of(app); cell != nil {
		return cell.URL
	}
	return ""
}

// Next is the first number from one on, as far as whole rows of the settings go, whose app lives here.
func (m *Map) Next(app int64) int64 {
	if m == nil {
		return app
	}
	for m.Of(app) != nil {
		for _, s := range m.spans {
			if s.first <= app && app <= s.last {
				app = s.last + 1
				break
			}
		}
	}
	return app
}

// passedOn bears the name of the cell that passed a request on.
const passedOn = "Ringline-Cell"

// Forwards reports whether a request that belongs elsewhere is to be passed on, and not refused.
func (m *Map) Forwards(r *http.Request) bool {
	return m != nil && m.forward && r.Header.Get(passedOn) == ""
}

// ErrBusy says that so much is under way to another cell that no more is passed on: to it at all, or from one client.
var ErrBusy = errors.New("too many requests for that cell are under way")

// Forward passes a request on as it came, and the answer back. If no answer comes, failed answers. The request's context bounds the time. Who
// asks is not known here, since only the other cell has the keys to find out: so a client has but a part of the places that there are.
func (m *Map) Forward(w http.ResponseWriter, r *http.Request, to *Cell, failed func(error)) {
	client := clientOf(r)
	if !to.places.enter(client) {
		failed(ErrBusy)
		return
	}
	defer to.places.leave(client)
	proxy := httputil.ReverseProxy{
		Transport:     m.transport,
		FlushInterval: -1,
		ErrorLog:      slog.NewLogLogger(m.log.Handler(), slog.LevelDebug),
		Rewrite: func(p *httputil.ProxyRequest) {
			p.SetURL(to.url)
			p.SetXForwarded()
			if p.In.URL.Scheme != "" { // as the client speaks, see httpapi.Root
				p.Out.Header.Set("X-Forwarded-Proto", p.In.URL.Scheme)
			}
			p.Out.Header.Set(passedOn, m.name)
		},
		ModifyResponse: func(answer *http.Response) error {
			for name := range answer.Header { // instead of ours, not beside them
				w.Header().Del(name)
			}
			return nil
		},
		ErrorHandler: func(_ http.ResponseWriter, r *http.Request, err error) {
			m.log.WarnContext(r.Context(), "another cell does not answer", "cell", to.Name, "error", err)
			failed(err)
		},
	}
	proxy.ServeHTTP(w, r)
}
