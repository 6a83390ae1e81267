package sim

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"ringline/internal/call"
	"ringline/internal/media"
)

// liar is a media server that does not do what it is told, or not always.
type liar struct {
	w *world

	mu      sync.Mutex
	rooms   map[call.Ref][]media.Participant
	mood    string // empty: honest; down: fails, having done nothing; deaf: says yes, having done nothing; open: lets everybody in
	planted int    // rooms that nobody asked for
}

func newLiar(w *world) *liar { return &liar{w: w, rooms: map[call.Ref][]media.Participant{}} }

var errMedia = errors.New("the media server is down")

func (l *liar) told(obey func()) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch l.mood {
	case "down":
		return errMedia
	case "deaf":
	default:
		obey()
	}
	return nil
}

func (l *liar) Open(_ context.Context, ref call.Ref) error {
	return l.told(func() { l.rooms[ref] = append([]media.Participant{}, l.rooms[ref]...) })
}

func (l *liar) Close(_ context.Context, ref call.Ref) error {
	return l.told(func() { delete(l.rooms, ref) })
}

func (l *liar) Remove(_ context.Context, ref call.Ref, p media.Participant) error {
	return l.told(func() {
		if in, ok := l.rooms[ref]; ok {
			l.rooms[ref] = slices.DeleteFunc(in, func(q media.Participant) bool { return p == q })
		}
	})
}

func (l *liar) Mute(_ context.Context, ref call.Ref, user call.UserID, _ media.Source) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !slices.ContainsFunc(l.rooms[ref], func(p media.Participant) bool { return p.User == user }) {
		return call.ErrNotFound
	}
	return nil
}

func (l *liar) List(context.Context) ([]media.Room, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.mood == "down" {
		return nil, errMedia
	}
	var all []media.Room
	for ref, in := range l.rooms {
		all = append(all, media.Room{Call: ref, Participants: slices.Clone(in)})
	}
	slices.SortFunc(all, func(a, b media.Room) int {
		return cmp.Or(cmp.Compare(a.Call.App, b.Call.App), strings.Compare(string(a.Call.ID), string(b.Call.ID)))
	})
	return all, nil
}

func (l *liar) set(mood string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.mood = mood
}

// lie does one of the things that media servers do.
func (l *liar) lie() {
	w := l.w
	switch lie := pick(w.dice, []string{"down", "deaf", "open", "orphan", "stranger", "lost rooms"}); lie {
	case "orphan":
		w.fault("media: room that nobody asked for")
		l.mu.Lock()
		defer l.mu.Unlock()
		l.planted++
		l.rooms[call.Ref{App: pick(w.dice, appIDs), ID: call.ID(fmt.Sprintf("orphan-%d", l.planted))}] = nil
	case "stranger":
		l.mu.Lock()
		defer l.mu.Unlock()
		for _, ref := range w.refs() {
			if in, ok := l.rooms[ref]; ok {
				w.fault("media: stranger in a room")
				l.rooms[ref] = append(in, media.Participant{User: "stranger", Device: "x"})
				return
			}
		}
	case "lost rooms":
		w.fault("media: rooms lost")
		l.mu.Lock()
		defer l.mu.Unlock()
		for ref := range l.rooms {
			if !strings.HasPrefix(string(ref.ID), "orphan") {
				delete(l.rooms, ref)
			}
		}
	default:
		w.fault("media: " + lie)
		l.set(lie)
		w.after(w.between(time.Second, 8*time.Second), func() { l.set("") })
	}
}

// refs lists every call there may be, in the order of their starts.
func (w *world) refs() (refs []call.Ref) {
	for _, app := range appIDs {
		for _, id := range w.known[app] {
			refs = append(refs, call.Ref{App: app, ID: id})
		}
	}
	return refs
}

// enterMedia has a device go to the room of its call. A real gate decides, unless the media server forgets to ask it.
func (w *world) enterMedia(d *device, ref call.Ref) {
	w.after(w.upTo(time.Second), func() {
		s := w.server
		if s.dead.Load() {
			return
		}
		w.spawn(func() func() {
			err := s.gate.MayJoin(s.ctx, ref, d.user, d.device)
			return func() { w.entered(s, ref, media.Participant{User: d.user, Device: d.device}, err) }
		})
	})
}

func (w *world) entered(s *server, ref call.Ref, p media.Participant, refused error) {
	l := w.media
	l.mu.Lock()
	in, there := l.rooms[ref]
	if refused != nil && l.mood != "open" || slices.Contains(in, p) || l.mood == "down" {
		l.mu.Unlock()
		return
	}
	if !there && l.mood == "deaf" {
		l.mu.Unlock()
		return
	}
	l.rooms[ref] = append(in, p)
	l.mu.Unlock()
	w.counts.count("media joins")
	lots := w.about("media", ref, p, s.n)
	if lots.chance(20) {
		w.fault("media: event lost")
		return
	}
	w.after(lots.upTo(3*time.Second), func() {
		if !s.dead.Load() {
			s.recon.Notice(media.Event{Type: media.Joined, Call: ref, Participant: p})
		}
	})
}

// oldTicket tries a ticket after the end of its call (P13).
func (w *world) oldTicket() {
	d := pick(w.dice, w.people)
	s := w.server
	if s.dead.Load() {
		return
	}
	for _, id := range w.known[d.app] {
		v := d.views[id]
		if v == nil || v.End == nil {
			continue
		}
		ref := v.Ref()
		w.checked(13)
		w.spawn(func() func() {
			err := s.gate.MayJoin(s.ctx, ref, d.user, d.device)
			return func() {
				if err == nil {
					w.fail(13, "%v may enter the media of call %s, which is over", d.seat, ref.ID)
				}
			}
		})
		return
	}
}

func (w *world) mute(ref call.Ref, user call.UserID) {
	_ = w.media.Mute(w.server.ctx, ref, user, media.Microphone)
}
