package test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCallback plays every documented answer of set_callback, get_callback and delete_callback against the real server.
func TestCallback(t *testing.T) {
	s, _ := newStage(t)
	const (
		remove = "/v4/call_config/delete_callback"
		set    = "/v4/call_config/set_callback"
	)
	command := func(path, app, sig, body string) *goldenRequest {
		return &goldenRequest{
			Method: "POST", Path: path, Body: body, Query: "sdkappid=" + app + "&identifier=administrator&contenttype=json&usersig={" + sig + "}",
		}
	}
	// again makes the callbacks what the fixtures say, which is all that a case can change.
	again := func(t *testing.T) {
		t.Helper()
		for _, q := range []*goldenRequest{
			command(remove, "1400000001", "admin", "{}"),
			command(set, "1400000012", "admin_callback",
				`{"Url":"https://a.example/calls?token=x%20y&z=","CallbackCommandList":["Call.CallbackAfterEndCall","Call.CallbackAfterStartCall"]}`),
		} {
			if got := s.play(t, q); got["ErrorCode"] != 0.0 {
				t.Fatalf("%s: %v", q.Path, got)
			}
		}
	}
	for _, url := range []string{"http://127.0.0.1/", "https://169.254.169.254/latest", "http://[::1]:8080/"} {
		refused := command(set, "1400000001", "admin", `{"Url":"`+url+`","CallbackCommandList":["Call.CallbackAfterEndCall"]}`)
		if got := s.play(t, refused); got["ErrorCode"] != 100002.0 {
			t.Errorf("%s, which the operator has not allowed: %v", url, got)
		}
	}
	for _, name := range []string{"set_callback", "get_callback", "delete_callback"} {
		cases := fixture[struct {
			Cases []goldenCase `json:"cases"`
		}](t, name+".json").Cases
		if len(cases) < 5 {
			t.Fatalf("only %d cases of %s", len(cases), name)
		}
		for _, c := range cases {
			t.Run(name+"/"+c.Name, func(t *testing.T) {
				again(t)
				for i := range c.First {
					if got := s.play(t, &c.First[i]); got["ErrorCode"] != 0.0 {
						t.Fatalf("request %d before: %v", i+1, got)
					}
				}
				var got map[string]any
				for range max(c.Repeat, 1) {
					got = s.play(t, &c.Request)
				}
				if diff := cmp.Diff(c.Answer, got); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
}
