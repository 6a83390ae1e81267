package storetest

import (
	"context"
	"maps"
	"testing"

	"ringline/internal/call"
	"ringline/internal/control"
)

// Batches is a store that reads many calls at once.
type Batches interface {
	control.Store
	LoadAll(ctx context.Context, refs []call.Ref) ([]call.Call, error)
}

// RunBatches holds a store against what it is asked by a node that has not heard the others for a while. open returns an empty one and cleans
// up after it.
func RunBatches(t *testing.T, open func(t *testing.T) Batches) {
	store := open(t)
	s := &suite{T: t, store: store}
	has := func(want map[call.Ref]int64, refs ...call.Ref) { // versions
		t.Helper()
		calls, err := store.LoadAll(t.Context(), refs)
		got := map[call.Ref]int64{}
		for i := range calls {
			got[calls[i].Ref()] = calls[i].Version
		}
		if err != nil || len(calls) != len(want) || !maps.Equal(got, want) {
			t.Errorf("of %v there are %v, want %v: %v", refs, got, want, err)
		}
	}
	ended, live := s.start(starting(app, "ann", "bob")), s.start(starting(app, "cat", "dan"))
	ended = s.do(ended, call.EndCall{By: admin()}, at(1))
	unknown, elsewhere := call.Ref{App: app, ID: "unknown"}, call.Ref{App: otherApp, ID: live.ID}
	has(nil)
	has(nil, unknown, elsewhere)
	has(map[call.Ref]int64{ended.Ref(): ended.Version, live.Ref(): live.Version}, ended.Ref(), unknown, live.Ref())
}
