package load

import (
	"slices"
	"sync"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// The times that are measured. Those that begin with a command count from the moment when it was to be sent.
const (
	timeLate      = "late"      // the generator itself: a call was to start → it did
	timeLogin     = "login"     // to log in → logged in, and told which calls there are
	timeBack      = "back"      // connection lost → logged in again, and told
	timeStart     = "start"     // to call → the call exists
	timeRing      = "ring"      // start answered → a callee's device rings
	timeSRD       = "srd"       // to call → the caller hears that it rings
	timeAccept    = "accept"    // to accept → answered
	timeConnect   = "connect"   // to accept → both sides know
	timeInvite    = "invite"    // to ask one more in → answered
	timeEnd       = "end"       // to hang up, decline, give up or end → answered
	timeEndKnown  = "end_known" // end answered → the last device knows
	timeRangOut   = "rang_out"  // to call, and the ring time over → the caller's device knows
	timeVanished  = "vanished"  // a device vanishes → the others know
	timeRecord    = "record"    // end answered → the record can be read
	timeWebhook   = "webhook"   // to start or end → the back end hears
	finest        = int64(1)    // µs
	longestTime   = int64(time.Hour / time.Microsecond)
	significant   = 3
	perSecondFine = 2 // significant figures of one second's histogram, which is small
)

var about = []struct{ name, text string }{
	{timeStart, "to call → the call exists"},
	{timeRing, "start answered → a callee's device rings"},
	{timeSRD, "to call → the caller hears it ring (RFC 6076: SRD)"},
	{timeAccept, "to accept → answered"},
	{timeConnect, "to accept → both sides know"},
	{timeInvite, "to ask one more in → answered"},
	{timeEnd, "to end → answered (RFC 6076: SDD)"},
	{timeEndKnown, "end answered → the last device knows"},
	{timeRangOut, "to call, and the ring time over → the caller knows"},
	{timeVanished, "a device vanishes → the others know"},
	{timeRecord, "end answered → its record can be read"},
	{timeWebhook, "to start or end → the back end hears"},
	{timeLogin, "to log in → logged in, and told which calls there are"},
	{timeBack, "connection lost → logged in again, and told"},
	{timeLate, "the generator: a call was to start → it did"},
}

// Times lists the names of what is measured.
func Times() (names []string) {
	for _, a := range about {
		names = append(names, a.name)
	}
	return names
}

// Time is how long something took, over a whole run.
type Time struct {
	Name  string        `json:"name"`
	About string        `json:"about"`
	Count int64         `json:"count"`
	P50   time.Duration `json:"p50_ns"`
	P90   time.Duration `json:"p90_ns"`
	P95   time.Duration `json:"p95_ns"`
	P99   time.Duration `json:"p99_ns"`
	P999  time.Duration `json:"p999_ns"`
	Max   time.Duration `json:"max_ns"`
	Curve []Quantile    `json:"curve"` // the whole distribution, for a plot
}

// Quantile is one point of a distribution: this part of all took no longer.
type Quantile struct {
	Part float64       `json:"part"` // 0…1
	At   time.Duration `json:"at_ns"`
}

// clockwork keeps all times of a run. It is safe for concurrent use.
type clockwork struct {
	hands map[string]*hand
}

// hand keeps one time.
type hand struct {
	mu     sync.Mutex
	all    *hdrhistogram.Histogram
	second *hdrhistogram.Histogram // since it was last taken
}

func newClockwork() *clockwork {
	c := &clockwork{hands: map[string]*hand{}}
	for _, a := range about {
		c.hands[a.name] = &hand{all: hdrhistogram.New(finest, longestTime, significant), second: hdrhistogram.New(finest, longestTime, perSecondFine)}
	}
	return c
}

// took records a time. Less than nothing, which happens when news outruns an answer, is nothing.
func (c *clockwork) took(name string, d time.Duration) {
	v := min(max(int64(d/time.Microsecond), 0), longestTime)
	h := c.hands[name]
	h.mu.Lock()
	defer h.mu.Unlock()
	_ = h.all.RecordValue(v)    // in range
	_ = h.second.RecordValue(v) // in range
}

// second takes what was measured since it was last asked: p50, p99 and the most.
func (c *clockwork) second(name string) (p Spot) {
	h := c.hands[name]
	h.mu.Lock()
	defer h.mu.Unlock()
	p = Spot{Count: h.second.TotalCount(), P50: at(h.second, 0.5), P99: at(h.second, 0.99), Max: micros(h.second.Max())}
	h.second.Reset()
	return p
}

// times returns what was measured at all.
func (c *clockwork) times() (all []Time) {
	for _, a := range about {
		h := c.hands[a.name]
		h.mu.Lock()
		if n := h.all.TotalCount(); n > 0 {
			t := Time{
				Name: a.name, About: a.text, Count: n, P50: at(h.all, 0.5), P90: at(h.all, 0.9), P95: at(h.all, 0.95), P99: at(h.all, 0.99),
				P999: at(h.all, 0.999), Max: micros(h.all.Max()),
			}
			for _, part := range []float64{0, .1, .25, .5, .75, .9, .95, .98, .99, .995, .998, .999, .9995, .9999, .99999} {
				if part < 1-0.5/float64(n) { // beyond it there is only the most
					t.Curve = append(t.Curve, Quantile{part, at(h.all, part)})
				}
			}
			t.Curve = append(t.Curve, Quantile{1, t.Max})
			all = append(all, t)
		}
		h.mu.Unlock()
	}
	return slices.Clip(all)
}

func at(h *hdrhistogram.Histogram, part float64) time.Duration {
	return micros(h.ValueAtQuantile(100 * part))
}

func micros(n int64) time.Duration { return time.Duration(n) * time.Microsecond }
