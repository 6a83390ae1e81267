package sim

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"ringline/internal/audit"
)

var (
	seed  = flag.Uint64("seed", 0, "the first seed; 0: one from the clock")
	runs  = flag.Int("runs", 4, "how many seeds, one after the other")
	where = flag.String("store", "", "memory or sqlite; empty: both, each fifth run is on sqlite")
	acts  = flag.Int("acts", 200, "how often somebody does something in a run")
	stop  = flag.Int("stop", 0, "after so many of them nobody does anything more; 0: all are done")
	write = flag.String("write", "", "the page to put the figures into")
)

func TestMain(m *testing.M) {
	debug.SetGCPercent(400) // worlds come and go, and nothing of them stays
	os.Exit(m.Run())
}

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

// TestSim lives as many worlds as it is told to. Of one that breaks a promise it tells the story, as short as it gets.
func TestSim(t *testing.T) {
	first := *seed
	if first == 0 {
		first = uint64(time.Now().UnixNano()) % 1_000_000_000
	}
	t.Logf("seeds from %d", first)
	all := report{first: first, runs: *runs, acts: *acts, stores: map[string]*part{}}
	for i := range *runs {
		p := plan{seed: first + uint64(i), store: *where, acts: *acts, stop: *stop}
		if p.store == "" {
			p.store = "memory"
			if i%5 == 4 || *runs < 5 && i == 0 {
				p.store = "sqlite"
			}
		}
		begun := time.Now()
		o := simulate(t, p)
		all.add(&o, time.Since(begun))
		if len(o.faults) > 0 {
			explain(t, &o)
		}
	}
	t.Log("\n" + all.String())
	if *write != "" && !t.Failed() {
		if err := all.write(t, *write); err != nil {
			t.Error(err)
		}
	}
}

// explain fails with the story of a broken promise: of the shortest beginning of the run that still breaks one.
func explain(t *testing.T, o *outcome) {
	t.Helper()
	p, least := o.plan, 0
	p.stop = cmp.Or(p.stop, p.acts)
	for least+1 < p.stop {
		q := p
		q.stop = (least + p.stop) / 2
		if len(simulate(t, q).faults) > 0 {
			p = q
		} else {
			least = q.stop
		}
	}
	p.tell = true
	told := simulate(t, p)
	if len(told.faults) == 0 {
		t.Errorf("seed %d on %s broke a promise once and not again: %v", p.seed, p.store, o.faults)
		return
	}
	if len(told.story) > 20_000 {
		told.story = told.story[:20_000] + "…\n"
	}
	t.Errorf("%s\n%sbroken:\n", told.faults[0], told.story)
	for _, f := range told.faults[:min(len(told.faults), 5)] {
		t.Error(f)
	}
	t.Fatalf("again: go test ./internal/sim -run 'TestSim$' -v -args -seed %d -runs 1 -store %s -acts %d -stop %d", p.seed, p.store, p.acts, p.stop)
}

// TestRepeatable runs seeds twice: the same seed is the same history, with either store.
func TestRepeatable(t *testing.T) {
	for n := range uint64(4) {
		p := plan{seed: n + 1, store: []string{"memory", "sqlite"}[n%2], acts: 150}
		if one, two := simulate(t, p), simulate(t, p); one.hash != two.hash {
			t.Errorf("seed %d on %s: two runs, two histories: %s and %s\n%v\n%v", p.seed, p.store, one.hash, two.hash, one.counts, two.counts)
		}
	}
}

// TestSeeds lives worlds that are lived each time. One that breaks a promise gets a line here, and what was wrong.
func TestSeeds(t *testing.T) {
	for _, s := range []struct {
		plan
		why   string
		kinds []string // faults that happen in it: if they do not any more, look for another seed
	}{
		{
			plan{seed: 42, store: "sqlite", acts: 150},
			"a power cut, a full disk, and a sync that fails",
			[]string{"power cut", "write on a full disk", "sync failed"},
		},
		{
			plan{seed: 46, store: "sqlite", acts: 150},
			"a power cut, and a disk that is full while a sync fails",
			[]string{"power cut", "write on a full disk", "sync failed"},
		},
		{plan{seed: 171, store: "memory", acts: 150}, "killed twice, and the clock stepped", []string{"process killed", "clock stepped"}},
		{plan{seed: 12, store: "memory", acts: 150}, "a standstill in which commands pile up", []string{"process stood still", "command doubled"}},
	} {
		t.Run(fmt.Sprintf("%s %d", s.store, s.seed), func(t *testing.T) {
			o := simulate(t, s.plan)
			for _, f := range o.faults {
				t.Errorf("%s: %s", s.why, f)
			}
			for _, kind := range s.kinds {
				if o.counts.faults[kind] == 0 {
					t.Errorf("%s: nothing of %q happens in it", s.why, kind)
				}
			}
		})
	}
}
