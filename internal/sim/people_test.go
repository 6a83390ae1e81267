package sim

import (
	"fmt"
	"time"

	"ringline/internal/call"
)

// schedule lays out the whole run: who does something when, and what breaks.
func (w *world) schedule() {
	at := 3 * time.Second
	for n := range w.acts {
		at += w.upTo(160 * time.Millisecond)
		do := w.someone
		switch lot := w.Float64() * 100; {
		case lot < 9:
			do = w.backEnd
		case lot < 12:
			do = func() { pick(w.dice, w.people).cut() }
		case lot < 14:
			do = w.breakSomething
		case lot < 17:
			do = w.glare
		case lot < 20:
			do = w.oldTicket
		}
		if w.stop == 0 || n < w.stop {
			w.after(at, do)
		}
	}
}

func (w *world) nextRequest() call.Request {
	w.asked++
	return call.Request{ID: fmt.Sprintf("r%d", w.asked)}
}

// online picks somebody who is connected, or nil.
func (w *world) online() *device {
	for range 10 {
		if d := pick(w.dice, w.people); d.conn != nil && !d.conn.silent {
			return d
		}
	}
	return nil
}

// someone does what suits what they see.
func (w *world) someone() {
	d := w.online()
	if d == nil {
		return
	}
	live := d.shownLive()
	if len(live) == 0 {
		if w.chance(85) {
			d.start()
		} else if ids := w.known[d.app]; len(ids) > 0 {
			ref := call.Ref{App: d.app, ID: ids[len(ids)-1-w.IntN(min(len(ids), 6))]}
			d.ask(&wish{ref: ref, cmd: call.Join{By: d.actor()}, request: w.nextRequest()})
		}
		return
	}
	v := d.views[pick(w.dice, live)]
	l := v.Leg(d.user)
	if l.State == call.Ringing {
		d.ringing(v)
	} else {
		d.inside(v, l)
	}
}

func (w *world) others(user call.UserID, n int) (users []call.UserID) {
	for _, i := range w.Perm(usersPerApp)[:n+1] {
		if u := call.UserID(fmt.Sprintf("u%d", i)); u != user && len(users) < n {
			users = append(users, u)
		}
	}
	return users
}

// call begins what a start says.
func (w *world) newCall(by call.Actor, callees []call.UserID) *call.Start {
	m := &call.Start{
		By: by, Callees: callees, Media: call.Audio, Host: "n1", Room: call.Room{Name: fmt.Sprint(1 + w.IntN(1<<30)), Numeric: true},
		RingFor: w.between(2*time.Second, 20*time.Second).Truncate(time.Millisecond),
	}
	if w.chance(30) {
		m.Media = call.Video
	}
	return m
}

func (d *device) start() {
	w, n := d.w, 1
	if w.chance(25) {
		n = 2 + w.IntN(3)
	}
	m := w.newCall(d.actor(), w.others(d.user, n))
	m.App = d.app
	d.ask(&wish{start: m, request: w.nextRequest(), kill: w.mayKill()})
}

// ringing is what somebody does for whom it rings.
func (d *device) ringing(v *view) {
	w, ref := d.w, v.Ref()
	do := func(d *device, cmd call.Command) {
		d.ask(&wish{ref: ref, cmd: cmd, request: w.nextRequest(), kill: w.mayKill()})
	}
	switch lot := w.Float64() * 100; {
	case lot < 50:
		do(d, call.Accept{By: d.actor()})
		if w.chance(40) { // and so do the user's other devices, at this very moment
			for _, other := range w.people {
				if other.app == d.app && other.user == d.user && other != d && other.conn != nil {
					do(other, call.Accept{By: other.actor()})
				}
			}
		}
	case lot < 60:
		do(d, call.Reject{By: d.actor()})
	case lot < 65:
		do(d, call.Reject{By: d.actor(), Busy: true})
	case lot < 70:
		do(d, call.Hangup{By: d.actor()})
	case lot < 73:
		do(d, call.Join{By: d.actor()})
	}
}

// inside is what somebody does who is in a call, also on the wrong device.
func (d *device) inside(v *view, l *call.Leg) {
	w, ref := d.w, v.Ref()
	do := func(cmd call.Command) { d.ask(&wish{ref: ref, cmd: cmd, request: w.nextRequest(), kill: w.mayKill()}) }
	switch lot := w.Float64() * 100; {
	case lot < 45:
		do(call.Hangup{By: d.actor()})
	case lot < 60 && l.Role == call.Caller:
		do(call.Cancel{By: d.actor()})
	case lot < 70:
		do(call.Invite{By: d.actor(), Users: w.others(d.user, 1+w.IntN(2)), RingFor: 5 * time.Second})
	case lot < 80:
		do(call.SwitchMedia{By: d.actor(), Media: pick(w.dice, []call.Media{call.Audio, call.Video})})
	}
}

var admin = call.Actor{Kind: call.ByAdmin, User: "administrator", From: call.Origin{IP: "203.0.113.9", Platform: call.FromAPI}}

// backEnd does what an app's server does. Its connection is good, but it may ask twice.
func (w *world) backEnd() {
	app := pick(w.dice, appIDs)
	x := &wish{app: app, by: admin}
	if w.chance(60) {
		x.request = w.nextRequest()
		x.request.User = admin.User
		w.asks[fmt.Sprint(app, x.request)] = x
	}
	switch lot := w.Float64() * 100; {
	case lot < 15:
		x.start = w.newCall(admin, w.others("", 1+w.IntN(3)))
		x.start.App, x.start.Robot = app, "robot"
	case lot < 40:
		users := w.others("", 2+w.IntN(2))
		x.start = w.newCall(admin, users[1:])
		x.start.App, x.start.Caller = app, users[0]
	default:
		if !w.aboutACall(x) {
			return
		}
	}
	for range 1 + w.IntN(2) {
		w.after(w.upTo(100*time.Millisecond), func() {
			if w.up() {
				w.execute(w.server, x, func(after call.Call, err error) { x.acked = x.acked || err == nil })
			}
		})
	}
}

// aboutACall makes it a command about one of the latest calls.
func (w *world) aboutACall(x *wish) bool {
	ids := w.known[x.app]
	if len(ids) == 0 {
		return false
	}
	x.ref = call.Ref{App: x.app, ID: ids[len(ids)-1-w.IntN(min(len(ids), 8))]}
	user := call.UserID(fmt.Sprintf("u%d", w.IntN(usersPerApp)))
	switch w.IntN(5) {
	case 0:
		x.cmd = call.EndCall{By: admin}
	case 1:
		x.cmd = call.Invite{By: admin, Users: []call.UserID{user}, RingFor: 4 * time.Second}
	case 2:
		x.cmd = call.Kick{By: admin, User: user}
	case 3: // not a back end's wish, but that of the nodes that are left
		hosts := []string{"n1", "n2"}
		x.cmd = call.Move{From: pick(w.dice, hosts), To: pick(w.dice, hosts), Lost: w.chance(50)}
	default:
		w.mute(x.ref, user)
		return false
	}
	return true
}

// glare has two people call each other at the same moment.
func (w *world) glare() {
	a := w.online()
	if a == nil {
		return
	}
	for _, b := range w.people {
		if b.app != a.app || b.user == a.user || b.conn == nil || b.conn.silent || len(b.shownLive())+len(a.shownLive()) > 0 || !w.chance(30) {
			continue
		}
		w.counts.count("glares")
		for _, pair := range [][2]*device{{a, b}, {b, a}} {
			m := w.newCall(pair[0].actor(), []call.UserID{pair[1].user})
			m.App = a.app
			pair[0].ask(&wish{start: m, request: w.nextRequest()})
		}
		return
	}
}

// mayKill says, seldom, that the process dies in the middle of a command.
func (w *world) mayKill() *deadly {
	if w.healed || !w.chance(0.7) {
		return nil
	}
	return &deadly{before: w.chance(30), power: w.chance(60)}
}

// breakSomething breaks one thing for a while.
func (w *world) breakSomething() {
	if !w.up() {
		return
	}
	switch lot := w.Float64() * 100; {
	case lot < 15:
		w.disk.dies(false, w.chance(60))
		w.crashed(w.server)
	case lot < 22:
		w.badFile()
	case lot < 30:
		w.badDisk("disk that fails now and then", 30, false)
	case lot < 40:
		w.badDisk("disk that answers nothing", 0, true)
	case lot < 50:
		w.standStill()
	case lot < 65:
		pick(w.dice, []*receiver{w.hooks[appIDs[0]], w.hooks[appIDs[1]]}).turn()
	case lot < 85:
		w.media.lie()
	default:
		w.stepClock()
	}
}

// badDisk lets part of the commits fail for a while, or everything.
func (w *world) badDisk(kind string, percent float64, down bool) {
	t := &w.trouble
	w.fault(kind)
	t.set(percent/100, down)
	begun := time.Now()
	w.after(w.between(200*time.Millisecond, 4*time.Second), func() {
		t.set(0, false)
		w.clock.down = append(w.clock.down, interval{begun, time.Now().Add(1100 * time.Millisecond)}) // it is tried again every second
	})
}

// badFile has the disk under a database fail; there is none under the memory store.
func (w *world) badFile() {
	d, ok := w.disk.(*fileDisk)
	if !ok {
		return
	}
	begun := time.Now()
	how := pick(w.dice, []struct{ sync, full bool }{{sync: true}, {full: true}, {sync: true, full: true}})
	d.layer.breaks(how.sync, how.full)
	w.after(w.between(100*time.Millisecond, 3*time.Second), func() {
		d.layer.breaks(false, false)
		w.clock.down = append(w.clock.down, interval{begun, time.Now().Add(3500 * time.Millisecond)}) // it is opened again every 2 s
	})
}

// standStill stops whatever touches the store, for longer than a lease at times.
func (w *world) standStill() {
	w.fault("process stood still")
	begun := time.Now()
	w.trouble.stop()
	w.after(w.between(300*time.Millisecond, pick(w.dice, []time.Duration{2 * time.Second, 5 * time.Second, 20 * time.Second})), func() {
		w.trouble.goOn(w.settle)
		w.clock.down = append(w.clock.down, interval{begun, time.Now().Add(1100 * time.Millisecond)})
	})
}

// stepClock sets the machine's wall clock wrong, and right again.
func (w *world) stepClock() {
	w.fault("clock stepped")
	s := w.server
	w.clock.step.Store(int64(w.upTo(120*time.Second) - 60*time.Second))
	w.after(w.between(5*time.Second, 40*time.Second), func() {
		if w.server == s {
			w.clock.step.Store(0)
		}
	})
}
