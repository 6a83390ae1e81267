package v1

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"ringline/internal/cells"
)

// What no cell would let in is not passed on: a token that is of another cell cannot be known here, but what is none can.
func TestForwardNeedsAToken(t *testing.T) {
	w := newWorld(t)
	var asked atomic.Int64
	there := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		w.WriteHeader(http.StatusTeapot)
	}))
	defer there.Close()
	var err error
	w.Cells, err = cells.New(cells.Config{Name: "eu", Away: cells.Forward, List: []string{"us=" + there.URL}, Apps: []string{"1500000001=us"}}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	for token, want := range map[string]int{"": http.StatusUnauthorized, "guess": http.StatusUnauthorized, "rlt_" + strings.Repeat("x", 43): http.StatusTeapot} {
		r := httptest.NewRequest(http.MethodGet, root+"/apps/1500000001", nil)
		if token != "" {
			r.Header.Set("Authorization", "Bearer "+token)
		}
		answer := httptest.NewRecorder()
		w.Public().ServeHTTP(answer, r)
		if passed := asked.Swap(0) > 0; answer.Code != want || passed != (want == http.StatusTeapot) {
			t.Errorf("with the token %q: %d, passed on: %v", token, answer.Code, passed)
		}
	}
}
