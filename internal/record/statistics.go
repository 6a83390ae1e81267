package record

import (
	"encoding/json"
	"math"
	"time"

	"ringline/internal/call"
)

// Statistics is what a device says of its media in a call, from the beginning until then. Of what is nil it says nothing.
// Nothing in it names anybody.
type Statistics struct {
	// Milliseconds until the first sound of somebody else was heard, the first picture shown, counted from when the device was
	// in the answered call.
	FirstAudio *float64 `json:"first_audio,omitempty"`
	FirstFrame *float64 `json:"first_frame,omitempty"`

	RTT    *float64 `json:"rtt,omitempty"`     // round trip to the media server, mean, milliseconds
	RTTMax *float64 `json:"rtt_max,omitempty"` // the longest one
	Jitter *float64 `json:"jitter,omitempty"`  // mean, milliseconds

	LossIn     *float64 `json:"loss_in,omitempty"`     // share of the packets that were lost, 0 to 1
	LossOut    *float64 `json:"loss_out,omitempty"`    //
	BitrateIn  *float64 `json:"bitrate_in,omitempty"`  // mean, bit/s
	BitrateOut *float64 `json:"bitrate_out,omitempty"` //

	Freezes    *float64 `json:"freezes,omitempty"`    // how often pictures stood still
	Frozen     *float64 `json:"frozen,omitempty"`     // how long in all, milliseconds
	Quality    *float64 `json:"quality,omitempty"`    // mean of 1 (excellent) to 6 (gone)
	Reconnects *float64 `json:"reconnects,omitempty"` // how often the media connection was made anew

	Transport Transport `json:"transport,omitempty"`

	Samples  *float64 `json:"samples,omitempty"`  // how many samples this is made of
	Duration *float64 `json:"duration,omitempty"` // over how long, milliseconds
}

// Transport is how a device's media travels.
type Transport string

// The transports.
const (
	UDP   Transport = "udp"
	TCP   Transport = "tcp"
	Relay Transport = "relay"
)

// Report is the statistics of one leg of a call, as its device last reported them.
type Report struct {
	Call call.Ref
	Leg  int
	At   time.Time // when it came
	Statistics
}

const (
	day  = 24 * 60 * 60 * 1000 // milliseconds
	long = 30 * day
	many = 1e6
)

// Check says what is out of range; the error is a *call.Error.
func (s *Statistics) Check() error {
	for _, n := range []struct {
		name  string
		value *float64
		least float64
		most  float64
	}{
		{"first_audio", s.FirstAudio, 0, day},
		{"first_frame", s.FirstFrame, 0, day},
		{"rtt", s.RTT, 0, 60_000},
		{"rtt_max", s.RTTMax, 0, 60_000},
		{"jitter", s.Jitter, 0, 60_000},
		{"loss_in", s.LossIn, 0, 1},
		{"loss_out", s.LossOut, 0, 1},
		{"bitrate_in", s.BitrateIn, 0, 1e10},
		{"bitrate_out", s.BitrateOut, 0, 1e10},
		{"freezes", s.Freezes, 0, many},
		{"frozen", s.Frozen, 0, long},
		{"quality", s.Quality, 1, 6},
		{"reconnects", s.Reconnects, 0, many},
		{"samples", s.Samples, 0, 1e9},
		{"duration", s.Duration, 0, long},
	} {
		// Not a number is neither.
		if n.value != nil && !(*n.value >= n.least && *n.value <= n.most) {
			return call.Invalid("stats."+n.name, "must lie between %.0f and %.0f", n.least, n.most)
		}
	}
	switch s.Transport {
	case "", UDP, TCP, Relay:
		return nil
	}
	return call.Invalid("stats.transport", "must be %s, %s or %s", UDP, TCP, Relay)
}

// Encode writes statistics as a store keeps them.
func (s *Statistics) Encode() (string, error) {
	text, err := json.Marshal(s)
	return string(text), err
}

// Heard is when the device of a leg heard, or saw, for the first time what it says came so many milliseconds after it was in the
// answered call; zero if it does not say. It is not later than the report.
func (r *Report) Heard(c *call.Call, after *float64) time.Time {
	if after == nil || r.Leg < 0 || r.Leg >= len(c.Legs) || c.Legs[r.Leg].JoinedAt.IsZero() {
		return time.Time{}
	}
	at := later(c.Legs[r.Leg].JoinedAt, c.AnsweredAt).Add(time.Duration(math.Round(*after)) * time.Millisecond)
	if at.After(r.At) {
		return r.At
	}
	return at
}

// LegOf finds the leg that a device reports for: the last one of its user that was in the call with it. It is nil if none was.
func LegOf(c *call.Call, user call.UserID, device call.DeviceID) *call.Leg {
	for i := len(c.Legs) - 1; i >= 0; i-- {
		if l := &c.Legs[i]; l.User == user && l.Device == device && !l.JoinedAt.IsZero() {
			return l
		}
	}
	return nil
}
