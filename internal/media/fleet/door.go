package fleet

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httputil"
	"net/url"
	"time"

	"ringline/internal/cluster"
)

const (
	lookTimeout = 3 * time.Second // for finding out where a room is
	dialTimeout = 2 * time.Second // for reaching another node
)

// passage is one request that is passed on.
type passage struct{ cut func() }

type targetKey struct{}

// Door serves signalling for the clients of this node: mount it where the media server's own would be. What is for a room of another
// node is passed on to that. The http.ResponseWriter must be a http.Hijacker, and the ticket in the request must not be logged.
func (f *Fleet) Door() http.Handler { return http.HandlerFunc(f.door) }

func (f *Fleet) door(w http.ResponseWriter, r *http.Request) {
	if host, ok := f.elsewhere(r); ok {
		f.pass(w, r, host)
		return
	}
	if f.Server == nil {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		http.Error(w, "there is no media here: ask the call for a new ticket", http.StatusServiceUnavailable)
		return
	}
	f.Server.Handler().ServeHTTP(w, r) // also what it will refuse
}

// elsewhere finds the living node that has the room that a request is for, if that is another one.
func (f *Fleet) elsewhere(r *http.Request) (host cluster.Node, ok bool) {
	if r.Method != http.MethodGet {
		return host, false
	}
	ref, ok := f.Tickets.CallOf(r)
	if !ok {
		return host, false
	}
	ctx, cancel := context.WithTimeout(r.Context(), lookTimeout)
	defer cancel()
	c, err := f.Calls.Load(ctx, ref)
	if err != nil || c.Host == "" || c.Host == f.members.Self().Name {
		return host, false
	}
	host, ok = f.members.Node(c.Host)
	return host, ok && host.Inner != "" && !f.Chooser.doubts(host)
}

// pass passes a request on, and what follows on its connection, until either side or the node is gone.
func (f *Fleet) pass(w http.ResponseWriter, r *http.Request, host cluster.Node) {
	ctx, cancel := context.WithCancel(context.WithValue(r.Context(), targetKey{}, host))
	defer cancel()
	one := &passage{cancel}
	f.mu.Lock()
	if f.passed[host.Name] == nil {
		f.passed[host.Name] = map[*passage]struct{}{}
	}
	f.passed[host.Name][one] = struct{}{}
	f.mu.Unlock()
	if now, living := f.members.Node(host.Name); !living || now.Incarnation != host.Incarnation {
		cancel() // it died after it was found: who cuts what is passed on to it may have done so before
	}
	f.metrics.passing.Inc()
	defer func() {
		f.metrics.passing.Dec()
		f.mu.Lock()
		defer f.mu.Unlock()
		if delete(f.passed[host.Name], one); len(f.passed[host.Name]) == 0 {
			delete(f.passed, host.Name)
		}
	}()
	f.proxy.ServeHTTP(w, r.WithContext(ctx))
}

// cut ends what is passed on to a node that is gone: its machine may not be there to say so.
func (f *Fleet) cut(name string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for one := range f.passed[name] {
		one.cut()
	}
}

func (f *Fleet) newProxy() *httputil.ReverseProxy {
	return &httputil.ReverseProxy{
		Transport: f.newTransport(),
		Rewrite: func(p *httputil.ProxyRequest) {
			host, _ := p.Out.Context().Value(targetKey{}).(cluster.Node)
			p.SetURL(&url.URL{Scheme: "http", Host: host.Inner})
			p.SetXForwarded()
			p.Out.Header.Del("Cookie")
			f.sign(p.Out, host.Name)
		},
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError), // told below, without the ticket
		ErrorHandler: func(w http.ResponseWriter, r *http.Request, err error) {
			host, _ := r.Context().Value(targetKey{}).(cluster.Node)
			if r.Context().Err() == nil { // until it counts as dead, each of its clients comes by several times
				f.Log.Debug("media: cannot pass a client on to the node that has the room", slog.String("node", host.Name), slog.Any("error", err))
			}
			w.Header().Set("Access-Control-Allow-Origin", "*")
			http.Error(w, "media is not available now, try again", http.StatusServiceUnavailable)
		},
	}
}

// newTransport reaches nodes in the inner network, without any proxy.
func (f *Fleet) newTransport() *http.Transport {
	return &http.Transport{
		DialContext:        f.Dial,
		DisableCompression: true,
		MaxIdleConns:       64,
		IdleConnTimeout:    30 * time.Second,
	}
}
