package doctor

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"
)

// What a server needs of its disk. A record with its timeline takes about 5 KB.
const (
	leastSpace = 200 << 20
	fewSpace   = 2 << 30
)

func (p *patient) disk(context.Context) []Finding {
	free, total, err := space(existing(p.Config.Data))
	return []Finding{judgeSpace(free, total, err)}
}

func judgeSpace(free, total uint64, err error) Finding {
	const check = "disk space"
	const gb = 1 << 30
	switch {
	case errors.Is(err, errors.ErrUnsupported):
		return warn(check, "look for yourself", "could not be checked on this system")
	case err != nil:
		return fail(check, "look whether the disk is there", "%v", err)
	case free < leastSpace:
		return fail(check, "make room: a server that cannot write refuses calls", "%.2f of %.1f GB are free", float64(free)/gb, float64(total)/gb)
	case free < fewSpace || free < total/50:
		return warn(check, "make room, or let records go sooner (records_for of the apps)", "only %.2f of %.1f GB are free", float64(free)/gb, float64(total)/gb)
	}
	return ok(check, "%.1f of %.1f GB are free", float64(free)/gb, float64(total)/gb)
}

// How syncs are measured.
const (
	mostSyncs  = 200
	syncsFor   = 2 * time.Second
	leastSyncs = 5
)

func (p *patient) syncs(ctx context.Context) []Finding {
	took, err := measureSyncs(ctx, existing(p.Config.Data))
	return []Finding{judgeSyncs(took, err)}
}

// measureSyncs writes small pieces to a file of its own and waits for each to be on the disk, as every commit does.
func measureSyncs(ctx context.Context, folder string) (took []time.Duration, err error) {
	file, err := os.CreateTemp(folder, ".doctor-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close(), os.Remove(file.Name())) }()
	piece := make([]byte, 4096)
	begun := time.Now()
	for i := 0; i < mostSyncs && ctx.Err() == nil && (i < leastSyncs || time.Since(begun) < syncsFor); i++ {
		if _, err := file.WriteAt(piece, int64(i)*int64(len(piece))); err != nil {
			return nil, err
		}
		one := time.Now()
		if err := file.Sync(); err != nil {
			return nil, err
		}
		took = append(took, time.Since(one))
	}
	return took, ctx.Err()
}

// changesOfACall is how many commits a call between two takes: start, rang, accept, hang up.
const changesOfACall = 4

func judgeSyncs(took []time.Duration, err error) Finding {
	const check = "disk speed"
	if err != nil || len(took) == 0 {
		return fail(check, "look whether the data folder can be written", "%v", err)
	}
	slices.Sort(took)
	p50, p99 := took[len(took)/2], took[len(took)*99/100]
	found := fmt.Sprintf("a sync takes %v, of a hundred one takes %v: %.0f calls a second one after the other, many times that at once, because they share syncs",
		p50.Round(time.Microsecond), p99.Round(time.Microsecond), float64(time.Second)/float64(p50)/changesOfACall)
	switch {
	case p99 > 500*time.Millisecond:
		return fail(check, "put the data folder on a local SSD", "%s", found)
	case p99 > 50*time.Millisecond || p50 > 10*time.Millisecond:
		return warn(check, "put the data folder on a local SSD: it makes every command wait", "%s", found)
	case p50 < 5*time.Microsecond:
		return warn(check, "put the data folder on a real disk: after a power cut calls may be missing that were acknowledged",
			"%s; that is so fast that nothing seems to reach a disk", found)
	}
	return ok(check, "%s", found)
}
