package sim

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ringline/internal/call"
)

// device is one client of a user.
type device struct {
	seat
	w     *world
	conn  *conn // nil while it has none
	views map[call.ID]*view
	rang  map[call.ID]bool
}

// conn is one connection.
type conn struct {
	d      *device
	s      *server
	silent bool // nothing gets through any more, and the server has not noticed
}

func newDevice(w *world, app call.AppID, user call.UserID, id call.DeviceID) *device {
	return &device{seat: seat{app, user, id}, w: w, views: map[call.ID]*view{}, rang: map[call.ID]bool{}}
}

func (d *device) actor() call.Actor {
	return call.Actor{Kind: call.ByUser, User: d.user, Device: d.device, From: call.Origin{IP: "192.0.2.1", Platform: "web"}}
}

// connect comes online, as soon as there is a server, and asks how things stand.
func (d *device) connect() {
	w := d.w
	switch {
	case d.conn != nil:
		return
	case !w.up():
		w.after(w.between(200*time.Millisecond, 2*time.Second), d.connect)
		return
	}
	d.conn = &conn{d: d, s: w.server}
	w.counts.count("connects")
	w.server.attach(d.conn)
	d.sync()
}

// lost has the client notice that its connection is gone.
func (d *device) lost() { d.conn = nil }

// cut breaks the connection. Either side may notice late; the device comes back later.
func (d *device) cut() {
	w, c := d.w, d.conn
	if c == nil || c.silent {
		return
	}
	last := time.Now().Add(-w.upTo(4 * time.Second)) // the latest pong
	if w.chance(50) {
		w.fault("connection broken")
		d.lost()
		c.s.detach(c, last)
	} else {
		w.fault("connection silent")
		c.silent = true
		w.after(w.between(3*time.Second, 7*time.Second), func() { c.s.detach(c, last) })
		w.after(w.upTo(9*time.Second), func() {
			if d.conn == c {
				d.lost()
			}
		})
	}
	back := w.between(100*time.Millisecond, 10*time.Second)
	switch {
	case w.chance(25):
		back = w.between(8*time.Second, 18*time.Second)
	case w.chance(15):
		back = w.between(18*time.Second, 50*time.Second)
	}
	w.after(back, func() {
		if d.conn == c { // it gives the dead connection up at last
			d.lost()
		}
		d.connect()
	})
}

// wish is a command of a device, or of a back end, until it is answered. It is sent again while it is not.
type wish struct {
	app     call.AppID
	by      call.Actor
	ref     call.Ref
	cmd     call.Command
	start   *call.Start
	request call.Request // zero: it is not repeated
	tries   int
	done    bool
	first   call.ID // the call of its first success; empty while there is none
	refused error   // what it was told after a success
	kill    *deadly // the process dies of it
	answers int
	acked   bool // somebody saw its success
}

// ask sends a command over the device's connection.
func (d *device) ask(x *wish) {
	w := d.w
	x.app, x.by = d.app, d.actor()
	if x.request.ID != "" {
		x.request.User, x.request.Device = d.user, d.device
		w.asks[fmt.Sprint(d.app, x.request)] = x
	}
	d.send(x)
}

func (d *device) send(x *wish) {
	w, c := d.w, d.conn
	if x.done {
		return
	}
	x.tries++
	if c != nil {
		copies := 1
		if !w.healed && x.request.ID != "" && w.chance(4) {
			w.fault("command doubled")
			copies = 2
		}
		for range copies {
			w.carry(c, w.dice, "command lost", func() { w.execute(c.s, x, func(after call.Call, err error) { w.answer(c, x, after, err) }) })
		}
	}
	if x.request.ID != "" && x.tries < 6 {
		w.after(w.between(2*time.Second, 4*time.Second), func() { d.send(x) })
	}
}

// carry takes a frame over a connection, in either direction: late, and sometimes not at all.
func (w *world) carry(c *conn, lots dice, loss string, arrive func()) {
	if !w.healed && lots.chance(2) {
		w.fault(loss)
		return
	}
	delay := lots.between(time.Millisecond, 60*time.Millisecond)
	if !w.healed && lots.chance(5) {
		w.fault("frame late")
		delay = lots.between(100*time.Millisecond, 1500*time.Millisecond)
	}
	w.after(delay, func() {
		if c.d.conn == c && !c.silent && !c.s.dead.Load() {
			arrive()
		}
	})
}

// execute runs a command as a door would.
func (w *world) execute(s *server, x *wish, answer func(call.Call, error)) {
	w.intend(x)
	ctx := context.WithValue(s.ctx, passageKey{}, &passage{})
	if x.kill != nil {
		ctx = context.WithValue(ctx, deadlyKey{}, *x.kill)
		x.kill = nil
	}
	start := call.Start{}
	if x.start != nil {
		start = *x.start // with an id of its own each time, as a server makes one
		start.ID = w.freshID(x.app)
		w.known[x.app] = append(w.known[x.app], start.ID)
		w.counts.count("starts asked for")
	}
	w.counts.count("commands")
	w.spawn(func() func() {
		var after call.Call
		var err error
		if x.start != nil {
			after, err = s.control.Start(ctx, start, x.request)
		} else {
			after, err = s.control.Do(ctx, x.ref, x.cmd, x.request)
		}
		return func() {
			if s.dead.Load() {
				return
			}
			w.judgeAnswer(x, &after, err)
			answer(after, err)
		}
	})
}

// answer takes a command's outcome to the device.
func (w *world) answer(c *conn, x *wish, after call.Call, err error) {
	x.answers++
	w.carry(c, w.about("answer", c.d.seat, x.rule(), x.ref, x.request, x.answers), "answer lost", func() {
		var refused *call.Error
		switch {
		case err == nil:
			x.done = true
			x.acked = true
			c.d.take(snapshot(&after))
		case errors.As(err, &refused) && refused.Code != call.CodeUnavailable && refused.Code != call.CodeConflict:
			x.done = true
		}
	})
}

// push takes a publication to a device. The channel counts them, so a lost one is noticed, at the latest with the next ping.
func (w *world) push(c *conn, m message) {
	lots := w.about("push", c.d.seat, m.call.Ref(), m.call.Version, c.s.n)
	if !w.healed && lots.chance(1) {
		w.fault("publication lost")
		w.after(lots.upTo(4*time.Second), func() {
			if c.d.conn == c {
				c.d.sync()
			}
		})
		return
	}
	copies := 1
	if !w.healed && lots.chance(2) {
		w.fault("publication doubled")
		copies = 2
	}
	w.counts.count("publications")
	for range copies {
		delay := lots.between(time.Millisecond, 40*time.Millisecond)
		if !w.healed && lots.chance(4) {
			w.fault("frame late")
			delay = lots.between(100*time.Millisecond, time.Second)
		}
		w.after(delay, func() {
			if c.d.conn != c || c.silent || c.s.dead.Load() {
				return
			}
			if c.d.take(m) {
				w.counts.count("gaps")
				c.d.sync()
				c.d.get(m.call.ID)
			}
		})
	}
}

// sync asks for the truth, again until it is told.
func (d *device) sync() {
	d.query(func(s *server) (*call.Call, error) {
		held, err := s.control.HeldBy(context.WithValue(s.ctx, passageKey{}, &passage{}), d.app, d.user)
		if errors.Is(err, call.ErrNotFound) || err == nil && !held.Live() {
			return nil, nil
		}
		return &held, err
	}, d.synced)
}

// get asks what became of a call.
func (d *device) get(id call.ID) {
	d.query(func(s *server) (*call.Call, error) {
		c, err := s.control.Load(s.ctx, call.Ref{App: d.app, ID: id})
		if errors.Is(err, call.ErrNotFound) {
			return nil, nil
		}
		return &c, err
	}, func(c *call.Call) {
		if c == nil {
			d.w.fail(9, "%v shows call %s, which the server does not know", d.seat, id)
			return
		}
		d.take(snapshot(c))
	})
}

func (d *device) query(read func(*server) (*call.Call, error), then func(*call.Call)) {
	w, c, answered := d.w, d.conn, false
	if c == nil {
		return
	}
	again := func() {
		if d.conn == c && !answered && !c.silent {
			d.query(read, then)
		}
	}
	w.after(3*time.Second, again)
	lots := w.about("query", w.Uint64())
	w.carry(c, w.dice, "command lost", func() {
		w.spawn(func() func() {
			found, err := read(c.s)
			return func() {
				if err != nil || c.s.dead.Load() {
					return
				}
				w.carry(c, lots, "answer lost", func() {
					if !answered {
						answered = true
						then(found)
					}
				})
			}
		})
	})
}
