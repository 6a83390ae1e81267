package server

import (
	"fmt"
	"net/http"
	"net/http/pprof"
	"strings"

	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/httpapi"
	v1 "ringline/internal/httpapi/v1"
	"ringline/internal/media/livekit"
	"ringline/internal/realtime"
	"ringline/internal/store/sqlite"
	"ringline/web"
)

// routes says what is where on the one port; /v4/ is not here, see [httpapi.NewRoot].
func (s *Server) routes(clients *realtime.Node, rooms *livekit.Server, store *sqlite.Store, api *v1.Server, metrics *prometheus.Registry) (*http.ServeMux, error) {
	pages, err := web.Pages()
	if err != nil {
		return nil, fmt.Errorf("open the web pages: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("/", httpapi.Page(page(http.FileServerFS(pages))))
	mux.Handle("/connection/websocket", clients)
	mux.Handle("/rtc", rooms.Handler())
	mux.Handle("/rtc/", rooms.Handler())
	mux.Handle("/api/v1/", api.Public())
	mux.Handle("GET /healthz", httpapi.Health())
	mux.Handle("GET /readyz", httpapi.Ready(s.log, checks(store, s.control)...))
	mux.Handle("GET /metrics", httpapi.Metrics(s.log, metrics, livekit.Metrics()))
	if s.dev != nil {
		mux.Handle("/dev/", s.dev.handler())
		mux.HandleFunc("GET /debug/pprof/", pprof.Index)
		mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
		mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	}
	return mux, nil
}

// page serves the web build. Browsers may keep what it names by its content, and ask again for everything else.
func page(files http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "there is nothing to "+r.Method+" here", http.StatusMethodNotAllowed)
			return
		}
		keep := "no-cache"
		if strings.HasPrefix(r.URL.Path, "/assets/") {
			keep = "public, max-age=31536000, immutable"
		}
		w.Header().Set("Cache-Control", keep)
		files.ServeHTTP(w, r)
	})
}
