package v1

import (
	"context"
	"math"
	"strconv"

	"ringline/client"
	"ringline/internal/call"
	"ringline/internal/record"
)

// measure adds to calls of an app, as they are shown, what devices reported of their media.
func (s *Server) measure(ctx context.Context, app call.AppID, shown ...*client.Call) error {
	ids := make([]call.ID, len(shown))
	by := make(map[call.ID]*client.Call, len(shown))
	for i, c := range shown {
		ids[i] = call.ID(c.ID)
		by[ids[i]] = c
	}
	reports, err := s.Records.Reports(ctx, app, ids)
	if err != nil {
		return err
	}
	for i := range reports {
		r := &reports[i]
		if c := by[r.Call.ID]; c != nil && r.Leg < len(c.Legs) {
			c.Legs[r.Leg].Statistics = statisticsOf(r)
		}
	}
	return nil
}

// measureAll does it for a list.
func (s *Server) measureAll(ctx context.Context, app call.AppID, list []client.Call) error {
	shown := make([]*client.Call, len(list))
	for i := range list {
		shown[i] = &list[i]
	}
	return s.measure(ctx, app, shown...)
}

// measured shows one call with what devices reported.
func (s *Server) measured(r *request, c *call.Call) (client.Call, error) {
	v := callOf(c, r.now)
	return v, s.measure(r.Context(), r.appID(), &v)
}

func statisticsOf(r *record.Report) *client.Statistics {
	return &client.Statistics{
		At: moment(r.At), FirstAudioMS: whole[client.Millis](r.FirstAudio), FirstFrameMS: whole[client.Millis](r.FirstFrame),
		RTTMS: whole[client.Millis](r.RTT), RTTMaxMS: whole[client.Millis](r.RTTMax), JitterMS: whole[client.Millis](r.Jitter),
		LossIn: r.LossIn, LossOut: r.LossOut, BitrateIn: whole[int64](r.BitrateIn), BitrateOut: whole[int64](r.BitrateOut),
		Freezes: whole[int64](r.Freezes), FrozenMS: whole[client.Millis](r.Frozen), Quality: r.Quality, Reconnects: whole[int64](r.Reconnects),
		Transport: client.Transport(r.Transport), Samples: whole[int64](r.Samples), DurationMS: whole[client.Millis](r.Duration),
	}
}

// whole rounds what is there.
func whole[T ~int64](n *float64) *T {
	if n == nil {
		return nil
	}
	rounded := T(math.Round(*n))
	return &rounded
}

// reportEvents are what devices reported of a call, as lines of its timeline: when each heard and saw the first of the others,
// and how it was for them by their last report.
func reportEvents(c *call.Call, reports []record.Report) []client.Event {
	var events []client.Event
	for i := range reports {
		r := &reports[i]
		if r.Leg >= len(c.Legs) {
			continue
		}
		l := &c.Legs[r.Leg]
		e := client.Event{Source: client.FromClient, User: string(l.User), Device: string(l.Device)}
		for _, first := range []struct {
			kind  string
			after *float64
		}{{"first_audio", r.FirstAudio}, {"first_frame", r.FirstFrame}} {
			if at := r.Heard(c, first.after); !at.IsZero() {
				e.At, e.Type = moment(at), first.kind
				e.Detail = map[string]string{"after_ms": strconv.FormatInt(int64(math.Round(*first.after)), 10)}
				events = append(events, e)
			}
		}
		e.At, e.Type, e.Detail, e.Statistics = moment(r.At), "statistics", nil, statisticsOf(r)
		events = append(events, e)
	}
	return events
}
