package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"ringline/internal/call"
	"ringline/internal/process"
)

const (
	settling = 10 * time.Second // in which memory comes to rest and pings are counted
	logins   = 64               // devices that log in at once
)

// devices measures what connected devices take, and what a ring costs among so many.
func (o *growthOptions) devices(ctx context.Context) (_ *growth, err error) {
	g := &growth{
		About: fmt.Sprintf("%s. So many devices are logged in, one for each user; %d connections start and end calls for %gs, each at one of them, which hears both. "+
			"Memory and the processor time of a device are what the server takes more than before, after %v in which nothing but pings happened; the "+
			"devices are in a second process. Processor time of calls is without that of the pings", describe(), growthConns, o.seconds, settling),
		Head: []string{"devices", "logins/s", "CPU of a login", "memory of a device", "CPU of an idle device", "CPU of a start or end that is heard", "ring p50", "p99", "others"},
		X:    "connected devices", Y: "µs of processor",
	}
	most := max(100, o.most/10)
	if err := allowFiles(uint64(most) + 1000); err != nil {
		return nil, err
	}
	dir, remove, err := o.workspace()
	if err != nil {
		return nil, err
	}
	defer remove()
	server, err := o.serve(ctx, dir)
	if err != nil {
		return nil, err
	}
	c := &crowd{server: server}
	defer func() { err = errors.Join(err, c.close(), server.Stop()) }()
	alone, err := c.idle(ctx) // what the server does without any device
	if err != nil {
		return nil, err
	}
	empty, err := process.Memory(server.PID())
	if err != nil {
		return nil, err
	}
	rings := curve{Name: "The processor time of a start or end that a device hears (µs)", Says: "Who is told is looked up by name; nothing looks at all devices."}
	idle := curve{Name: "The processor time of all idle devices in a second (µs)", Says: "Each is pinged every 4 s, so it has to be linear."}
	for _, n := range sizes(100, most) {
		rate, login, err := c.grow(ctx, n)
		if err != nil {
			return nil, err
		}
		busy, err := c.idle(ctx)
		if err != nil {
			return nil, err
		}
		pings := max(0, busy-alone)
		memory, err := process.Memory(server.PID())
		if err != nil {
			return nil, err
		}
		s, err := o.drive(ctx, c.target())
		if err != nil {
			return nil, err
		}
		s.CPU -= time.Duration(busy / s.Rate * float64(time.Second))
		p50, p99 := c.rings()
		many := thousands(n)
		if lost := c.lost(); lost > 0 {
			many += fmt.Sprintf(", %d of them cut off", lost)
		}
		progress("%s devices: %.0f logins/s, %s of processor for a start or end", many, rate, micros(s.CPU))
		g.Rows = append(g.Rows, []string{
			many, fmt.Sprintf("%.0f", rate), micros(login), fmt.Sprintf("%.1f KB", float64(memory-empty)/float64(n)/1e3),
			fmt.Sprintf("%.0f µs/s", pings/float64(n)*1e6), micros(s.CPU), micros(p50), micros(p99), fmt.Sprintf("%.0f %%", 100*s.Others),
		})
		rings.Points = append(rings.Points, point{float64(n), float64(s.CPU) / 1e3})
		idle.Points = append(idle.Points, point{float64(n), pings * 1e6})
	}
	g.Curves = []curve{rings, idle}
	return g, nil
}

// crowd are the devices.
type crowd struct {
	server *process.Server
	ones   []*one
	ends   [growthConns]step // for each worker, what ends the call that it started last; nil if it is over

	mu   sync.Mutex
	took []time.Duration // of rings, since they were last asked for
}

// one is a user's only device.
type one struct {
	*socket
	sent atomic.Int64 // when the request was sent that rings here, ns since epoch
}

// idle measures how many processors the server keeps busy while nothing but pings happens.
func (c *crowd) idle(ctx context.Context) (float64, error) {
	before, err := process.CPU(c.server.PID())
	if err != nil {
		return 0, err
	}
	begun := time.Now()
	if err := pause(ctx, settling); err != nil {
		return 0, err
	}
	after, err := process.CPU(c.server.PID())
	return (after - before).Seconds() / time.Since(begun).Seconds(), err
}

// grow logs devices in until there are n. It says how many a second that were, and what each took of the server's processor time.
func (c *crowd) grow(ctx context.Context, n int) (rate float64, login time.Duration, err error) {
	before, err := process.CPU(c.server.PID())
	if err != nil {
		return 0, 0, err
	}
	had := len(c.ones)
	c.ones = append(c.ones, make([]*one, n-had)...)
	var group errgroup.Group
	group.SetLimit(logins)
	begun := time.Now()
	for i := had; i < n; i++ {
		group.Go(func() (err error) {
			d := &one{}
			d.socket, err = plug(ctx, c.server.URL, crowdUser(i), func(t news) {
				if t.has(call.Started) {
					c.mu.Lock()
					defer c.mu.Unlock()
					c.took = append(c.took, t.Took-time.Duration(d.sent.Load()))
				}
			})
			if err == nil {
				c.ones[i] = d
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return 0, 0, err
	}
	rate = float64(n-had) / time.Since(begun).Seconds()
	after, err := process.CPU(c.server.PID())
	return rate, (after - before) / time.Duration(n-had), err
}

// lost counts the devices that are connected no more, which a machine can do to them that is too busy for pongs.
func (c *crowd) lost() (n int) {
	for _, d := range c.ones {
		select {
		case <-d.gone:
			n++
		default:
		}
	}
	return n
}

func (c *crowd) close() error {
	var errs []error
	for _, d := range c.ones {
		if d != nil {
			errs = append(errs, d.close())
		}
	}
	return errors.Join(errs...)
}

func crowdUser(i int) call.UserID { return call.UserID(fmt.Sprintf("crowd-%d", i)) }

// target has calls go to everybody in turn: each worker has its own part of them, so nobody is busy.
func (c *crowd) target() *target {
	t := serverTarget(c.server)
	signed, workers := query(), 0
	t.worker = func() step {
		first, at := workers, 0
		workers++
		end := &c.ends[first]
		return func(http *conn) error {
			if next := *end; next != nil {
				*end = nil
				return next(http)
			}
			i := first + growthConns*at
			if at++; i+growthConns >= len(c.ones) {
				at = 0
			}
			*end = callsTo(signed, crowdUser(i))
			c.ones[i].sent.Store(int64(time.Since(epoch)))
			return (*end)(http)
		}
	}
	return t
}

// rings returns p50 and p99 since it was last asked: from sending the start until the device hears the ring.
func (c *crowd) rings() (p50, p99 time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	p50, p99 = percentiles(c.took)
	c.took = nil
	return p50, p99
}

// allowFiles makes sure that this process and those it starts may have so many open files, which connections are.
func allowFiles(n uint64) error {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return fmt.Errorf("read the limit of open files: %w", err)
	}
	if limit.Cur >= n {
		return nil
	}
	limit.Cur, limit.Max = n, max(n, limit.Max)
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return fmt.Errorf("%d open files are needed and %s does not allow them (%w): raise the limit with ulimit -n, or take a smaller -most", n, runtime.GOOS, err)
	}
	return nil
}
