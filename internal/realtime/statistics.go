package realtime

import (
	"context"
	"time"

	"github.com/centrifugal/centrifuge"
	"golang.org/x/time/rate"

	"ringline/internal/call"
	"ringline/internal/record"
)

// Reports takes what devices report of their media; a [record.Reporter] does. It must not block.
type Reports interface {
	Add(report record.Report)
}

const (
	maxReportBytes = 2048
	reportEvery    = 5 * time.Second // of one connection, in the long run
	reportBurst    = 6
	reportAfter    = time.Minute // so long after the end of a call
)

func newReportLimit() *rate.Limiter { return rate.NewLimiter(rate.Every(reportEvery), reportBurst) }

type statsData struct {
	Call  call.ID            `json:"call"`
	Stats *record.Statistics `json:"stats"`
}

// measured is what a session has counted of the leg that it reported for last.
type measured struct {
	call  call.ID
	leg   int
	audio bool
	frame bool
}

// stats takes a report of the device's media. It decides nothing, and nobody waits for it to be written down.
func (s *session) stats(ctx context.Context, data []byte) (any, error) {
	if !s.reports.Allow() {
		return nil, centrifuge.ErrorTooManyRequests
	}
	if len(data) > maxReportBytes {
		return nil, call.Invalid("data", "must be at most %d bytes", maxReportBytes)
	}
	var in statsData
	if err := decode(data, &in); err != nil {
		return nil, err
	}
	if in.Stats == nil {
		return nil, call.Invalid("stats", "is missing")
	}
	if err := in.Stats.Check(); err != nil {
		return nil, err
	}
	c, err := s.load(ctx, in.Call)
	if err != nil {
		return nil, err
	}
	now := s.node.now()
	leg := record.LegOf(&c, s.user, s.device)
	switch {
	case leg == nil:
		return nil, call.ErrNotMember
	case c.End != nil && now.Sub(c.End.At) > reportAfter:
		return nil, call.ErrEnded
	}
	s.node.reports.Add(record.Report{Call: c.Ref(), Leg: leg.N, At: now.UTC().Truncate(time.Millisecond), Statistics: *in.Stats})
	s.measure(&c, leg.N, in.Stats)
	return nothing{}, nil
}

// measure counts when the first sound and picture came, once for each leg while the connection lasts. Commands of a connection
// run one at a time.
func (s *session) measure(c *call.Call, leg int, stats *record.Statistics) {
	if s.measured.call != c.ID || s.measured.leg != leg {
		s.measured = measured{call: c.ID, leg: leg}
	}
	if n := stats.FirstAudio; n != nil && !s.measured.audio {
		s.measured.audio = true
		s.node.metrics.firstAudio.Observe(*n / 1000)
	}
	if n := stats.FirstFrame; n != nil && !s.measured.frame {
		s.measured.frame = true
		s.node.metrics.firstFrame.Observe(*n / 1000)
	}
}
