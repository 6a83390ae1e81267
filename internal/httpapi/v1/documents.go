package v1

import (
	"net/http"
)

//go:generate go test -run TestDocumentIsCurrent -update .

// documentRoutes serve the description of the API: for programs, and for people. It says nothing that is secret.
func (s *Server) documentRoutes() {
	serve := func(path, kind string, text func() []byte) {
		s.mux.HandleFunc(get+" "+root+path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.Header().Set("Cache-Control", "no-cache")
			_, _ = w.Write(text()) // a client that went away is no error
		})
	}
	serve("/openapi.json", jsonType, func() []byte { return s.document.json })
	serve("/openapi.yaml", "application/yaml", func() []byte { return s.document.yaml })
	serve("/docs", "text/html; charset=utf-8", func() []byte { return s.document.page })
	serve("/docs/page.css", "text/css; charset=utf-8", func() []byte { return pageStyle })
	serve("/docs/page.js", "text/javascript; charset=utf-8", func() []byte { return pageScript })
}

// OpenAPI returns the OpenAPI document as YAML.
func (s *Server) OpenAPI() []byte { return s.document.yaml }
