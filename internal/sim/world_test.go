package sim

import (
	"container/heap"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"ringline/internal/audit"
	"ringline/internal/call"
	"ringline/internal/dialect"
	"ringline/internal/tenant"
)

// The apps. Both have the same users, devices and, often, call ids.
var appIDs = []call.AppID{1400000001, 1400000002}

const usersPerApp = 12

// plan is what a run is made from.
type plan struct {
	seed  uint64
	store string // memory or sqlite
	broke string // what is broken on purpose, see broken_test.go; empty: nothing
	acts  int    // how often somebody does something
	stop  int    // after so many of them nobody does anything more; 0: all are done
	tell  bool   // take down what happens, see story_test.go
}

// world is one run.
type world struct {
	testing.TB
	plan
	dice    // the driver's alone
	begun   time.Time
	apps    map[int64]*tenant.App
	disk    disk
	trouble trouble
	tape    *tape
	order   sync.Mutex // held from the tape to the end of the commit
	server  *server    // the process of the moment; nil while none runs
	lives   []*server  // all there were
	clock   machine
	hooks   map[call.AppID]*receiver
	media   *liar
	people  []*device // in the order of app, user and device
	known   map[call.AppID][]call.ID
	asked   int // requests so far
	events  events
	poke    chan struct{} // has a token when something waits to be taken in
	healed  bool
	counts  *tally
	told    []audit.Told
	when    map[moment]time.Time // by the world's own clock
	lines   []line               // see story_test.go
	final   []audit.Commit       // the whole history, once it is over
	intent  map[intent]bool      // what the world did to calls
	asks    map[string]*wish     // those with a request, by app, user, device and request
	inbox   inbox
}

// inbox is what goroutines of the real parts leave for the driver.
type inbox struct {
	mu        sync.Mutex
	published []published
	finished  []finished
	crash     *server // that died in the middle of a commit
	broken    []string
}

func newWorld(t testing.TB, p plan) *world {
	w := &world{
		TB: t, plan: p, dice: dice{rand.New(rand.NewPCG(p.seed, 0x51e))}, begun: time.Now(), apps: map[int64]*tenant.App{},
		hooks: map[call.AppID]*receiver{}, known: map[call.AppID][]call.ID{}, poke: make(chan struct{}, 1),
		counts: newTally(), when: map[moment]time.Time{}, intent: map[intent]bool{}, asks: map[string]*wish{},
	}
	w.trouble.tries, w.trouble.odd = map[moment]int{}, map[string]int{}
	w.tape = newTape()
	w.media = newLiar(w)
	for i, id := range appIDs {
		address := fmt.Sprintf("8.8.0.%d:80", i+1)
		app := tenant.App{
			ID: int64(id), Secrets: []tenant.Secret{"s"},
			Settings: tenant.Settings{MultiDevice: true, RingTimeout: 12 * time.Second},
			Webhook:  &tenant.Webhook{URL: "http://" + address + "/hook", Events: dialect.Webhooks()},
		}.WithDefaults()
		w.apps[int64(id)] = &app
		w.hooks[id] = newReceiver(w, id)
		for u := range usersPerApp {
			for d := range 1 + (u+i)%3 {
				w.people = append(w.people, newDevice(w, id, call.UserID(fmt.Sprintf("u%d", u)), call.DeviceID(fmt.Sprintf("d%d", d))))
			}
		}
	}
	w.disk = newDisk(w)
	return w
}

// App implements control.Apps and webhook.Apps.
func (w *world) App(id int64) *tenant.App { return w.apps[id] }

// run lives the whole life and judges it.
func (w *world) run() {
	w.boot()
	for _, d := range w.people {
		w.after(w.upTo(2*time.Second), d.connect)
	}
	w.schedule()
	w.live(time.Duration(1 << 62))
	w.heal()
	w.audit()
	w.end()
}

// end takes everything down.
func (w *world) end() {
	w.server.kill()
	for _, r := range w.hooks {
		r.server.Close()
	}
	w.disk.close()
	synctest.Wait()
}

// event is something that happens at a moment.
type event struct {
	at  time.Time
	seq int
	do  func()
}

type events struct {
	all []event
	seq int
}

func (e *events) Len() int { return len(e.all) }
func (e *events) Less(i, j int) bool {
	if !e.all[i].at.Equal(e.all[j].at) {
		return e.all[i].at.Before(e.all[j].at)
	}
	return e.all[i].seq < e.all[j].seq
}
func (e *events) Swap(i, j int) { e.all[i], e.all[j] = e.all[j], e.all[i] }
func (e *events) Push(x any)    { e.all = append(e.all, x.(event)) }
func (e *events) Pop() any {
	last := e.all[len(e.all)-1]
	e.all = e.all[:len(e.all)-1]
	return last
}

// after has something happen later.
func (w *world) after(d time.Duration, do func()) {
	w.events.seq++
	heap.Push(&w.events, event{at: time.Now().Add(d), seq: w.events.seq, do: do})
}

// live lets events happen until none is left, or for so long.
func (w *world) live(most time.Duration) {
	until := time.Now().Add(min(most, 100*time.Hour))
	for {
		w.settle()
		wait := time.Until(until)
		if len(w.events.all) > 0 {
			wait = min(wait, time.Until(w.events.all[0].at))
		} else if most > 100*time.Hour {
			return
		}
		if wait > 0 {
			timer := time.NewTimer(wait)
			select {
			case <-timer.C:
			case <-w.poke:
			}
			timer.Stop()
			continue // what happened by itself is taken in first
		}
		if len(w.events.all) == 0 || w.events.all[0].at.After(until) {
			return
		}
		heap.Pop(&w.events).(event).do()
	}
}

// settle waits until nothing happens by itself any more at this moment, and takes in what did, in an order of its own.
func (w *world) settle() {
	for {
		synctest.Wait()
		w.inbox.mu.Lock()
		pub, fin, crash := w.inbox.published, w.inbox.finished, w.inbox.crash
		w.inbox.published, w.inbox.finished, w.inbox.crash = nil, nil, nil
		w.inbox.mu.Unlock()
		if len(pub) == 0 && len(fin) == 0 && crash == nil {
			return
		}
		if crash != nil {
			w.crashed(crash)
		}
		slices.SortFunc(pub, published.compare)
		for i := range pub {
			w.fanOut(&pub[i])
		}
		slices.SortFunc(fin, func(a, b finished) int { return a.seq - b.seq })
		for _, f := range fin {
			f.do()
		}
	}
}

// finished is what a goroutine that the driver started has to tell it.
type finished struct {
	seq int
	do  func()
}

// spawn has work done on a goroutine and what it returns taken in by the driver.
func (w *world) spawn(work func() func()) {
	w.events.seq++
	seq := w.events.seq
	go func() {
		do := work()
		w.inbox.mu.Lock()
		w.inbox.finished = append(w.inbox.finished, finished{seq, do})
		w.inbox.mu.Unlock()
		w.wake()
	}()
}

func (w *world) wake() {
	select {
	case w.poke <- struct{}{}:
	default:
	}
}

// fail notes a broken promise.
func (w *world) fail(promise int, format string, args ...any) {
	w.inbox.mu.Lock()
	defer w.inbox.mu.Unlock()
	w.inbox.broken = append(w.inbox.broken, fmt.Sprintf("P%d: %s", promise, fmt.Sprintf(format, args...)))
}

// checked counts that a promise was looked at.
func (w *world) checked(promise int) { w.counts.checked[promise]++ }

// fault counts an injected fault.
func (w *world) fault(kind string) {
	w.counts.fault(kind)
	w.note("", "%s", kind)
}

// freshID is a call id as a server would make it, and often one that the other app uses as well.
func (w *world) freshID(app call.AppID) call.ID {
	other := w.known[appIDs[0]]
	if app == appIDs[0] {
		other = w.known[appIDs[1]]
	}
	if len(other) > 0 && w.chance(50) {
		if id := other[len(other)-1]; !slices.Contains(w.known[app], id) {
			return id
		}
	}
	ms := uint64(time.Now().UnixMilli())
	return call.ID(fmt.Sprintf("%08x-%04x-7%03x-8%03x-%012x", ms>>16, ms&0xffff, w.IntN(1<<12), w.IntN(1<<12), w.Int64N(1<<48)))
}
