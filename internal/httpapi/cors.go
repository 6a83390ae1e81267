package httpapi

import (
	"net/http"

	"github.com/rs/cors"
)

// CORS lets pages of the given origins use h, and answers their browsers' questions first. No credential of the browser
// itself counts here, no cookie and no client certificate, so none is allowed. Without origins h is as it was.
func CORS(h http.Handler, origins []string) http.Handler {
	if len(origins) == 0 {
		return h
	}
	return cors.New(cors.Options{
		AllowedOrigins: origins,
		AllowedMethods: []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete},
		AllowedHeaders: []string{"Authorization", "Content-Type", "Idempotency-Key", "If-None-Match", "Last-Event-ID"},
		ExposedHeaders: []string{"X-Request-Id", "Retry-After", "ETag", "Location", "Link", "Content-Disposition", "Idempotency-Replayed"},
		MaxAge:         600, // seconds; browsers ask again after that
	}).Handler(h)
}
