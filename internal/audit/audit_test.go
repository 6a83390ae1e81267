package audit

import (
	"slices"
	"strings"
	"testing"
	"time"

	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/dialect"
)

// The calls of the story, in the order of their start.
const (
	talk   = iota // ann and bob talk; bob hangs up
	missed        // ann calls bob, who does not answer
	group         // ann calls bob, cat and dan: cat declines, dan misses it, bob leaves and comes back, ann is lost, bob goes
	robot         // a robot calls bob, then the app ends it
	live          // eve rings for fay
)

// story tells all of that. Each test damages it in its own way.
func story(w *world) History {
	ref := w.start(on("ann", "a1"), "bob")
	w.pass(time.Second)
	w.do(ref, call.Rang{By: on("bob", "b1")})
	w.do(ref, call.Accept{By: on("bob", "b1")})
	w.pass(time.Minute)
	w.do(ref, call.Hangup{By: on("bob", "b1")})

	w.start(on("ann", "a1"), "bob")
	w.pass(31 * time.Second)

	ref = w.start(on("ann", "a1"), "bob", "cat", "dan")
	w.do(ref, call.Reject{By: on("cat", "c1")})
	w.do(ref, call.Accept{By: on("bob", "b2")})
	w.pass(31 * time.Second)
	w.do(ref, call.Invite{By: on("bob", "b2"), Users: []call.UserID{"cat"}})
	w.do(ref, call.Accept{By: on("cat", "c1")})
	w.do(ref, call.Hangup{By: on("bob", "b2")})
	w.do(ref, call.Join{By: on("bob", "b1")})
	w.do(ref, call.SwitchMedia{By: on("bob", "b1"), Media: call.Audio})
	w.do(ref, call.Lapse{User: "ann", Device: "a1"})
	w.do(ref, call.Hangup{By: on("bob", "b1")})

	c, err := w.Start(w.Context(), call.Start{App: app, By: admin, Robot: "robot", Callees: []call.UserID{"bob"}, Media: call.Audio}, call.Request{})
	if err != nil {
		w.Fatal(err)
	}
	w.pass(time.Second)
	w.do(c.Ref(), call.Accept{By: on("bob", "b1")})
	w.do(c.Ref(), call.EndCall{By: admin})

	w.pass(time.Second)
	w.start(on("eve", "e1"), "fay")
	w.pass(time.Second)
	return w.history()
}

func TestTheStoryKeepsEveryPromise(t *testing.T) {
	inWorld(t, 0, nil, func(w *world) {
		h := story(w)
		for _, c := range h.Log {
			h.Told = append(h.Told, Told{Call: c.Call, Version: c.Version, Rule: c.Rule, Events: c.Events})
		}
		for _, c := range h.Calls {
			h.Told = append(h.Told, Told{Call: c.Ref(), Ended: c.End != nil})
		}
		wantNone(t, Audit(h))
		if len(h.Calls) != live+1 || len(h.Log) < 20 {
			t.Errorf("the story has %d calls and %d changes", len(h.Calls), len(h.Log))
		}
	})
}

func wantNone(t testing.TB, broken []Broken) {
	t.Helper()
	for _, b := range broken {
		t.Error(b)
	}
}

// TestDamage: the auditor finds each of these, and names the promise.
func TestDamage(t *testing.T) {
	for name, tc := range map[string]struct {
		damage  func(h *History)
		promise int
		text    string // part of the finding
	}{
		"a user in two calls": {func(h *History) {
			h.move(robot, 1, 0) // the robot calls bob before his talk begins
		}, 1, "takes bob"},
		"claimed before the release is committed": {func(h *History) {
			i := h.index(missed, 1)
			h.Log[i], h.Log[i-1] = h.Log[i-1], h.Log[i]
		}, 1, "who is still in call"},
		"invited twice at once": {func(h *History) {
			e := h.entry(group, 1)
			again := e.Events[1]
			again.Seq, again.At = 4, e.Events[3].At.Add(time.Microsecond)
			e.Events = append(e.Events, again)
		}, 1, "invites bob"},
		"two devices answered": {func(h *History) {
			e := h.entry(talk, 3)
			again := e.Events[0]
			again.Seq, again.Device, again.At = 1, "b2", again.At.Add(time.Millisecond)
			e.Events = append(e.Events, again)
		}, 2, `bob on "b2", who is joined on "b1"`},
		"another device answered than the record says": {func(h *History) {
			h.Calls[talk].Legs[1].Device = "b2"
		}, 5, "leg 1"},
		"answered after declining": {func(h *History) {
			h.entry(group, 3).Events[0].User = "cat"
		}, 2, "answered of cat"},
		"answered on no device": {func(h *History) {
			h.entry(talk, 3).Events[0].Device = ""
		}, 2, "on no device"},
		"joined while in the call": {func(h *History) {
			h.entry(group, 8).Events[0].User = "ann"
		}, 2, "ann joins"},
		"rings without end": {func(h *History) {
			h.Now = h.Now.Add(time.Hour)
		}, 3, "rings for fay"},
		"live although all have gone": {func(h *History) {
			h.Over = true
		}, 3, "everybody has gone"},
		"goes on alone": {func(h *History) {
			leg := &h.Calls[live].Legs[1]
			leg.State, leg.Reason, leg.GoneAt = call.Gone, call.Rejected, h.Calls[live].LastAt
		}, 3, "goes on with 1 members"},
		"rang long after its deadline, then canceled": {func(h *History) {
			h.shift(missed, 2, 10*time.Second)
			h.Calls[missed].Legs[1].Reason = call.Canceled
		}, 3, "rang for bob"},
		"ended twice": {func(h *History) {
			again := *h.commit(talk, 4)
			again.Version = 5
			h.Log = append(h.Log, again)
		}, 4, "after the end"},
		"two ends acknowledged": {func(h *History) {
			told := Told{Call: h.Calls[robot].Ref(), Rule: "end", Ended: true}
			h.Told = append(h.Told, told, told)
		}, 4, "ended twice"},
		"something after the end": {func(h *History) {
			e := h.entry(talk, 4)
			last := e.Events[len(e.Events)-1]
			last.Seq, last.At, last.Type, last.Media = len(e.Events), last.At.Add(time.Second), call.MediaSwitched, call.Audio
			e.Events = append(e.Events, last)
		}, 4, "media_switched after the end"},
		"a version is missing": {func(h *History) {
			i := h.index(talk, 2)
			h.Log = slices.Delete(h.Log, i, i+1)
		}, 4, "comes after version 1"},
		"started twice": {func(h *History) {
			h.entry(talk, 3).Events[0].Type = call.Started
		}, 4, "started is event 0 of version 3"},
		"another end time": {func(h *History) {
			end := h.Calls[talk].End
			end.At = end.At.Add(time.Second)
		}, 4, "ended at"},
		"left without being in": {func(h *History) {
			h.entry(talk, 4).Events[0].Device = "b9"
		}, 4, "was not in the call there"},
		"two records": {func(h *History) {
			h.Calls = append(h.Calls, h.Calls[talk])
		}, 5, "two records"},
		"no record": {func(h *History) {
			h.Calls = slices.Delete(h.Calls, talk, talk+1)
		}, 5, "no record"},
		"a record of nothing": {func(h *History) {
			h.Log = slices.DeleteFunc(h.Log, func(c Commit) bool { return c.Call == h.Calls[missed].Ref() })
		}, 5, "no history"},
		"a leg is missing": {func(h *History) {
			h.Calls[group].Legs = h.Calls[group].Legs[:3]
		}, 5, "3 legs"},
		"answered time without an answer": {func(h *History) {
			h.Calls[missed].AnsweredAt = h.Calls[missed].LastAt
		}, 5, "answered"},
		"another answered time": {func(h *History) {
			h.Calls[talk].AnsweredAt = h.Calls[talk].AnsweredAt.Add(-time.Second)
		}, 5, "answered"},
		"completed without an answer": {func(h *History) {
			h.Calls[missed].End.Result = call.Completed
		}, 5, "completed without an answer"},
		"another kind of call": {func(h *History) {
			h.Calls[group].Media = call.Video
		}, 5, "is of video"},
		"time stands still": {func(h *History) {
			e := h.entry(group, 1)
			e.Events[2].At = e.Events[1].At
		}, 6, "not after"},
		"events out of order": {func(h *History) {
			h.entry(group, 1).Events[2].Seq = 7
		}, 6, "numbered 7"},
		"a message never came": {func(h *History) {
			h.Heard = slices.Delete(h.Heard, 1, 2)
		}, 6, "never heard Call.CallbackAfterMemberChanged"},
		"nobody hears of anything": {func(h *History) {
			h.Heard = nil
		}, 6, "never heard Call.CallbackAfterEndCall"},
		"a message of nothing": {func(h *History) {
			h.Heard = append(h.Heard, Heard{app, strings.Replace(h.Heard[0].Body, `"EventTime":9`, `"EventTime":8`, 1)})
		}, 6, "not in the history"},
		"a message of a change that was not committed": {func(h *History) {
			i := h.index(talk, 4)
			h.Log = slices.Delete(h.Log, i, i+1)
		}, 6, "heard Call.CallbackAfterEndCall of"},
		"a message that the app does not want": {func(h *History) {
			h.Hooks = map[call.AppID][]string{app: {dialect.EndCall}}
		}, 6, "heard Call.CallbackAfterStartCall of"},
		"a message to another app": {func(h *History) {
			h.Heard[0].App++
		}, 6, "of app 1400000002"},
		"another body the second time": {func(h *History) {
			again := h.Heard[0]
			again.Body += " "
			h.Heard = slices.Insert(h.Heard, 1, again)
		}, 6, "not the same"},
		"messages out of order": {func(h *History) {
			h.Heard[0], h.Heard[1] = h.Heard[1], h.Heard[0]
		}, 6, "after what came later"},
		"a message about somebody else": {func(h *History) {
			i := strings.LastIndex(h.Heard[1].Body, "bob")
			h.Heard[1].Body = h.Heard[1].Body[:i] + "eve" + h.Heard[1].Body[i+3:]
		}, 6, "heard that [eve] changed, and it was [bob]"},
		"a message without sense": {func(h *History) {
			h.Heard[0].Body = "<html>"
		}, 6, "cannot read"},
		"rings after the end": {func(h *History) {
			e := h.entry(missed, 2)
			e.Events = e.Events[1:]
			e.Events[0].Seq = 0
		}, 7, "still rings for bob"},
		"rang where nothing rings": {func(h *History) {
			h.entry(talk, 2).Events[0].User = "ann"
		}, 7, "rung of ann"},
		"missed by somebody who answered": {func(h *History) {
			h.entry(group, 4).Events[0].User = "bob"
		}, 8, "no_answer of bob"},
		"missed by a person's doing": {func(h *History) {
			h.entry(missed, 2).Events[0].By = on("ann", "a1")
		}, 8, "not by the clock"},
		"an acknowledged call is gone": {func(h *History) {
			h.Told = append(h.Told, Told{Call: call.Ref{App: app, ID: "lost"}, Version: 1})
		}, 9, "lost"},
		"an acknowledged version is gone": {func(h *History) {
			h.Told = append(h.Told, Told{Call: h.Calls[live].Ref(), Version: 2})
		}, 9, "ends at 1"},
		"an acknowledged end is gone": {func(h *History) {
			h.Told = append(h.Told, Told{Call: h.Calls[live].Ref(), Ended: true})
		}, 9, "goes on"},
		"an acknowledged command is gone": {func(h *History) {
			h.Told = append(h.Told, Told{Call: h.Calls[talk].Ref(), Version: 4, Rule: "end"})
		}, 9, "end was acknowledged"},
		"told of other events": {func(h *History) {
			told := Told{Call: h.Calls[talk].Ref(), Version: 3, Events: slices.Clone(h.entry(talk, 3).Events)}
			told.Events[0].Device = "b2"
			h.Told = append(h.Told, told)
		}, 9, "a client was told"},
		"told of a version that never was": {func(h *History) {
			h.Told = append(h.Told, Told{Call: h.Calls[talk].Ref(), Version: -1, Events: []call.Event{{}}})
		}, 9, "not in the history"},
		"the record is behind its history": {func(h *History) {
			h.Calls[talk].Version--
		}, 9, "its history at 4"},
		"missed too early": {func(h *History) {
			h.shift(missed, 2, -2*time.Second)
		}, 14, "before the deadline"},
		"missed too late": {func(h *History) {
			h.shift(missed, 2, 2*time.Second)
		}, 14, "long after the deadline"},
		"missed too late after a restart": {func(h *History) {
			deadline := h.Calls[missed].Legs[1].Deadline
			h.Down = []Interval{{deadline.Add(-time.Second), deadline.Add(5 * time.Second)}}
			h.shift(missed, 2, 6*time.Second+time.Millisecond)
		}, 14, "long after the deadline"},
		"answered after the deadline": {func(h *History) {
			leg := &h.Calls[talk].Legs[1]
			leg.Deadline = leg.JoinedAt.Add(-time.Millisecond) // when it rang
		}, 14, "not before the deadline"},
		"one leaver ends it for two others": {func(h *History) {
			e := h.entry(group, 7) // bob leaves ann and cat
			e.Events = append(e.Events, call.Event{Seq: 1, Type: call.Ended, At: e.Events[0].At.Add(time.Millisecond), By: e.Events[0].By})
		}, 15, "for 2 others"},
		"one who declines ends it for the others": {func(h *History) {
			e := h.entry(group, 2)
			e.Events = append(e.Events, call.Event{Seq: 1, Type: call.Ended, At: e.Events[0].At.Add(time.Millisecond), By: e.Events[0].By})
		}, 15, "reject ended the call for 3 others"},
		"the end does not say why": {func(h *History) {
			h.Calls[talk].End.Reason = ""
		}, 19, "does not say why"},
		"the end blames another rule": {func(h *History) {
			h.Calls[talk].End.Cause = "lapse"
		}, 19, "its events say"},
		"the end blames somebody else": {func(h *History) {
			h.Calls[talk].End.By = on("ann", "a1")
		}, 19, "its events say"},
		"a change without a command": {func(h *History) {
			h.entry(talk, 2).Rule = ""
		}, 19, "which command"},
		"done on no device": {func(h *History) {
			h.entry(talk, 4).Events[0].By.Device = ""
		}, 19, "who did it"},
		"left without a reason": {func(h *History) {
			h.entry(talk, 4).Events[0].Reason = ""
		}, 19, "without a reason"},
		"an unknown event": {func(h *History) {
			h.entry(talk, 2).Events[0].Type = "sang"
		}, 0, "sang"},
		"an unknown result": {func(h *History) {
			h.Calls[talk].End.Result = "fine"
		}, 0, "fine"},
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, 0, nil, func(w *world) {
				h := story(w)
				tc.damage(&h)
				broken := Audit(h)
				if !slices.ContainsFunc(broken, func(b Broken) bool { return b.Promise == tc.promise && strings.Contains(b.String(), tc.text) }) {
					t.Errorf("want a broken P%d with %q, got:\n%v", tc.promise, tc.text, broken)
				}
			})
		})
	}
}

// TestAdministrators: what an administrator does to calls keeps every promise, and a kick that ends a call for too many is found (P15).
func TestAdministrators(t *testing.T) {
	inWorld(t, 0, nil, func(w *world) {
		c, err := w.Start(w.Context(), call.Start{
			App: app, By: admin, Caller: "ann", Callees: []call.UserID{"bob", "cat", "dan"}, Media: call.Audio,
		}, call.Request{})
		if err != nil {
			w.Fatal(err)
		}
		w.pass(time.Second)
		w.do(c.Ref(), call.Accept{By: on("bob", "b1")})
		w.do(c.Ref(), call.Kick{By: admin, User: "cat"})
		w.do(c.Ref(), call.Accept{By: on("ann", "a1")})
		w.do(c.Ref(), call.Accept{By: on("dan", "d1")})
		w.do(c.Ref(), call.Invite{By: admin, Users: []call.UserID{"eve"}})
		w.do(c.Ref(), call.Kick{By: admin, User: "dan"})
		w.pass(time.Minute) // eve does not come
		h := w.history()
		wantNone(t, Audit(h))

		for version, remain := range map[int64]string{3: "kick ended the call for 3 others", 7: "kick ended the call for 3 others"} {
			h := w.history()
			e := h.entry(0, version)
			e.Events = append(e.Events, call.Event{Seq: 1, Type: call.Ended, At: e.Events[0].At.Add(time.Millisecond), By: e.Events[0].By})
			if broken := Audit(h); !slices.ContainsFunc(broken, func(b Broken) bool { return b.Promise == 15 && strings.Contains(b.Text, remain) }) {
				t.Errorf("version %d: want a broken P15 with %q, got:\n%v", version, remain, broken)
			}
		}
		w.do(c.Ref(), call.Kick{By: admin, User: "bob"})
		wantNone(t, Audit(w.history()))
	})
}

func (h *History) index(n int, version int64) int {
	return slices.IndexFunc(h.Log, func(c Commit) bool { return c.Call == h.Calls[n].Ref() && c.Version == version })
}

func (h *History) commit(n int, version int64) *Commit { return &h.Log[h.index(n, version)] }

func (h *History) entry(n int, version int64) *control.Entry { return &h.commit(n, version).Entry }

// move puts one commit to another place in the log.
func (h *History) move(n int, version int64, to int) {
	i := h.index(n, version)
	c := h.Log[i]
	h.Log = slices.Insert(slices.Delete(h.Log, i, i+1), to, c)
}

// shift makes a call end at another time, in the log and in the record.
func (h *History) shift(n int, version int64, by time.Duration) {
	e, c := h.entry(n, version), &h.Calls[n]
	for i := range e.Events {
		e.Events[i].At = e.Events[i].At.Add(by)
	}
	for i := range c.Legs {
		c.Legs[i].GoneAt = c.Legs[i].GoneAt.Add(by)
	}
	c.LastAt, c.End.At = c.LastAt.Add(by), c.End.At.Add(by)
}

// TestDowntimeExcusesTheClock: a deadline that passed while no server ran is acted upon within a second of the next start (P14).
func TestDowntimeExcusesTheClock(t *testing.T) {
	inWorld(t, 0, nil, func(w *world) {
		h := story(w)
		deadline := h.Calls[missed].Legs[1].Deadline
		h.shift(missed, 2, 7*time.Second)
		h.Down = []Interval{
			{deadline.Add(5500 * time.Millisecond), deadline.Add(6500 * time.Millisecond)}, // killed again before it got round to it
			{deadline.Add(-time.Second), deadline.Add(5 * time.Second)},
		}
		for _, b := range Audit(h) {
			if b.Promise == 14 || b.Promise == 3 {
				t.Error(b)
			}
		}
	})
}
