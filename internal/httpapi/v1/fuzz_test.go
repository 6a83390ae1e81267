package v1

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// No body makes the server fail, and one that is taken means what it says.
func FuzzBody(f *testing.F) {
	for _, body := range []string{start, `{}`, `[]`, `{"caller":"a","caller":"b"}`, `{"callees":[{}]}`, `{"a":{"b":[1e999]}}`, `{"ring_ms":1e3}`, "\xff", `{"Caller":"x"}`} {
		f.Add(body)
	}
	w := New(Options{Now: time.Now, Cursors: []byte("cursors")})
	f.Fuzz(func(t *testing.T, body string) {
		for _, o := range w.operations {
			if o.body == nil {
				continue
			}
			q := httptest.NewRequestWithContext(t.Context(), o.method, root+o.at("1400000001"), strings.NewReader(body))
			r := &request{Request: q, out: httptest.NewRecorder(), op: o}
			if err := w.readBody(r, w.inputOf(o).body); err != nil {
				if p := w.problem("id", err); p.Status >= http.StatusInternalServerError {
					t.Fatalf("%s %q: %v", o.id, body, err)
				}
				continue
			}
			var loose map[string]json.RawMessage
			if body != "" && json.Unmarshal([]byte(body), &loose) != nil {
				t.Fatalf("%s takes %q, which is no object", o.id, body)
			}
			for name := range loose {
				if !hasField(o.body, name) {
					t.Fatalf("%s takes %q with the field %q", o.id, body, name)
				}
			}
		}
	})
}

// No query makes the server fail, and one that is taken has each parameter once and none that there is not.
func FuzzQuery(f *testing.F) {
	for _, query := range []string{"", "limit=5&user=a", "limit=0", "limit=1&limit=2", "from=2026-11-05T00:00:00Z", "online=true", "a=%", "a;b", "cursor=AAAA", "limit=+5", "limit=0x10"} {
		f.Add(query)
	}
	w := New(Options{Now: time.Now, Cursors: []byte("cursors")})
	f.Fuzz(func(t *testing.T, query string) {
		for _, o := range w.operations {
			in := w.inputOf(o)
			object, faults := w.query(query, in.query)
			if len(faults) > 0 {
				continue
			}
			values, err := url.ParseQuery(query)
			if err != nil {
				t.Fatalf("%s takes %q: %v", o.id, query, err)
			}
			for name, all := range values {
				if len(all) != 1 || !hasField(o.query, name) {
					t.Fatalf("%s takes %q with %q", o.id, query, name)
				}
			}
			if o.query != nil {
				if _, err := into(o.query, object); err != nil {
					t.Fatalf("%s %q: %v", o.id, query, err)
				}
			}
		}
	})
}

// Nobody makes a cursor of their own.
func FuzzCursor(f *testing.F) {
	f.Add("")
	f.Add("AAAAAAAAAAAAAAAAAAAAAAAiYSI")
	f.Add("!!!")
	w := New(Options{Now: time.Now, Cursors: []byte("cursors")})
	f.Fuzz(func(t *testing.T, cursor string) {
		r := &request{Request: httptest.NewRequest(get, root+shopCalls, nil), op: w.operations[0]}
		var into string
		if err := w.position(r, cursor, &into); err == nil && cursor != "" {
			t.Fatalf("took %q", cursor)
		}
	})
}
