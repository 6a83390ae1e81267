package storetest

import (
	"context"
	"slices"
	"testing"

	"ringline/internal/call"
	"ringline/internal/control"
)

// Hosted is a store that finds the calls of a host.
type Hosted interface {
	control.Store
	Hosted(ctx context.Context, host string) ([]call.Ref, error)
	Hosts(ctx context.Context) ([]string, error)
}

// RunHosted holds a store against what a fleet of media hosts asks of it. open returns an empty one and cleans up after it.
func RunHosted(t *testing.T, open func(t *testing.T) Hosted) {
	store := open(t)
	s := &suite{T: t, store: store}
	start := func(app call.AppID, host string, caller call.UserID) call.Call {
		m := starting(app, caller, caller+"-friend")
		m.Host, m.UserData = host, `,"host":"n1"`
		return s.start(m)
	}
	want := func(host string, calls ...call.Call) {
		t.Helper()
		got, err := store.Hosted(t.Context(), host)
		if err != nil {
			t.Fatal(err)
		}
		var refs []call.Ref
		for i := range calls {
			refs = append(refs, calls[i].Ref())
		}
		if !slices.Equal(got, refs) {
			t.Errorf("the calls of %q are %v, want %v", host, got, refs)
		}
	}
	hosts := func(want ...string) {
		t.Helper()
		got, err := store.Hosts(t.Context())
		if slices.Sort(got); err != nil || !slices.Equal(got, want) {
			t.Errorf("the hosts are %q, want %q: %v", got, want, err)
		}
	}
	want("n1")
	want("")
	hosts()
	a, b, c := start(app, "n1", "ann"), start(otherApp, "n1", "ann"), start(app, "n1_2", "bob")
	d, none, odd := start(app, "n1", "dan"), start(app, "", "eve"), start(app, `<"ü">`, "fay")
	want("n1", a, b, d)
	want("n1_2", c)
	want("n")
	want("", none)
	hosts("", `<"ü">`, "n1", "n1_2")
	want(`<"ü">`, odd)
	b = s.do(b, call.Move{From: "n1", To: "n1_2"}, at(1))
	none = s.do(none, call.Move{To: "n1"}, at(1))
	s.do(a, call.EndCall{By: admin()}, at(2))
	want("n1", d, none)
	want("n1_2", b, c)
	want("")
	hosts(`<"ü">`, "n1", "n1_2")
}
