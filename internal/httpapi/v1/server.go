package v1

import (
	"context"
	"log/slog"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ringline/client"
	"ringline/internal/admin"
	"ringline/internal/call"
	"ringline/internal/cells"
	"ringline/internal/control"
	"ringline/internal/media"
	"ringline/internal/profile"
	"ringline/internal/reply"
	"ringline/internal/schema"
)

// Root is where the API is.
const Root = "/api/v1"

const root = Root

// Calls is what the API needs of control.
type Calls interface {
	Load(ctx context.Context, ref call.Ref) (call.Call, error)
	Live(ctx context.Context, app call.AppID) ([]call.Call, error)
	History(ctx context.Context, ref call.Ref) ([]control.Entry, error)
	HeldBy(ctx context.Context, app call.AppID, user call.UserID) (call.Call, error)
	Start(ctx context.Context, m call.Start, request call.Request) (call.Call, error)
	Do(ctx context.Context, ref call.Ref, cmd call.Command, request call.Request) (call.Call, error)
}

// Rooms is what the API needs of the media plane.
type Rooms interface {
	Mute(ctx context.Context, ref call.Ref, user call.UserID, source media.Source) error
}

// Check is one thing that a server needs to be given traffic.
type Check struct {
	Name  string
	Probe func(context.Context) error // nil when all is well
}

// Options is what [New] needs.
type Options struct {
	Cells      *cells.Map // where apps live; nil is all of them here
	Calls      Calls
	Admin      *admin.Admin
	Rooms      Rooms
	Clients    Clients
	Profiles   profile.Store
	Records    Records
	Deliveries Deliveries
	Webhooks   Webhooks
	Events     []string // what a webhook can hear of
	Replies    reply.Store
	Backup     func(ctx context.Context, path string) error // copies the database to a new file
	Checks     []Check
	Cursors    []byte               // the secret key that cursors are signed with; it is not in the store
	Nodes      func() []client.Node // the living, by name
	Version    string
	Node       string
	Now        func() time.Time      // the clock of the calls
	Log        *slog.Logger          // nil logs nothing
	Metrics    prometheus.Registerer // nil counts for nobody
}

// Server answers /api/v1/.
type Server struct {
	Options

	begun      time.Time
	schemas    *schema.Set
	operations []*operation
	mux        *http.ServeMux
	limits     limits
	underway   underway
	metrics    *metrics
	document   document
}

// New makes a Server.
func New(o Options) *Server {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{Options: o, begun: o.Now(), schemas: schema.NewSet(kinds), mux: http.NewServeMux(), metrics: newMetrics(o.Metrics)}
	s.routes()
	s.mux.HandleFunc("/", s.nowhere)
	s.document = s.describe()
	return s
}

// Public answers whoever has a token.
func (s *Server) Public() http.Handler { return s.handler(false) }

// Local answers the operator: it checks nobody's identity and must only be where nobody else gets to.
func (s *Server) Local() http.Handler { return s.handler(true) }

func (s *Server) handler(local bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head := w.Header()
		head.Set("Cache-Control", "no-store")
		head.Set("X-Content-Type-Options", "nosniff")
		if head.Get(requestIDHeader) == "" { // over the socket there is no root handler before us
			head.Set(requestIDHeader, newRequestID())
		}
		if local {
			r = r.WithContext(context.WithValue(r.Context(), localKey{}, true))
		}
		if path.Clean(r.URL.Path) != strings.TrimSuffix(r.URL.Path, "/") { // a mux would redirect
			s.fail(w, r, nil, errNowhere)
			return
		}
		s.mux.ServeHTTP(w, r)
	})
}

// localKey marks requests over the socket.
type localKey struct{}

func isLocal(r *http.Request) bool { return r.Context().Value(localKey{}) != nil }

var errNowhere = notFound("there is nothing at this path; " + root + "/docs lists what there is")

// nowhere answers what no operation does: the path is unknown, or the method is.
func (s *Server) nowhere(w http.ResponseWriter, r *http.Request) {
	var allowed []string
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		other := r.Clone(r.Context())
		other.Method = method
		if _, pattern := s.mux.Handler(other); pattern != "/" {
			allowed = append(allowed, method)
		}
	}
	if len(allowed) == 0 {
		s.fail(w, r, nil, errNowhere)
		return
	}
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	s.fail(w, r, nil, &refusal{code: "method_not_allowed", detail: "this path answers " + schema.Or(allowed)})
}
