package sim

import (
	"context"
	"slices"
	"sync"
	"testing"

	"ringline/internal/call"
	"ringline/internal/outbox"
	"ringline/internal/tenant"
	"ringline/internal/webhook"
)

// breakages are faults that a change of ours could bring in. Each is put in on purpose, between the real parts, and has to be found.
var breakages = []struct{ name, store string }{
	{"sync that lies", "sqlite"},                 // the disk says that it has what it does not have
	{"told before the commit", "memory"},         // sinks hear of changes that may never be
	{"outbox out of order", "memory"},            // two changes of a call change places
	{"commit in doubt taken for none", "memory"}, // nobody is told of what was committed after all
	{"claims forgotten after a start", "memory"}, // a process that was started anew does not know who is busy
	{"requests forgotten", "memory"},             // what is asked twice is done twice
	{"messages beside the commit", "memory"},     // now and then a message to a back end is not in the commit of its change
	{"messages rendered anew", "memory"},         // a retry has another body
	{"wrong back end", "memory"},                 // one app's messages go to the other's receiver
	{"no sweeper", "memory"},                     // deadlines pass and nobody looks
	{"raw clock", "memory"},                      // deadlines follow the machine's clock wherever it is set
	{"no reconciler", "memory"},                  // rooms that nobody is entitled to stay
	{"ends without who did it", "memory"},        // the cause of an end is somebody else's doing
	{"accepts by whoever comes later", "memory"}, // the second device to accept wins as well
	{"snapshots from before", "memory"},          // a sync shows an older version than was told
}

// findWithin is how many seeds it may take.
const findWithin = 12

// TestBroken proves that the simulator can find something.
func TestBroken(t *testing.T) {
	if raced {
		t.Skip("it takes ten times as long under the race detector: make race runs it without")
	}
	for i, b := range breakages {
		t.Run(b.name, func(t *testing.T) {
			o := find(t, i)
			t.Logf("found by seed %d: %s", o.seed, o.faults[0])
		})
	}
}

// find lives worlds with something broken until one shows it.
func find(t *testing.T, i int) (o outcome) {
	t.Helper()
	for seed := range uint64(findWithin) {
		o = simulate(t, plan{seed: seed + 1, store: breakages[i].store, broke: breakages[i].name, acts: 250})
		if len(o.faults) > 0 {
			return o
		}
	}
	t.Fatalf("%s was not found by %d seeds", breakages[i].name, findWithin)
	return o
}

// omits says that a part of the server does not run at all.
func (w *world) omits(part string) bool {
	return w.broke == "no sweeper" && part == "control" || w.broke == "no reconciler" && part == "reconciler"
}

// meddle stands between control and the relay, if that is what is broken.
func (w *world) meddle(relay *outbox.Relay) outbox.Sink {
	switch w.broke {
	case "told before the commit":
		return nobody{}
	case "outbox out of order":
		return &swapper{w: w, to: relay, held: map[call.Ref]call.Change{}}
	}
	return relay
}

type nobody struct{}

func (nobody) Deliver(call.Change) {}

// swapper lets some changes wait for the one behind them.
type swapper struct {
	w    *world
	to   outbox.Sink
	mu   sync.Mutex
	held map[call.Ref]call.Change
}

func (s *swapper) Deliver(ch call.Change) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ref := ch.To.Ref()
	before, waits := s.held[ref]
	if !waits && ch.To.Live() && s.w.about("swap", ref, ch.To.Version).chance(10) {
		s.held[ref] = ch
		return
	}
	delete(s.held, ref)
	s.to.Deliver(ch)
	if waits {
		s.to.Deliver(before)
	}
}

// breakCommit changes what is committed.
func (d *desk) breakCommit(ch *call.Change) {
	w := d.s.w
	lots := w.about("break", ch.To.Ref(), ch.To.Version)
	switch w.broke {
	case "told before the commit":
		alive{d.s, d.s.relay}.Deliver(*ch)
	case "claims forgotten after a start":
		if d.s.n > 1 {
			ch.Claim = nil
		}
	case "requests forgotten":
		ch.Request = call.Request{}
	case "messages beside the commit":
		if lots.chance(3) {
			ch.Deliveries = nil
		}
	case "ends without who did it":
		if ch.To.End != nil && lots.chance(20) {
			end := *ch.To.End
			end.By = call.Actor{Kind: call.ByUser, User: "nobody", Device: "none"}
			ch.To.End = &end
			ch.Events = slices.Clone(ch.Events)
			ch.Events[len(ch.Events)-1].By = end.By
		}
	}
}

// breakAnswer changes what a commit says.
func (d *desk) breakAnswer(err error) error {
	if d.s.w.broke == "commit in doubt taken for none" {
		return call.ErrConflict
	}
	return err
}

// breakDelivery changes a message that is sent again.
func (d *desk) breakDelivery(x *webhook.Delivery) {
	if d.s.w.broke == "messages rendered anew" && x.Tries > 0 {
		x.Body = append(slices.Clone(x.Body), ' ')
	}
}

// breakLoad changes what is read.
func (d *desk) breakLoad(ctx context.Context, c *call.Call) {
	w := d.s.w
	switch w.broke {
	case "snapshots from before":
		if before := w.tape.at(c.Ref(), c.Version-1); len(before) > 0 && c.Live() && ctx.Value(passageKey{}) != nil {
			*c = *before[len(before)-1]
		}
	case "accepts by whoever comes later":
		if c.Live() {
			c.Legs = slices.Clone(c.Legs)
			for i := range c.Legs {
				if l := &c.Legs[i]; l.State == call.Joined && l.Role == call.Invitee {
					l.State, l.Device = call.Ringing, ""
				}
			}
		}
	}
}

// wrongApps sends one app's messages to the other's back end.
type wrongApps struct{ *world }

func (a wrongApps) App(id int64) *tenant.App {
	app := *a.world.App(id)
	if a.broke == "wrong back end" {
		app.Webhook = a.world.App(int64(appIDs[0])).Webhook
	}
	return &app
}
