package v1

import "net/http"

// documentRoutes serve the description of the API itself. It says nothing that is secret.
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
}

// OpenAPI returns the OpenAPI document as YAML.
func (s *Server) OpenAPI() []byte { return s.document.yaml }
