package media_test

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/media"
)

// keeper is a reconciler at work, between real calls and a media server that lies.
type keeper struct {
	*media.Reconciler
	t       *testing.T
	calls   *control.Control
	server  *liar
	metrics *prometheus.Registry
}

func newKeeper(t *testing.T) *keeper {
	t.Helper()
	k := &keeper{t: t, calls: newCalls(t, nil), server: newLiar(), metrics: prometheus.NewRegistry()}
	k.Reconciler = media.NewReconciler(k.server, k.calls, k.metrics, quiet)
	run(t, k.Run)
	synctest.Wait()
	return k
}

func (k *keeper) wantRooms(want map[call.Ref][]media.Participant) {
	k.t.Helper()
	synctest.Wait()
	if diff := cmp.Diff(want, k.server.has()); diff != "" {
		k.t.Errorf("rooms (-want +got):\n%s", diff)
	}
}

func (k *keeper) wantDrift(rooms, strays float64) {
	k.t.Helper()
	families, err := k.metrics.Gather()
	if err != nil {
		k.t.Fatal(err)
	}
	got := map[string]float64{}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			got[f.GetName()+" "+m.GetLabel()[0].GetValue()] = m.GetCounter().GetValue()
		}
	}
	want := map[string]float64{
		"ringline_media_drift_total orphan_room":       rooms,
		"ringline_media_drift_total stray_participant": strays,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		k.t.Errorf("metrics (-want +got):\n%s", diff)
	}
}

// long enough for a sweep and what it waits for.
const aSweep = 6 * time.Second

// P13: drift between calls and media server is repaired and counted.
func TestReconcilerRepairsWhatTheMediaServerInvents(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKeeper(t)
		live := answered(t, k.calls, "alice", "bob", "carol")
		do(t, k.calls, live, call.Hangup{By: actor("carol")})
		rings := ringing(t, k.calls, "dora", "emil")
		over := answered(t, k.calls, "fritz", "gina")
		do(t, k.calls, over, call.EndCall{By: admin})

		k.server.claim(live, phone("alice"), phone("bob"), phone("carol"), phone("mallory"), media.Participant{User: "bob", Device: "bob-tablet"})
		k.server.claim(rings, phone("dora"))
		k.server.claim(over, phone("fritz"), phone("gina"))
		k.server.claim(call.Ref{App: app, ID: "unheard-of"})
		k.server.claim(call.Ref{App: app + 1, ID: live.ID}, phone("alice"))

		time.Sleep(aSweep)
		k.wantRooms(map[call.Ref][]media.Participant{live: {phone("alice"), phone("bob")}})
		k.wantDrift(4, 3)

		time.Sleep(10 * aSweep)
		k.wantRooms(map[call.Ref][]media.Participant{live: {phone("alice"), phone("bob")}})
		k.wantDrift(4, 3)
	})
}

func TestReconcilerTriesAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKeeper(t)
		k.server.claim(call.Ref{App: app, ID: "unheard-of"})
		k.server.set(func(l *liar) { l.deaf = true })
		time.Sleep(aSweep)
		k.wantDrift(1, 0)
		k.server.set(func(l *liar) { l.deaf, l.down = false, true })
		time.Sleep(aSweep)
		k.wantDrift(1, 0) // nothing was to be seen
		k.server.set(func(l *liar) { l.down = false })
		time.Sleep(aSweep)
		k.wantRooms(map[call.Ref][]media.Participant{})
		k.wantDrift(2, 0)
	})
}

// What the sink is still working on is no drift.
func TestReconcilerGivesTheSinkTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKeeper(t)
		over := answered(t, k.calls, "alice", "bob")
		do(t, k.calls, over, call.EndCall{By: admin})
		k.server.claim(over)
		k.Sweep()
		synctest.Wait() // seen once
		if err := k.server.Close(t.Context(), over); err != nil {
			t.Fatal(err)
		}
		time.Sleep(aSweep)
		k.wantDrift(0, 0)
	})
}

// A join that overtook its end is not left for the next sweep.
func TestReconcilerLooksAtWhoJoins(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKeeper(t)
		live := answered(t, k.calls, "alice", "bob")
		k.server.claim(live, phone("alice"), phone("mallory"))
		gone := call.Ref{App: app, ID: "gone"}
		k.server.claim(gone, phone("alice"))
		for _, ev := range []media.Event{
			{Type: media.Joined, Call: live, Participant: phone("alice")},
			{Type: media.Joined, Call: live, Participant: phone("mallory")},
			{Type: media.Joined, Call: gone, Participant: phone("alice")},
			{Type: media.Left, Call: live, Participant: phone("bob")},
		} {
			k.Notice(ev)
		}
		k.wantRooms(map[call.Ref][]media.Participant{live: {phone("alice")}}) // no time has passed
		k.wantDrift(1, 1)
	})
}

// However many join at once, nobody who reports it is held up, and nobody is forgotten.
func TestReconcilerNeverBlocks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := newLiar()
		r := media.NewReconciler(server, newCalls(t, nil), nil, quiet)
		server.claim(call.Ref{App: app, ID: "unheard-of"}, phone("mallory"))
		for range 5000 { // it does not run yet
			r.Notice(media.Event{Type: media.Joined, Call: call.Ref{App: app, ID: "some"}, Participant: phone("alice")})
		}
		r.Notice(media.Event{Type: media.Joined, Call: call.Ref{App: app, ID: "unheard-of"}, Participant: phone("mallory")})
		run(t, r.Run)
		time.Sleep(time.Second)
		if rooms := server.has(); len(rooms) != 0 {
			t.Errorf("rooms %v, want none", rooms)
		}
	})
}

// TestReconcilerOfSeveral: of nodes that see the same media server one compares, and all look at who joins; servers are counted together.
func TestReconcilerOfSeveral(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &keeper{t: t, calls: newCalls(t, nil), server: newLiar(), metrics: prometheus.NewRegistry()}
		var mine atomic.Bool
		k.Reconciler = media.NewReconciler(k.server, k.calls, k.metrics, quiet).When(mine.Load)
		media.NewReconciler(newLiar(), k.calls, k.metrics, quiet)
		run(t, k.Run)
		ghost, eve := call.Ref{App: app, ID: "ghost"}, phone("eve")
		k.server.claim(ghost, eve)
		time.Sleep(time.Minute)
		k.wantRooms(map[call.Ref][]media.Participant{ghost: {eve}})
		k.wantDrift(0, 0)
		mine.Store(true)
		time.Sleep(time.Minute)
		k.wantRooms(map[call.Ref][]media.Participant{})
		k.wantDrift(1, 0)
	})
}
