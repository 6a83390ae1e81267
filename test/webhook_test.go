package test

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"ringline/internal/audit"
	"ringline/internal/call"
	"ringline/internal/tenant"
)

// unsent counts what the database has for back ends that they have not taken.
func unsent(t *testing.T, data string) int {
	t.Helper()
	return countRows(t, data, "SELECT count(*) FROM deliveries WHERE state = 'pending'")
}

// countRows asks the database below a data folder, which a server may be using.
func countRows(t *testing.T, data, question string) (n int) {
	t.Helper()
	conn, err := sqlite.OpenConn(filepath.Join(data, "ringline.db"), sqlite.OpenReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetBusyTimeout(soon)
	err = sqlitex.ExecuteTransient(conn, question, &sqlitex.ExecOptions{ResultFunc: func(row *sqlite.Stmt) error {
		n = row.ColumnInt(0)
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// backend is a receiver that takes its time and fails at times.
type backend struct {
	t   *testing.T
	app *tenant.App

	mu      sync.Mutex
	well    bool
	heard   []audit.Heard
	strange int
}

// recover has it take everything from now on.
func (b *backend) recover() { b.be(true) }

func (b *backend) be(well bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.well = well
}

// copy is what was heard so far.
func (b *backend) copy() []audit.Heard {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.heard)
}

// note writes down what was heard, and tells whether the receiver is well.
func (b *backend) note(body []byte) (well bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.heard = append(b.heard, audit.Heard{App: call.AppID(b.app.ID), Body: string(body)})
	return b.well
}

func (b *backend) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the server was killed while it wrote
	}
	well := b.note(body)
	b.look(r, body)
	if !well {
		pause(r.Context(), time.Duration(rand.IntN(40))*time.Millisecond)
		switch rand.IntN(50) {
		case 0:
			w.WriteHeader(http.StatusInternalServerError)
			return
		case 1:
			panic(http.ErrAbortHandler) // no answer, and the connection is cut
		}
	}
	_, _ = io.WriteString(w, `{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}`)
}

// look checks what is documented about the address and the headers.
func (b *backend) look(r *http.Request, body []byte) {
	var m struct{ CallbackCommand string }
	err := json.Unmarshal(body, &m)
	want := fmt.Sprintf("/rtc?token=s%%2Fcret&SdkAppid=%d&CallbackCommand=%s&contenttype=json&ClientIP=", b.app.ID, m.CallbackCommand)
	q := r.URL.Query()
	known := q.Get("ClientIP") == "127.0.0.1" && (q.Get("OptPlatform") == "RESTAPI" || q.Get("OptPlatform") == "Unknown") ||
		q.Get("ClientIP") == "" && q.Get("OptPlatform") == "Unknown"
	if err == nil && r.Method == http.MethodPost && r.Header.Get("Content-Type") == "application/json" && known &&
		len(r.RequestURI) > len(want) && r.RequestURI[:len(want)] == want {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.strange++; b.strange < 5 {
		b.t.Errorf("asked %s %s %v\n%s", r.Method, r.RequestURI, r.Header, body)
	}
}
