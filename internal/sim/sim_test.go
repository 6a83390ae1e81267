package sim

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"ringline/internal/audit"
)

var (
	seed  = flag.Uint64("seed", 0, "the first seed; 0: one from the clock")
	runs  = flag.Int("runs", 0, "how many seeds, one after the other; 0: a few")
	where = flag.String("store", "", "memory or sqlite; empty: by turns")
	acts  = flag.Int("acts", 400, "how often somebody does something in a run")
)

// outcome is what is left of a run.
type outcome struct {
	plan
	faults []string
	hash   string
	counts *tally
	took   time.Duration // virtual
	story  string        // of a run that is told
}

// simulate lives one world.
func simulate(t *testing.T, p plan) (o outcome) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, p)
		w.run()
		o = outcome{plan: p, faults: w.inbox.broken, hash: w.hash(), counts: w.counts, took: time.Since(w.begun)}
		if p.tell {
			o.story = w.story()
		}
	})
	return o
}

// hash is of everything that was committed and heard, in the order of calls.
func (w *world) hash() string {
	h := sha256.New()
	e := json.NewEncoder(h)
	slices.SortStableFunc(w.final, func(a, b audit.Commit) int {
		return cmp.Or(cmp.Compare(a.Call.App, b.Call.App), cmp.Compare(a.Call.ID, b.Call.ID))
	})
	for i := range w.final {
		_ = e.Encode(w.final[i])
	}
	for _, app := range appIDs {
		_ = e.Encode(w.hooks[app].first) // a map is written in the order of its keys
		_ = e.Encode(w.hooks[app].tries)
	}
	_ = e.Encode(w.counts.counted)
	_ = e.Encode(w.counts.faults)
	return hex.EncodeToString(h.Sum(nil))
}

func TestSim(t *testing.T) {
	first, n := *seed, *runs
	if first == 0 {
		first = uint64(time.Now().UnixNano()) % 1_000_000_000
	}
	if n == 0 {
		n = 4
	}
	all, begun := newTally(), time.Now()
	var virtual time.Duration
	for i := range n {
		p := plan{seed: first + uint64(i), store: *where, acts: *acts}
		if p.store == "" {
			p.store = []string{"memory", "sqlite"}[i%2]
		}
		o := simulate(t, p)
		all.add(o.counts)
		virtual += o.took
		for _, f := range o.faults {
			t.Errorf("seed %d: %s", p.seed, f)
		}
		if len(o.faults) > 0 {
			p.tell = true
			t.Log("\n" + simulate(t, p).story)
			t.Fatalf("again: make sim SEED=%d RUNS=1 STORE=%s", p.seed, p.store)
		}
	}
	took := time.Since(begun)
	t.Logf("%d runs from seed %d: %d calls, %.0f calls/s, %.1f virtual hours in %v\n%v\n%v\n%v", n, first, all.counted["calls"], float64(all.counted["calls"])/took.Seconds(), virtual.Hours(), took, all.counted, all.faults, fmt.Sprint(all.checked))
}

// TestRepeatable runs each seed twice.
func TestRepeatable(t *testing.T) {
	for seed := range uint64(10) {
		p := plan{seed: seed + 1, store: []string{"memory", "sqlite"}[seed%2], acts: *acts}
		if one, two := simulate(t, p), simulate(t, p); one.hash != two.hash {
			t.Errorf("seed %d: two runs, two histories: %s and %s\n%v\n%v", p.seed, one.hash, two.hash, one.counts, two.counts)
		}
	}
}
