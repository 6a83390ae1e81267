package sim

import (
	"context"
	"time"

	"ringline/internal/call"
	"ringline/internal/control"
)

// leaseFor is realtime's default: how long a silent device keeps its place in a call.
const leaseFor = 14 * time.Second

// seat is a device of a user of an app.
type seat struct {
	app    call.AppID
	user   call.UserID
	device call.DeviceID
}

// lease is what a server knows of a device, a model of the leases of package realtime: it runs from the last sign of life, ends for
// good, and is granted anew to whoever is in a call when the server starts.
type lease struct {
	conn    *conn // nil while the device is away
	restart bool  // it is away because of the server
	turn    int   // counts connects and losses
}

// recall grants a lease to every device that is in a call as the process starts.
func (s *server) recall(store control.Store) {
	live, err := store.Live(s.ctx, 0)
	if err != nil {
		s.w.Fatal(err)
	}
	for i := range live {
		for j := range live[i].Legs {
			s.expect(live[i].App, &live[i].Legs[j], true)
		}
	}
}

// expect grants a lease to a leg's device, if it is in the call and not known already.
func (s *server) expect(app call.AppID, l *call.Leg, restart bool) {
	at := seat{app, l.User, l.Device}
	if l.State != call.Joined || l.Robot || s.leases[at] != nil {
		return
	}
	s.leases[at] = &lease{restart: restart}
	s.lapseAt(at, time.Now())
}

// attach notes that a device is connected.
func (s *server) attach(c *conn) {
	l := s.leases[c.d.seat]
	if l == nil {
		l = &lease{}
		s.leases[c.d.seat] = l
	}
	l.conn, l.restart = c, false
	l.turn++
}

// detach notes that a connection was lost; the device was last heard of a while ago.
func (s *server) detach(c *conn, last time.Time) {
	if l := s.leases[c.d.seat]; l != nil && l.conn == c {
		l.conn = nil
		l.turn++
		s.lapseAt(c.d.seat, last)
	}
}

// lapseAt has the lease end if nothing is heard until then.
func (s *server) lapseAt(at seat, last time.Time) {
	l := s.leases[at]
	turn := l.turn
	s.w.after(time.Until(last.Add(leaseFor)), func() {
		if s.dead.Load() || s.leases[at] != l || l.turn != turn || l.conn != nil {
			return
		}
		delete(s.leases, at)
		s.lapse(at, l.restart)
	})
}

func (s *server) lapse(at seat, restart bool) {
	w := s.w
	rule := call.Lapse{Restart: restart}.Rule()
	w.intent[intent{app: at.app, rule: rule, user: at.user, device: at.device}] = true
	w.counts.count("leases that ended")
	w.spawn(func() func() {
		err := s.control.Lapse(context.WithValue(s.ctx, passageKey{}, &passage{}), at.app, at.user, at.device, restart)
		return func() {
			if err == nil || s.dead.Load() || s.leases[at] != nil {
				return
			}
			s.leases[at] = &lease{restart: restart} // it will be tried again
			s.lapseAt(at, time.Now().Add(time.Second-leaseFor))
		}
	})
}

// fanOut tells the devices of everybody whom a change concerns.
func (w *world) fanOut(p *published) {
	s, ch := p.s, &p.change
	if s.dead.Load() {
		return
	}
	for _, n := range ch.Legs {
		s.expect(ch.To.App, &ch.To.Legs[n], false)
	}
	newcomers := map[call.UserID]bool{}
	for _, u := range ch.Newcomers() {
		newcomers[u] = true
	}
	for _, u := range ch.Audience() {
		for _, d := range w.people {
			if c := d.conn; d.app == ch.To.App && d.user == u && c != nil && c.s == s {
				w.push(c, update(ch, newcomers[u]))
			}
		}
	}
}
