package v4

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"ringline/internal/auth"
	"ringline/internal/call"
)

// Every word there is has a documented number, chosen and not met by accident.
func TestEveryCodeIsMapped(t *testing.T) {
	for _, c := range call.Codes() {
		if _, ok := callCodes[c]; !ok {
			t.Errorf("call code %q has no number", c)
		}
		f := faultOf(fmt.Errorf("load call: %w", &call.Error{Code: c, Text: "text of " + string(c)}))
		if f.number != callCodes[c] || f.text == "" {
			t.Errorf("%q becomes %d %q", c, f.number, f.text)
		}
	}
	for _, e := range auth.Errors() {
		if _, ok := authCodes[e]; !ok {
			t.Errorf("auth error %q has no number", e.Code)
		}
		if f := faultOf(fmt.Errorf("wrapped: %w", e)); f.number != authCodes[e] || f.text != e.Text {
			t.Errorf("%q becomes %d %q", e.Code, f.number, f.text)
		}
	}
	if len(callCodes) != len(call.Codes()) || len(authCodes) != len(auth.Errors()) {
		t.Error("a number for a word that does not exist")
	}
}

// Every result there is has a documented name, which a filter understands.
func TestEveryResultIsMapped(t *testing.T) {
	for _, r := range []call.Result{
		call.Completed, call.ResultCanceled, call.ResultRejected, call.ResultNoAnswer, call.ResultBusy, call.ResultOffline, call.ResultInterrupted,
	} {
		c := call.Call{Legs: []call.Leg{{User: "a"}}, End: &call.End{Result: r}}
		name := recordOf(&c).CallResult
		found, err := parseCallResult(value(`"` + name + `"`))
		if err != nil || name == "" || !slices.Contains(found, r) {
			t.Errorf("%s is called %q, by which are meant %v, %v", r, name, found, err)
		}
	}
}

func TestForeignErrorsStayInside(t *testing.T) {
	for _, tc := range []struct {
		err  error
		want *fault
	}{
		{nil, nil},
		{errors.New("disk /var/lib full"), errInternal},
		{&call.Error{Code: "new word", Text: "?"}, errInternal},
		{&call.Error{Code: call.CodeInternal, Text: "a secret"}, errInternal},
		{fmt.Errorf("commit: %w", context.DeadlineExceeded), errTimeout},
		{fmt.Errorf("wait: %w", context.Canceled), errTimeout},
	} {
		if got := faultOf(tc.err); got != tc.want {
			t.Errorf("%v becomes %v, want %v", tc.err, got, tc.want)
		}
	}
}

// A real client tells the rate limit by these words (reference/error-codes.md §1).
func TestQuotaWords(t *testing.T) {
	if !strings.Contains(errTooMany.text, "blocked by quota") {
		t.Errorf("text %q", errTooMany.text)
	}
}
