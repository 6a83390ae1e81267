package doctor

import (
	"context"
	"net/netip"
	"net/url"
	"slices"
	"sync"
	"time"

	"ringline/internal/media/external"
	"ringline/internal/media/livekit"
)

// clockOff is how far the clock of a media server may be off; from a minute on neither takes what the other signs.
const clockOff = 20 * time.Second

// external looks at the LiveKit servers that the settings list.
func (p *patient) external(ctx context.Context) []Finding {
	list := p.Config.Media.External
	all := make([]Finding, len(list))
	var looks sync.WaitGroup
	for i := range list {
		looks.Go(func() { all[i] = judgeExternal(list[i], external.Look(ctx, list[i])) })
	}
	looks.Wait()
	var twice []Finding
	for i := range list {
		for _, n := range p.living {
			if n.Name == list[i].Name {
				twice = append(twice, fail("media server "+n.Name, "give it another name under media.external", "a Ringline server has the same name"))
			}
		}
	}
	return slices.Concat(all, twice)
}

func judgeExternal(cfg livekit.External, f external.Found) Finding {
	check := "media server " + cfg.Name
	switch {
	case f.Fault != nil && f.ClockOff.Abs() > clockOff:
		return fail(check, "set its clock, or this one's: a time service does", "%v (its clock is %v off)", f.Fault, f.ClockOff)
	case f.Fault != nil:
		return fail(check, "see url, key and secret of it under media.external, and whether it runs", "%v", f.Fault)
	case f.Creates:
		return fail(check, "set room.auto_create: false in its configuration", "it makes rooms by itself: an old ticket opens a room that is over")
	case f.ClockOff.Abs() > clockOff:
		return warn(check, "set its clock, or this one's: a time service does", "its clock is %v off: from a minute on it refuses us", f.ClockOff)
	case plain(cfg.URL):
		return warn(check, "give it a certificate and say wss:// in url", "it is reached without encryption: browsers refuse that from https pages, and what we sign can be read on the way")
	case cfg.Drain:
		return ok(check, "it answers and takes our key; it is drained, with %d calls", f.Rooms)
	}
	return ok(check, "it answers and takes our key, with %d calls", f.Rooms)
}

// plain reports whether an address leads out of this machine without encryption.
func plain(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "ws" {
		return false
	}
	ip, err := netip.ParseAddr(u.Hostname())
	return u.Hostname() != "localhost" && (err != nil || !ip.IsLoopback())
}
