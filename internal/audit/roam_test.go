package audit

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"ringline/internal/call"
)

// Few users on few devices, so that they get into each other's way.
var (
	users   = []call.UserID{"ann", "bob", "cat", "dan", "eve"}
	devices = []call.DeviceID{"d1", "d2"}
)

// TestRandomHistories: whatever people do, in whatever order, the rules keep every promise and the auditor sees it so.
func TestRandomHistories(t *testing.T) {
	seeds := uint64(60)
	if testing.Short() {
		seeds = 10
	}
	for seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			inWorld(t, seed, nil, func(w *world) {
				again := 0
				w.post = func(h Heard) []Heard { // back ends may hear the very same again
					if again++; again%10 == 0 {
						return []Heard{h, h}
					}
					return []Heard{h}
				}
				wantNone(t, Audit(w.roam(300)))
			})
		})
	}
}

// roam does random things, in two apps, until everybody is lost. Refusals are part of it.
func (w *world) roam(steps int) History {
	var repeat func()
	for n := range steps {
		in := app
		if w.random.IntN(6) == 0 {
			in = other
		}
		by := on(users[w.random.IntN(len(users))], devices[w.random.IntN(len(devices))])
		request := call.Request{User: by.User, Device: by.Device, ID: fmt.Sprint("r", n)}
		switch {
		case repeat != nil && w.random.IntN(8) == 0:
			repeat()
			continue
		case len(w.calls[in]) == 0 || w.random.IntN(5) == 0:
			m := w.anyStart(in, by)
			repeat = func() { w.begin(m, request) }
		default:
			ref := w.calls[in][max(0, len(w.calls[in])-1-w.random.IntN(3))]
			by = w.somebodyIn(ref, by)
			cmd := w.anyCommand(by)
			repeat = func() { w.try(ref, cmd, request) }
		}
		repeat()
		w.pass(time.Duration(w.random.IntN(3)) * time.Duration(w.random.IntN(900)) * time.Millisecond)
	}
	return w.over()
}

// over lets every lease and every deadline pass, and returns what came of it all.
func (w *world) over() History {
	held, connected := map[Holder]call.ID{}, []Device{}
	for _, in := range []call.AppID{app, other} {
		for _, u := range users {
			for _, d := range devices {
				_ = w.Lapse(w.Context(), in, u, d, false) // some mutants cannot
				connected = append(connected, Device{in, u, d})
			}
		}
	}
	w.pass(call.MaxRing)
	for _, in := range []call.AppID{app, other} {
		for _, u := range users {
			if id, err := w.store.Held(w.Context(), in, u); err == nil {
				held[Holder{in, u}] = id
			}
		}
	}
	h := w.history()
	h.Told, h.Held, h.Connected, h.Over = w.told, held, connected, true
	return h
}

// somebodyIn mostly picks one who knows the call, so that not everything is refused.
func (w *world) somebodyIn(ref call.Ref, by call.Actor) call.Actor {
	c, err := w.Load(w.Context(), ref)
	if err != nil || w.random.IntN(3) == 0 {
		return by
	}
	l := c.Legs[w.random.IntN(len(c.Legs))]
	if l.Robot {
		return by
	}
	if by.User = l.User; l.Device != "" && w.random.IntN(3) > 0 {
		by.Device = l.Device
	}
	return by
}

func (w *world) some(but call.UserID) (picked []call.UserID) {
	for _, i := range w.random.Perm(len(users))[:1+w.random.IntN(3)] {
		if users[i] != but {
			picked = append(picked, users[i])
		}
	}
	return picked
}

// anyStart gives the calls of both apps the same ids.
func (w *world) anyStart(in call.AppID, by call.Actor) call.Start {
	m := call.Start{App: in, ID: call.ID(fmt.Sprint("call", len(w.calls[in])+1)), By: by, Callees: w.some(by.User), Media: call.Video, Host: w.host()}
	switch w.random.IntN(8) {
	case 0, 1:
		m.By, m.Robot = admin, "robot"
	case 2, 3:
		m.By, m.Caller = admin, by.User
	}
	return m
}

func (w *world) anyCommand(by call.Actor) call.Command {
	return []call.Command{
		call.Accept{By: by},
		call.Accept{By: by},
		call.Accept{By: by},
		call.Reject{By: by, Busy: w.random.IntN(2) == 0},
		call.Rang{By: by},
		call.Cancel{By: by},
		call.Hangup{By: by},
		call.Join{By: by},
		call.Invite{By: by, Users: w.some(by.User)},
		call.SwitchMedia{By: by, Media: []call.Media{call.Audio, call.Video}[w.random.IntN(2)]},
		call.Lapse{User: by.User, Device: by.Device, Restart: w.random.IntN(2) == 0},
		call.EndCall{By: admin},
		call.Kick{By: admin, User: by.User},
		call.Invite{By: admin, Users: w.some(by.User)},
		call.Move{From: w.host(), To: w.host(), Lost: w.random.IntN(2) == 0},
	}[w.random.IntN(15)]
}

// host is a node that may have the media of a call, or none.
func (w *world) host() string { return []string{"", "n1", "n2"}[w.random.IntN(3)] }

func (w *world) begin(m call.Start, request call.Request) {
	c, err := w.Start(w.Context(), m, request)
	w.answered(&c, m, request, err)
	if err == nil && !slices.Contains(w.calls[m.App], c.Ref()) {
		w.calls[m.App] = append(w.calls[m.App], c.Ref())
	}
}

func (w *world) try(ref call.Ref, cmd call.Command, request call.Request) {
	c, err := w.Do(w.Context(), ref, cmd, request)
	w.answered(&c, cmd, request, err)
}

// answered notes what was acknowledged.
func (w *world) answered(c *call.Call, cmd call.Command, request call.Request, err error) {
	if err != nil {
		if refused := (*call.Error)(nil); !errors.As(err, &refused) && !w.broken {
			w.Errorf("%s: %v", cmd.Rule(), err)
		}
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	told := Told{
		Call: c.Ref(), Version: c.Version, Ended: c.End != nil, Shows: c, Request: request,
		To: Device{c.App, request.User, request.Device},
	}
	if end, ok := cmd.(call.EndCall); ok && !slices.ContainsFunc(w.told, func(t Told) bool { return t.Request == request && t.Call.App == c.App }) {
		told.Rule = end.Rule()
	}
	w.told = append(w.told, told)
}
