package sim

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"ringline/internal/audit"
	"ringline/internal/call"
	"ringline/internal/dialect"
)

// intent is something that the world did to a call, or had the clock do. It is what an end may be caused by (P19).
type intent struct {
	app    call.AppID
	call   call.ID // empty for a start, and for what happens to whatever call a device is in
	rule   string
	user   call.UserID
	device call.DeviceID
}

func (x *wish) rule() string {
	if x.start != nil {
		return call.Start{}.Rule()
	}
	return x.cmd.Rule()
}

func (w *world) intend(x *wish) {
	w.intent[intent{x.app, x.ref.ID, x.rule(), x.by.User, x.by.Device}] = true
	w.note(cmp.Or(x.ref.ID, x.first), "%s of %s arrives from %s %s, app %d", x.rule(), x.request.ID, x.by.User, x.by.Device, x.app)
}

// judgeAnswer looks at what a command was answered, whether or not anybody hears it.
func (w *world) judgeAnswer(x *wish, after *call.Call, err error) {
	var refused *call.Error
	switch {
	case err != nil:
		w.note(cmp.Or(x.ref.ID, x.first), "%s of %s: %v", x.rule(), x.request.ID, err)
	default:
		w.note(after.ID, "%s of %s answered with version %d", x.rule(), x.request.ID, after.Version)
	}
	if x.request.ID != "" {
		w.checked(12)
		switch {
		case err == nil && x.first == "":
			x.first = after.ID
		case err == nil && x.first != after.ID:
			w.fail(12, "request %s of %s got call %s, and before call %s", x.request.ID, x.request.User, after.ID, x.first)
		case errors.As(err, &refused) && refused.Code != call.CodeUnavailable && refused.Code != call.CodeConflict && x.first != "":
			x.refused = err
		}
	}
	if err == nil {
		w.told = append(w.told, audit.Told{Call: after.Ref(), Version: after.Version, Ended: after.End != nil})
	}
	if x.start != nil && errors.As(err, &refused) && refused.Code == call.CodeBusy {
		w.judgeGlare(x, refused.Call)
	}
}

// judgeGlare looks at a caller who was refused as busy: not because of the very person that he calls (P11).
func (w *world) judgeGlare(x *wish, in call.ID) {
	w.checked(11)
	var last *call.Call
	for v := int64(1); ; v++ {
		all := w.tape.at(call.Ref{App: x.app, ID: in}, v)
		if len(all) == 0 {
			break
		}
		last = all[len(all)-1]
	}
	m := *x.start
	m.App = x.app
	if last != nil && call.Glare(last, m) {
		w.fail(11, "%s calls %s and is refused because of call %s, in which %s calls him", m.By.User, m.Callees[0], in, m.Callees[0])
	}
}

// heal takes every fault away, lets everybody come back, then lets everybody go and all deadlines pass.
func (w *world) heal() {
	w.healed = true
	w.trouble.set(0, false)
	w.trouble.goOn(w.settle)
	w.media.set("")
	w.clock.step.Store(0)
	for _, r := range w.hooks {
		r.set("")
	}
	if d, ok := w.disk.(*fileDisk); ok {
		d.layer.breaks(false, false)
	}
	if w.server.dead.Load() {
		w.boot()
	}
	everybody := func(do func(*device)) {
		for _, d := range w.people {
			do(d)
		}
	}
	everybody(func(d *device) {
		if d.conn != nil && (d.conn.silent || d.conn.s != w.server) {
			d.lost()
		}
		d.connect()
		d.sync()
	})
	w.live(15 * time.Second)
	everybody((*device).compare)
	everybody(func(d *device) {
		if c := d.conn; c != nil {
			d.lost()
			c.s.detach(c, time.Now())
		}
	})
	w.live(40 * time.Second)
	everybody((*device).connect)
	w.live(15 * time.Second)
	everybody((*device).compare)
	for hours := 0; w.pending() > 0 && hours < 6; hours++ {
		w.live(time.Hour)
	}
}

func (w *world) pending() (n int) {
	all, err := w.disk.look().Backlogs(context.Background())
	if err != nil {
		w.Fatal(err)
	}
	for _, b := range all {
		n += b.Pending
	}
	return n
}

// compare holds what a device shows against the store, when nothing is under way any more (P2, P7, P10).
func (d *device) compare() {
	w, ctx := d.w, context.Background()
	for _, id := range w.known[d.app] {
		v := d.views[id]
		if v == nil {
			continue
		}
		w.checked(10)
		c, err := w.disk.look().Load(ctx, v.Ref())
		if err != nil {
			w.fail(9, "%v shows call %s: %v", d.seat, id, err)
			continue
		}
		mine, really := v.Leg(d.user), c.Leg(d.user)
		if mine == nil || really == nil {
			continue // of a refused join
		}
		w.checked(2)
		if mine.State != really.State || really.Live() && mine.Device != really.Device { // who was out may have been asked again while away
			w.fail(10, "%v shows itself as %s on %q in call %s and is %s on %q", d.seat, mine.State, mine.Device, id, really.State, really.Device)
		}
		if really.Live() && v.Version != c.Version {
			w.fail(10, "%v shows version %d of call %s, which is at %d", d.seat, v.Version, id, c.Version)
		}
	}
	held, err := w.disk.look().Held(ctx, d.app, d.user)
	if err == nil && d.views[held] == nil {
		w.fail(10, "%v does not show call %s, which holds its user", d.seat, held)
	}
}

// audit holds the whole history against the promises.
func (w *world) audit() {
	h := audit.History{Told: w.told, Hooks: map[call.AppID][]string{}, Now: time.Now(), Over: true}
	h.Log, h.Calls = w.history()
	w.final = slices.Clone(h.Log)
	for _, i := range w.clock.down {
		h.Down = append(h.Down, audit.Interval{From: i.from.Add(-100 * time.Millisecond), To: i.to.Add(100 * time.Millisecond)})
	}
	for _, app := range appIDs {
		h.Hooks[app] = dialect.Webhooks()
		h.Heard = append(h.Heard, w.hooks[app].heard...)
	}
	for _, b := range audit.Audit(h) {
		w.inbox.broken = append(w.inbox.broken, b.String())
	}
	for _, p := range []int{1, 2, 3, 4, 5, 7, 8, 14, 15} {
		w.counts.checked[p] += len(h.Calls)
	}
	w.counts.checked[6] += len(h.Heard)
	w.counts.checked[9] += len(w.told)
	w.counts.counted["calls"] += len(h.Calls)
	w.counts.counted["changes"] += len(h.Log)
	w.counts.counted["webhook messages"] += len(h.Heard)
	w.requests(h.Log)
	for i := range h.Calls {
		w.cause(&h.Calls[i])
	}
	w.rings(h.Log, h.Calls)
	w.rooms()
	w.latency()
	for _, odd := range []map[string]int{w.trouble.odd, w.hooks[appIDs[0]].odd, w.hooks[appIDs[1]].odd} {
		for kind, n := range odd {
			w.counts.faults[kind] += n
		}
	}
}

// history reads what the store has, in the order in which it was committed.
func (w *world) history() (log []audit.Commit, calls []call.Call) {
	type placed struct {
		audit.Commit
		at int
	}
	var all []placed
	attempts := w.tape.all()
	places := map[moment][]int{}
	for i := range attempts {
		k := moment{attempts[i].change.To.Ref(), attempts[i].change.To.Version}
		places[k] = append(places[k], i)
	}
	store := w.disk.look()
	for _, ref := range w.refs() {
		c, err := store.Load(context.Background(), ref)
		if errors.Is(err, call.ErrNotFound) {
			continue
		}
		entries, err2 := store.History(context.Background(), ref)
		if err != nil || err2 != nil {
			w.Fatalf("seed %d: read call %s: %v, %v", w.seed, ref.ID, err, err2)
		}
		calls = append(calls, c)
		for _, e := range entries {
			at := -1
			for _, i := range places[moment{ref, e.Version}] {
				if a := attempts[i].entry(); a.Rule == e.Rule && slices.EqualFunc(a.Events, e.Events, sameEvent) {
					at = i
				}
			}
			if at < 0 {
				w.fail(9, "version %d of call %s, %s, was never committed", e.Version, ref.ID, e.Rule)
			} else {
				w.when[moment{ref, e.Version}] = attempts[at].at
			}
			all = append(all, placed{audit.Commit{Call: ref, Entry: e}, at})
		}
	}
	slices.SortStableFunc(all, func(a, b placed) int { return cmp.Compare(a.at, b.at) })
	for _, p := range all {
		log = append(log, p.Commit)
	}
	return log, calls
}

func sameEvent(x, y call.Event) bool {
	return x.Type == y.Type && x.User == y.User && x.Device == y.Device && x.At.UnixMilli() == y.At.UnixMilli()
}

// rings checks with the world's own clock, which nobody sets, how long it rang for whom nobody answered for (P3, P14).
func (w *world) rings(log []audit.Commit, calls []call.Call) {
	type leg struct {
		ref call.Ref
		at  int64 // its event's time: no two of a call are the same
	}
	when := map[leg]time.Time{}
	for i := range log {
		for _, e := range log[i].Events {
			when[leg{log[i].Call, e.At.UnixMilli()}] = w.when[moment{log[i].Call, log[i].Version}]
		}
	}
	for i := range calls {
		for _, l := range calls[i].Legs {
			begun, over := when[leg{calls[i].Ref(), l.InvitedAt.UnixMilli()}], when[leg{calls[i].Ref(), l.GoneAt.UnixMilli()}]
			if l.Deadline.IsZero() || !l.JoinedAt.IsZero() || begun.IsZero() || over.IsZero() {
				continue
			}
			due := begun.Add(l.Deadline.Sub(l.InvitedAt))
			hindered := slices.ContainsFunc(w.clock.down, func(d interval) bool {
				return d.to.After(begun) && d.from.Before(over)
			})
			if hindered {
				continue
			}
			w.checked(14)
			late := over.Sub(due)
			if late > time.Second || l.Reason == call.NoAnswer && late < -time.Second {
				w.fail(14, "it rang for %s in call %s for %v, and was to for %v", l.User, calls[i].ID, over.Sub(begun), due.Sub(begun))
			}
		}
	}
}

// requests checks that each was taken once, and that who asked again was told the same (P12).
func (w *world) requests(log []audit.Commit) {
	taken := map[string]bool{}
	for i := range log {
		e := &log[i]
		if e.Request == (call.Request{}) {
			continue
		}
		key := fmt.Sprint(e.Call.App, e.Request)
		if taken[key] {
			w.fail(12, "request %s of %s was taken twice", e.Request.ID, e.Request.User)
		}
		taken[key] = true
		if x := w.asks[key]; x == nil {
			w.fail(16, "call %s has request %+v, which nobody of its app made", e.Call.ID, e.Request)
		} else if x.refused != nil {
			w.fail(12, "request %s of %s succeeded with call %s and then got: %v", e.Request.ID, e.Request.User, x.first, x.refused)
		}
	}
}

// cause checks that a call ended of something that the world did to it (P19).
func (w *world) cause(c *call.Call) {
	if c.End == nil {
		return
	}
	w.checked(19)
	w.checked(16)
	by, rule := c.End.By, c.End.Cause
	known := w.intent[intent{c.App, c.ID, rule, by.User, by.Device}] || w.intent[intent{c.App, "", rule, by.User, by.Device}]
	if by.Kind == call.ByClock {
		known = slices.ContainsFunc(c.Legs, func(l call.Leg) bool {
			if rule == (call.Tick{}).Rule() {
				return l.Reason == call.NoAnswer
			}
			return w.intent[intent{c.App, "", rule, l.User, l.Device}]
		})
	}
	if !known {
		w.fail(19, "call %s of app %d says it ended by %s of %+v, and nothing of the kind was done", c.ID, c.App, rule, by)
	}
}

// rooms checks that the media is empty after all, and that what was wrong was counted (P13).
func (w *world) rooms() {
	w.checked(13)
	for ref := range w.media.rooms {
		w.fail(13, "the room of call %s is still open", ref.ID)
	}
	if n := w.drift(); n < w.media.planted {
		w.fail(13, "%d rooms were opened that no call was entitled to, and %d drifts counted", w.media.planted, n)
	}
}

// latency checks that an app whose receiver is well is told at once, whatever the other's does (P6, P17).
func (w *world) latency() {
	attempts := w.tape.all()
	for i := range attempts {
		a := &attempts[i]
		r := w.hooks[a.change.To.App]
		troubled := func(all []interval) bool {
			return slices.ContainsFunc(all, func(s interval) bool {
				return !a.at.Before(s.from.Add(-time.Second)) && !a.at.After(s.to.Add(90*time.Second))
			})
		}
		if troubled(r.sick) || troubled(w.clock.down) {
			continue
		}
		for _, d := range a.change.Deliveries {
			w.checked(17)
			first, ok := r.first[string(d.Body)]
			if ok && first.Sub(a.at) > time.Second {
				w.fail(17, "%s of call %s came after %v", d.Event, a.change.To.ID, first.Sub(a.at))
			}
			for _, other := range appIDs { // P16: nothing of this app arrives at the other
				if _, leaked := w.hooks[other].first[string(d.Body)]; other != a.change.To.App && leaked {
					w.fail(16, "app %d heard %s of call %s of app %d", other, d.Event, a.change.To.ID, a.change.To.App)
				}
			}
		}
	}
}
