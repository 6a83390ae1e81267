package load

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// news reads a message as it comes over the wire.
func news(t *testing.T, text string) *message {
	t.Helper()
	var m message
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		t.Fatal(err)
	}
	return &m
}

// stage is a call of two whose devices are told what a test says.
func stage(t *testing.T, outcome string) (*run, *attempt) {
	t.Helper()
	s := Default()
	r := &run{scenario: s, clock: newClockwork(), tag: "load1", crowd: &crowd{}}
	ctx, give := context.WithCancel(t.Context())
	t.Cleanup(func() { give(); r.settle() })
	r.ctx = ctx
	r.line = newLine("ws://127.0.0.1:1", 1, nil)
	a := &attempt{run: r, plan: plan{outcome: outcome, measured: true}, views: map[*phone]*view{}, news: make(chan struct{})}
	a.caller, a.callees = r.newPerson(0), []*person{r.newPerson(1)}
	for _, p := range []*person{a.caller, a.callees[0]} {
		p.take(a)
	}
	return r, a
}

const (
	ringing = `{"id":"c","version":1,"full":true,"started_at":1000,"legs":[{"user":"load1-0","state":"joined"},{"user":"load1-1","state":"ringing"}]}`
	ended   = `{"id":"c","version":2,"started_at":1000,"legs":[{"user":"load1-1","state":"gone"}],"end":{"at":2000,"result":"canceled","reason":"canceled"}}`
	again   = `{"id":"c","version":3,"started_at":1000,"legs":[{"user":"load1-1","state":"ringing"}]}`
)

// TestChecksFindBrokenPromises: the checks of P3, P4 and P7 can fail.
func TestChecksFindBrokenPromises(t *testing.T) {
	now := time.Now()
	hear := func(a *attempt, texts ...string) {
		for _, text := range texts {
			p := a.callees[0]
			p.hear(a.run, p.phones[0], news(t, text), now, true)
		}
	}
	t.Run("well", func(t *testing.T) {
		r, a := stage(t, planCancel)
		hear(a, ringing, ended, ended, ringing)
		if v := a.view(a.callees[0].phones[0]); v.rang.IsZero() || v.over.IsZero() || a.judge(&v) != nil || r.errs.total() > 0 {
			t.Errorf("%+v, %v", v, r.errs.list())
		}
	})
	t.Run("P4 news after the end", func(t *testing.T) {
		r, a := stage(t, planCancel)
		hear(a, ringing, ended, again)
		wantBroken(t, r, "P4")
	})
	t.Run("P7 a ring when all is over", func(t *testing.T) {
		r, a := stage(t, planCancel)
		hear(a, ringing, ended)
		a.callees[0].release("c")
		hear(a, again)
		wantBroken(t, r, "P7")
	})
	t.Run("P3 a ring that is too long", func(t *testing.T) {
		r, a := stage(t, planRings)
		if err := a.judge(&view{result: planRings, startedAt: 1000, finishedAt: 8001}); err != nil {
			t.Error(err)
		}
		wantBroken(t, r, "P3")
	})
	t.Run("another result", func(t *testing.T) {
		_, a := stage(t, planReject)
		if err := a.judge(&view{result: "canceled"}); err == nil || !strings.Contains(err.Error(), "canceled and not as rejected") {
			t.Errorf("got %v", err)
		}
	})
}

func wantBroken(t *testing.T, r *run, promise string) {
	t.Helper()
	for _, f := range r.errs.list() {
		if f.Kind == brokenKind && strings.HasPrefix(f.Example, promise) {
			return
		}
	}
	t.Errorf("%s was broken and nobody noticed: %+v", promise, r.errs.list())
}

func TestLimits(t *testing.T) {
	r := &Result{Calls: Calls{Asked: 100, Failed: 2}, Times: []Time{{Name: "ring", Count: 98, P99: 200 * time.Millisecond}}, Sessions: Sessions{SER: 0.9}}
	l := Limits{Times: map[string]Limit{"ring": {P99: 150 * time.Millisecond}, "accept": {P50: time.Second}}, Failed: 0.01, SER: 0.95}
	got := strings.Join(l.missed(r), "\n")
	for _, want := range []string{"ring p99 is 200 ms, more than 150 ms", "accept has a limit and was never measured", "2 of 100 calls failed", "0.900, less than 0.950"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	kept := Limits{Times: map[string]Limit{"ring": {P99: time.Second}}, Failed: 0.02, SER: 0.9}
	if missed := kept.missed(r); len(missed) > 0 {
		t.Errorf("limits that were kept: %q", missed)
	}
}
