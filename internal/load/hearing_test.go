package load

import (
	"net/http"
	"strings"
	"testing"
)

// TestHearing: a call whose webhooks did not all come is found, and so is one that nobody made.
func TestHearing(t *testing.T) {
	h, err := Listen(t.Context(), "", "")
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	}()
	send := func(body string) {
		t.Helper()
		response, err := http.Post(h.URL, "application/json", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
	}
	send(`{"CallbackCommand":"Call.CallbackAfterStartCall","CallInfo":{"CallId":"c"}}`)
	send(`{"CallbackCommand":"Call.CallbackAfterMemberChanged","CallId":"c"}`)
	if _, _, err := h.Check([]string{"c"}); err == nil {
		t.Error("a call without its end was passed")
	}
	send(`{"CallbackCommand":"Call.CallbackAfterEndCall","CallRecord":{"CallId":"c"}}`)
	send(`{"CallbackCommand":"Call.CallbackAfterEndCall","CallRecord":{"CallId":"c"}}`)
	if _, err := h.Wait(t.Context(), 1); err != nil {
		t.Error(err)
	}
	if heard, repeated, err := h.Check([]string{"c"}); heard != 4 || repeated != 1 || err != nil {
		t.Errorf("heard %d, %d again, %v", heard, repeated, err)
	}
	if _, _, err := h.Check(nil); err == nil {
		t.Error("a call that nobody made was passed")
	}
}
