package server

import (
	"fmt"
	"net/http"
	"net/http/pprof"

	"ringline/internal/httpapi"
	v1 "ringline/internal/httpapi/v1"
	"ringline/internal/media/external"
	"ringline/internal/media/livekit"
	"ringline/internal/realtime"
	"ringline/web"
)

// routes says what is where on the one port; /v4/ is not here, see [httpapi.NewRoot]. Api answers whoever has a token, operator
// the machine's operator, for whom development mode asks.
func (s *Server) routes(clients *realtime.Node, plane *plane, store store, api, operator http.Handler) (*http.ServeMux, error) {
	built, err := web.Pages()
	if err != nil {
		return nil, fmt.Errorf("open the web pages: %w", err)
	}
	pages, err := httpapi.NewPages(built)
	if err != nil {
		return nil, err
	}
	packages, err := web.SDK()
	if err != nil {
		return nil, fmt.Errorf("open the packages for web apps: %w", err)
	}
	sdk, err := httpapi.NewSDK(packages)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	s.readiness = httpapi.Ready(s.log, s.checks(store)...)
	mux.Handle("/", httpapi.Page(pages, s.config.HTTP.CORSOrigins))
	mux.Handle("/sdk/", sdk)
	mux.Handle("/sdk/{$}", httpapi.Page(sdk, nil))
	mux.Handle("/connection/websocket", clients)
	mux.Handle("/rtc", plane.door)
	mux.Handle("/rtc/", plane.door)
	if plane.reports != nil {
		mux.Handle(external.ReportsPath, plane.reports)
	}
	mux.Handle(v1.Root+"/", httpapi.API(api, s.config.HTTP.CORSOrigins))
	mux.Handle(v1.Root+"/docs", httpapi.Page(api, nil))
	mux.Handle(v1.Root+"/docs/", httpapi.Page(api, nil))
	mux.Handle("GET /healthz", httpapi.Health())
	mux.Handle("GET /readyz", s.readiness)
	if s.config.Metrics.Listen == "" {
		mux.Handle("GET /metrics", httpapi.Guard(httpapi.Metrics(s.log, s.metrics, livekit.Metrics()), s.config.Metrics.Token, true))
	} else {
		mux.Handle("/metrics", http.NotFoundHandler()) // not the pages' answer: it has a port of its own
	}
	if s.dev != nil {
		mux.Handle("/dev/", s.dev.handler(s.named, operator))
		mux.HandleFunc("GET /debug/pprof/", pprof.Index)
		mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
		mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	}
	return mux, nil
}
