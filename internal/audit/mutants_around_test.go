package audit

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/tenant"
)

// wrongStore is a store whose commits, or readings, go another way.
type wrongStore struct {
	control.Store
	commit func(ctx context.Context, right control.Store, ch call.Change) error
	load   func(c call.Call) error
}

func (s wrongStore) Commit(ctx context.Context, ch call.Change) error {
	if s.commit == nil {
		return s.Store.Commit(ctx, ch)
	}
	return s.commit(ctx, s.Store, ch)
}

func (s wrongStore) Load(ctx context.Context, ref call.Ref) (call.Call, error) {
	c, err := s.Store.Load(ctx, ref)
	if err == nil && s.load != nil {
		err = s.load(c)
	}
	return c, err
}

func commits(f func(w *world, ctx context.Context, right control.Store, ch call.Change) error) func(*world) {
	return func(w *world) {
		w.store = wrongStore{Store: w.store, commit: func(ctx context.Context, right control.Store, ch call.Change) error {
			return f(w, ctx, right, ch)
		}}
	}
}

// storeWrong lose, forget and let through.
func storeWrong() []mutant {
	return []mutant{
		{"what was acknowledged was not written", 9, commits(func(w *world, ctx context.Context, right control.Store, ch call.Change) error {
			w.mu.Lock()
			lost := w.luck.IntN(10) == 0
			w.mu.Unlock()
			if lost {
				return nil
			}
			return right.Commit(ctx, ch)
		})},
		{"it was written without its history", 9, commits(func(w *world, ctx context.Context, right control.Store, ch call.Change) error {
			err := right.Commit(ctx, ch)
			if err == nil && ch.Has(call.Ended) {
				w.mu.Lock()
				w.log = w.log[:len(w.log)-1]
				w.mu.Unlock()
			}
			return err
		})},
		{"devices hear of what is not yet written", 9, commits(func(w *world, ctx context.Context, right control.Store, ch call.Change) error {
			w.mu.Lock()
			w.show(&ch)
			w.mu.Unlock()
			return right.Commit(ctx, ch)
		})},
		{"the record of an ended call is lost", 5, func(w *world) {
			w.store = wrongStore{Store: w.store, load: func(c call.Call) error {
				if c.End != nil && c.End.Result == call.ResultBusy {
					return call.ErrNotFound
				}
				return nil
			}}
		}},
		{"a call that is over can change", 4, func(w *world) {
			rules(func(d *draft) {
				if m, ok := refused[call.SwitchMedia](d, call.ErrEnded); ok {
					d.anew()
					d.emit(call.Event{Type: call.MediaSwitched, By: m.By, Media: m.Media})
				}
			})(w)
			commits(func(w *world, ctx context.Context, right control.Store, ch call.Change) error {
				err := right.Commit(ctx, ch)
				if errors.Is(err, call.ErrConflict) && ch.Rule == (call.SwitchMedia{}).Rule() {
					w.record(&ch)
					return nil
				}
				return err
			})(w)
		}},
		{"claims are not looked at", 1, commits(func(_ *world, ctx context.Context, right control.Store, ch call.Change) error {
			ch.Claim = nil
			return right.Commit(ctx, ch)
		})},
		{"a request that is repeated is done again", 12, commits(func(w *world, ctx context.Context, right control.Store, ch call.Change) error {
			err := right.Commit(ctx, ch)
			if again := (*call.Repeated)(nil); errors.As(err, &again) {
				asked := ch.Request
				ch.Request = call.Request{}
				if err = right.Commit(ctx, ch); err == nil {
					w.mu.Lock()
					w.log[len(w.log)-1].Request = asked
					w.mu.Unlock()
				}
			}
			return err
		})},
	}
}

// renders stands between control and the back ends' messages.
type renders func(app *tenant.App, ch *call.Change) []call.Delivery

func (f renders) Render(app *tenant.App, ch *call.Change) []call.Delivery { return f(app, ch) }

func posts(f func(w *world, h Heard) []Heard) func(*world) {
	return func(w *world) { w.post = func(h Heard) []Heard { return f(w, h) } }
}

// hooksWrong tell back ends too little, too much or the wrong thing.
func hooksWrong() []mutant {
	return []mutant{
		{"a message to a back end is dropped", 6, posts(func(w *world, h Heard) []Heard {
			if w.luck.IntN(10) == 0 {
				return nil
			}
			return []Heard{h}
		})},
		{"a message comes again with other bytes", 6, posts(func(w *world, h Heard) []Heard {
			if w.luck.IntN(10) == 0 {
				return []Heard{h, {h.App, strings.Replace(h.Body, "{", "{ ", 1)}}
			}
			return []Heard{h}
		})},
		{"messages of a call overtake each other", 6, func(w *world) {
			var late []Heard
			posts(func(w *world, h Heard) []Heard {
				if late == nil && w.luck.IntN(3) == 0 {
					late = []Heard{h}
					return nil
				}
				all := append([]Heard{h}, late...)
				late = nil
				return all
			})(w)
		}},
		{"a message goes to another app", 6, posts(func(_ *world, h Heard) []Heard {
			if h.App == other {
				h.App = app
			}
			return []Heard{h}
		})},
		{"a message is about somebody else", 6, posts(func(_ *world, h Heard) []Heard {
			if i := strings.LastIndex(h.Body, `"ann"`); strings.Contains(h.Body, "ChangedUserList") && i > strings.Index(h.Body, "ChangedUserList") {
				h.Body = h.Body[:i] + `"eve"` + h.Body[i+5:]
			}
			return []Heard{h}
		})},
		{"back ends hear of what is not yet written", 6, func(w *world) {
			w.render = func(right control.Webhooks) control.Webhooks {
				return renders(func(app *tenant.App, ch *call.Change) []call.Delivery {
					w.mu.Lock()
					defer w.mu.Unlock()
					for _, d := range right.Render(app, ch) {
						w.heard = append(w.heard, Heard{ch.To.App, string(d.Body)})
					}
					return nil
				})
			}
		}},
		{"back ends do not hear of what a deadline does", 6, func(w *world) {
			w.render = func(right control.Webhooks) control.Webhooks {
				return renders(func(app *tenant.App, ch *call.Change) []call.Delivery {
					if ch.Rule == (call.Tick{}).Rule() {
						return nil
					}
					return right.Render(app, ch)
				})
			}
		}},
	}
}

func tells(f func(w *world, t Told) []Told) func(*world) {
	return func(w *world) { w.tell = func(t Told) []Told { return f(w, t) } }
}

// about returns the events of a type that a device was told.
func (t *Told) about(kind call.EventType) []call.Event {
	return slices.DeleteFunc(slices.Clone(t.Events), func(e call.Event) bool { return e.Type != kind })
}

// devicesWrong show devices too little, too much, too late.
func devicesWrong() []mutant {
	return []mutant{
		{"the other devices do not hear who answered", 2, tells(func(_ *world, t Told) []Told {
			if a := t.about(call.Answered); len(a) > 0 && a[0].User == t.To.User && a[0].Device != t.To.Device {
				return nil
			}
			return []Told{t}
		})},
		{"a device that rings does not hear that it is over", 7, tells(func(_ *world, t Told) []Told {
			if t.Ended && t.To.Device == "d2" {
				return nil
			}
			return []Told{t}
		})},
		{"a device is told to ring for what is over", 7, tells(func(_ *world, t Told) []Told {
			if l := t.Shows.Leg(t.To.User); l.State == call.Gone && !l.Deadline.IsZero() {
				t.Rings, t.Until = true, l.Deadline
			}
			return []Told{t}
		})},
		{"a ring does not say until when", 7, tells(func(_ *world, t Told) []Told {
			t.Until = time.Time{}
			return []Told{t}
		})},
		{"an update is lost", 10, tells(func(w *world, t Told) []Told {
			if w.luck.IntN(20) == 0 {
				return nil
			}
			return []Told{t}
		})},
		{"an update comes twice", 10, tells(func(w *world, t Told) []Told {
			if w.luck.IntN(20) == 0 {
				return []Told{t, t}
			}
			return []Told{t}
		})},
		{"updates overtake each other", 10, func(w *world) {
			late := map[Device][]Told{}
			tells(func(w *world, t Told) []Told {
				if late[t.To] == nil && w.luck.IntN(3) == 0 {
					late[t.To] = []Told{t}
					return nil
				}
				all := append([]Told{t}, late[t.To]...)
				delete(late, t.To)
				return all
			})(w)
		}},
		{"an update goes to another app", 16, tells(func(_ *world, t Told) []Told {
			if t.To.App == other {
				t.To.App = app
			}
			return []Told{t}
		})},
		{"a newcomer is not shown who was there before", 10, tells(func(_ *world, t Told) []Told {
			if t.Rings && len(t.Shows.Legs) > 2 {
				is := *t.Shows
				is.Legs = is.Legs[1:]
				t.Shows = &is
			}
			return []Told{t}
		})},
	}
}
