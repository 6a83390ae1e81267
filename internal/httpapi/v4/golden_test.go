package v4

import (
	"encoding/json"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringline/internal/call"
)

type golden struct {
	Cases []goldenCase `json:"cases"`
}

type goldenCase struct {
	Name    string          `json:"name"`
	First   []goldenRequest `json:"first"` // sent before, each of which must succeed
	Request goldenRequest   `json:"request"`
	Repeat  int             `json:"repeat"`
	Answer  map[string]any  `json:"answer"`
}

type goldenRequest struct {
	Method  string            `json:"method"`
	Path    string            `json:"path"`
	Query   string            `json:"query"`
	Headers map[string]string `json:"headers"`
	Body    string            `json:"body"`
}

var (
	requestIDShape = regexp.MustCompile(`^Id-[0-9a-f]{32}-O-Seq-[0-9]{1,20}$`)
	callIDShape    = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
)

// do plays a case and returns the last answer.
func (c *goldenCase) do(t *testing.T, w *world) map[string]any {
	t.Helper()
	for i := range c.First {
		if got := c.First[i].send(t, w); got["ErrorCode"] != 0.0 {
			t.Fatalf("request %d before: %v", i+1, got)
		}
	}
	var got map[string]any
	for range max(c.Repeat, 1) {
		got = c.Request.send(t, w)
	}
	return got
}

func (q *goldenRequest) send(t *testing.T, w *world) map[string]any {
	t.Helper()
	var pairs []string
	for name, sig := range w.file.Usersigs {
		pairs = append(pairs, "{"+name+"}", sig)
	}
	r := httptest.NewRequest(q.Method, q.Path+"?"+strings.NewReplacer(pairs...).Replace(q.Query), strings.NewReader(q.Body))
	for name, v := range q.Headers {
		r.Header.Set(name, v)
	}
	rec := httptest.NewRecorder()
	w.ServeHTTP(rec, r)
	if rec.Code != 200 || rec.Header().Get("Content-Type") != "application/json" {
		t.Errorf("status %d, content type %q", rec.Code, rec.Header().Get("Content-Type"))
	}
	var got map[string]any
	if err := json.Unmarshal(rec.Body.Bytes(), &got); err != nil {
		t.Fatalf("%v in %q", err, rec.Body)
	}
	return got
}

// Every answer, to the letter: P4 and P20 as a back end sees them.
func TestGolden(t *testing.T) {
	for _, command := range []string{
		"end_call", "get_call_info", "start_call_by_robot", "get_record_by_callid", "get_record_by_filter",
		"set_callback", "get_callback", "delete_callback",
	} {
		var file golden
		readFixture(t, command+".json", &file)
		if len(file.Cases) == 0 {
			t.Fatalf("no cases for %s", command)
		}
		for _, c := range file.Cases {
			t.Run(command+"/"+c.Name, func(t *testing.T) {
				w := newWorld(t, change{})
				got := c.do(t, w)
				if id, _ := got["RequestId"].(string); !requestIDShape.MatchString(id) {
					t.Errorf("RequestId %q has another shape", id)
				}
				delete(got, "RequestId")
				if res, ok := got["Response"].(map[string]any); ok && command == "start_call_by_robot" {
					id, _ := res["CallId"].(string)
					if !callIDShape.MatchString(id) {
						t.Errorf("CallId %q is no UUIDv7 in lower case", id)
					}
					w.load(t, call.ID(id))
					res["CallId"] = "{new}"
				}
				if diff := cmp.Diff(c.Answer, got); diff != "" {
					t.Errorf("answer differs (- golden, + got):\n%s", diff)
				}
				failed := got["ErrorCode"] != 0.0
				if c.Repeat == 0 && failed && len(w.changes) > 0 {
					t.Errorf("a refused request changed something: %+v", w.changes)
				}
				if changes := command == "end_call" || command == "start_call_by_robot"; !failed && changes && len(w.changes) != 1 {
					t.Errorf("%d changes, want 1", len(w.changes))
				}
				if w.log.Len() > 0 {
					t.Errorf("logged: %s", &w.log)
				}
			})
		}
	}
}
