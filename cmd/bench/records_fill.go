package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"ringline/internal/call"
	"ringline/internal/store/sqlite"
)

// fillers is how many calls are put in at once: enough to share transactions.
const fillers = 256

// fill has n calls started and ended, by the rules and through the store, spread evenly over the days. It returns how many a second
// that were, in the first tenth and in the last.
func (o *recordsOptions) fill(ctx context.Context, s *sqlite.Store, n int, until time.Time) (first, last float64, err error) {
	step := time.Duration(o.days) * 24 * time.Hour / time.Duration(n)
	from := until.Add(-step * time.Duration(n))
	var next, done atomic.Int64
	var marks [3]atomic.Int64 // when a tenth, nine tenths and all were done
	begun := time.Now()
	group, ctx := errgroup.WithContext(ctx)
	for range fillers {
		group.Go(func() error {
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				random := rand.New(rand.NewPCG(uint64(i), 7)) // the same call whoever makes it
				if err := o.one(ctx, s, random, i, from.Add(step*time.Duration(i))); err != nil {
					return err
				}
				d := done.Add(1)
				if d%100_000 == 0 && d < int64(n) {
					progress("%s of %s records after %v", thousands(int(d)), thousands(n), time.Since(begun).Round(time.Second))
				}
				for k, at := range [3]int64{int64(n) / 10, int64(n) * 9 / 10, int64(n)} {
					if d == at {
						marks[k].Store(int64(time.Since(begun)))
					}
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return 0, 0, fmt.Errorf("fill: %w", err)
	}
	tenth := float64(n) / 10
	rate := func(from, to int64) float64 { return tenth / time.Duration(to-from).Seconds() }
	return rate(0, marks[0].Load()), rate(marks[1].Load(), marks[2].Load()), nil
}

// user picks who calls or is called.
func (o *recordsOptions) user(random *rand.Rand) call.UserID {
	return call.UserID(fmt.Sprintf("user-%06d", random.IntN(o.users)))
}

// one puts in the i-th call. If somebody in it is just in another one, others are chosen.
func (o *recordsOptions) one(ctx context.Context, s *sqlite.Store, random *rand.Rand, i int64, at time.Time) error {
	for {
		callees := []call.UserID{o.user(random)}
		if random.IntN(20) == 0 {
			callees = append(callees, o.user(random), o.user(random))
		}
		m := call.Start{
			App: benchApp, ID: timedID(at, random), Callees: callees, Media: call.Audio, Room: call.Room{Name: fmt.Sprint(i + 1), Numeric: true},
			By: call.Actor{Kind: call.ByUser, User: o.user(random), Device: "0198f2a0-phone"}, UserData: `{"ticket":4711}`,
			RingFor: 30 * time.Second, Max: 9,
		}
		if random.IntN(10) == 0 {
			m.Robot, m.By = busyUser, call.Actor{Kind: call.ByAdmin, User: "administrator"}
		}
		if random.IntN(3) == 0 {
			m.Media = call.Video
		}
		err := play(ctx, s, m, at, course(random, i, &m))
		var claimed *call.Claimed
		var refused *call.Error
		if err == nil || !errors.As(err, &claimed) && !(errors.As(err, &refused) && refused.Code == call.CodeInvalid) { // somebody is named twice
			return err
		}
	}
}

// course is how a call goes on.
func course(random *rand.Rand, i int64, m *call.Start) []call.Command {
	callee := call.Actor{Kind: call.ByUser, User: m.Callees[0], Device: "0198f2a1-phone"}
	accept := call.Accept{By: callee}
	switch p := random.IntN(100); {
	case i%10_000 == 5:
		return []call.Command{accept, call.Lapse{User: callee.User, Device: callee.Device, Restart: true}, call.EndCall{By: callee}}
	case p < 70:
		return []call.Command{accept, call.EndCall{By: callee}}
	case p < 85:
		return []call.Command{call.Tick{}}
	default:
		return []call.Command{call.EndCall{By: callee}}
	}
}

// play starts a call and goes on until it is over, a few seconds for each command.
func play(ctx context.Context, s *sqlite.Store, m call.Start, at time.Time, commands []call.Command) error {
	change, err := call.Apply(call.Call{}, m, at)
	if err != nil {
		return err
	}
	if err := s.Commit(ctx, change); err != nil {
		return err
	}
	for _, cmd := range commands {
		at = at.Add(7 * time.Second)
		if _, tick := cmd.(call.Tick); tick {
			at = at.Add(m.RingFor)
		}
		if change.To.End != nil {
			return nil
		}
		if change, err = call.Apply(change.To, cmd, at); err != nil {
			return err
		}
		if err := s.Commit(ctx, change); err != nil {
			return err
		}
	}
	return nil
}

// timedID is a UUIDv7 of a moment.
func timedID(at time.Time, random *rand.Rand) call.ID {
	ms := at.UnixMilli()
	return call.ID(fmt.Sprintf("%08x-%04x-7%03x-8%03x-%012x", ms>>16, ms&0xffff, random.IntN(1<<12), random.IntN(1<<12), random.Int64N(1<<48)))
}
