package realtime

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringline/internal/call"
)

// epoch is when the calls of the fixtures begin: 1764000000000 on the wire.
var epoch = time.UnixMilli(1_764_000_000_000).UTC()

const fixtureCall = call.ID("019ab3f0-5c00-7000-8000-000000000001")

// stage plays commands by the rules and keeps what one user hears.
type stage struct {
	t      *testing.T
	viewer call.UserID
	now    time.Time
	call   call.Call
	steps  []step
}

// step is one message to the viewer: what the reducer makes of it, and the state afterwards.
type step struct {
	Message *callMessage `json:"message"`
	Outcome string       `json:"outcome"` // taken, merged, dropped or gap
	State   *callMessage `json:"state"`   // without full, now and events; null while there is none
}

// updates is a fixture.
type updates struct {
	About  string        `json:"about"`
	Viewer call.UserID   `json:"viewer"`
	Device call.DeviceID `json:"device"`
	Steps  []step        `json:"steps"`
}

func newStage(t *testing.T, viewer call.UserID) *stage {
	return &stage{t: t, viewer: viewer, now: epoch}
}

// do applies a command after some time and returns what the viewer hears, or nil.
func (s *stage) do(after time.Duration, cmd call.Command) *callMessage {
	s.t.Helper()
	s.now = s.now.Add(after)
	change, err := call.Apply(s.call, cmd, s.now)
	if err != nil || change.Empty() {
		s.t.Fatalf("%s: change %v, error %v", cmd.Rule(), change.Events, err)
	}
	s.call = change.To
	if err := call.Check(&s.call); err != nil {
		s.t.Fatal(err)
	}
	switch {
	case slices.Contains(change.Newcomers(), s.viewer):
		return introduction(&change, s.now.Add(2*time.Millisecond))
	case slices.Contains(change.Audience(), s.viewer):
		return update(&change, s.now.Add(2*time.Millisecond))
	default:
		return nil
	}
}

// play is do, and the viewer's client takes the message.
func (s *stage) play(after time.Duration, cmd call.Command) {
	s.t.Helper()
	if m := s.do(after, cmd); m != nil {
		s.hear(m)
	}
}

func (s *stage) hear(m *callMessage) {
	s.t.Helper()
	var state *callMessage
	if len(s.steps) > 0 {
		state = s.steps[len(s.steps)-1].State
	}
	state, outcome := reduce(state, m)
	s.steps = append(s.steps, step{Message: m, Outcome: outcome, State: state})
}

// known checks that the viewer's client came to know the truth by what it heard.
func (s *stage) known() []step {
	s.t.Helper()
	if diff := cmp.Diff(bare(snapshot(&s.call, s.now)), s.steps[len(s.steps)-1].State); diff != "" {
		s.t.Errorf("P10: the client's state differs from the truth (-truth +client):\n%s", diff)
	}
	return s.steps
}

// reduce is the reducer of api/realtime.md §2, as a client writes it.
func reduce(mine, m *callMessage) (state *callMessage, outcome string) {
	switch {
	case mine != nil && m.Version <= mine.Version:
		return mine, "dropped"
	case m.Full:
		return bare(m), "taken"
	case mine == nil || m.Version != mine.Version+1:
		return mine, "gap"
	}
	next := bare(m)
	next.Legs = slices.Clone(mine.Legs)
	for _, l := range m.Legs {
		if i := slices.IndexFunc(next.Legs, func(old legMessage) bool { return old.N == l.N }); i >= 0 {
			next.Legs[i] = l
		} else {
			next.Legs = append(next.Legs, l)
		}
	}
	return next, "merged"
}

func bare(m *callMessage) *callMessage {
	state := *m
	state.Full, state.Now, state.Events = false, 0, nil
	return &state
}

func by(user call.UserID, device call.DeviceID) call.Actor {
	return call.Actor{Kind: call.ByUser, User: user, Device: device}
}

func start(media call.Media, callees ...call.UserID) call.Start {
	return call.Start{
		App: 1400000001, ID: fixtureCall, By: by("alice", "a1"), Callees: callees, Media: media,
		Room: call.Room{Name: "1879048191", Numeric: true}, RingFor: 30 * time.Second, Max: 9,
	}
}

// between is a call that a back end starts.
func between() call.Start {
	m := start(call.Video, "bob")
	m.By, m.Caller = admin, "alice"
	return m
}

var admin = call.Actor{Kind: call.ByAdmin, User: "administrator"}

// P10: what a client hears, put together by the documented reducer, is the truth after every change.
// The web engine's reducer is held against the same files.
func TestUpdates(t *testing.T) {
	const second = time.Second
	tests := []struct {
		name, about string
		viewer      call.UserID
		device      call.DeviceID
		play        func(s *stage)
	}{
		{"answered-callee", "Alice calls Bob by video, he answers on b1, she hangs up. Seen by Bob's b1.", "bob", "b1", func(s *stage) {
			s.play(0, start(call.Video, "bob"))
			s.play(150*time.Millisecond, call.Rang{By: by("bob", "b1")})
			s.play(2*second, call.Accept{By: by("bob", "b1")})
			s.play(60*second, call.Hangup{By: by("alice", "a1")})
		}},
		{"answered-caller", "The same call seen by Alice, with user data.", "alice", "a1", func(s *stage) {
			m := start(call.Video, "bob")
			m.UserData = `{"ticket":"7<8"}`
			s.play(0, m)
			s.play(150*time.Millisecond, call.Rang{By: by("bob", "b1")})
			s.play(2*second, call.Accept{By: by("bob", "b1")})
			s.play(60*second, call.Hangup{By: by("bob", "b1")})
		}},
		{"answered-elsewhere", "Bob's phone b2 answers; his browser b1 stops ringing and says where.", "bob", "b1", func(s *stage) {
			s.play(0, start(call.Audio, "bob"))
			s.play(2*second, call.Accept{By: by("bob", "b2")})
		}},
		{"rejected-elsewhere", "Bob declines on b2; b1 stops ringing and says where.", "bob", "b1", func(s *stage) {
			s.play(0, start(call.Audio, "bob"))
			s.play(2*second, call.Reject{By: by("bob", "b2")})
		}},
		{"rejected", "Bob declines. Seen by Alice.", "alice", "a1", func(s *stage) {
			s.play(0, start(call.Audio, "bob"))
			s.play(2*second, call.Reject{By: by("bob", "b1")})
		}},
		{"canceled", "Alice gives up before Bob answers. Seen by Bob.", "bob", "b1", func(s *stage) {
			s.play(0, start(call.Audio, "bob"))
			s.play(5*second, call.Cancel{By: by("alice", "a1")})
		}},
		{"no-answer", "Nobody answers. Seen by Alice.", "alice", "a1", func(s *stage) {
			s.play(0, start(call.Audio, "bob"))
			s.play(30*second+5*time.Millisecond, call.Tick{})
		}},
		{"busy", "Bob is in another call: the call is over as it begins. Seen by Alice.", "alice", "a1", func(s *stage) {
			m := start(call.Audio, "bob")
			m.Held = map[call.UserID]call.ID{"bob": "019ab3f0-5c00-7000-8000-000000000002"}
			s.play(0, m)
		}},
		{"offline", "Bob's device vanishes from an answered call. Seen by Alice.", "alice", "a1", func(s *stage) {
			s.play(0, start(call.Audio, "bob"))
			s.play(2*second, call.Accept{By: by("bob", "b1")})
			s.play(20*second, call.Lapse{User: "bob", Device: "b1"})
		}},
		{"ended-ringing", "The app's back end ends the call while it rings. Seen by Bob.", "bob", "b1", func(s *stage) {
			s.play(0, start(call.Video, "bob"))
			s.play(3*second, call.EndCall{By: admin})
		}},
		{"ended-answered", "The app's back end ends an answered call. Seen by Bob.", "bob", "b1", func(s *stage) {
			s.play(0, start(call.Video, "bob"))
			s.play(3*second, call.Accept{By: by("bob", "b1")})
			s.play(10*second, call.EndCall{By: admin})
		}},
		{"group", "A group of four: Bob answers, Carol declines, Dave does not answer; Bob asks Carol again and she comes; Alice leaves and the call goes on; audio; then Carol leaves. Seen by Bob.", "bob", "b1", func(s *stage) {
			m := start(call.Video, "bob", "carol", "dave")
			m.ChatGroup, m.Group = "team", true
			s.play(0, m)
			s.play(2*second, call.Accept{By: by("bob", "b1")})
			s.play(1*second, call.Reject{By: by("carol", "c1")})
			s.play(27*second+5*time.Millisecond, call.Tick{})
			s.play(1*second, call.Invite{By: by("bob", "b1"), Users: []call.UserID{"carol"}, RingFor: 20 * second})
			s.play(2*second, call.Accept{By: by("carol", "c1")})
			s.play(3*second, call.Hangup{By: by("alice", "a1")})
			s.play(1*second, call.SwitchMedia{By: by("bob", "b1"), Media: call.Audio})
			s.play(4*second, call.Hangup{By: by("carol", "c1")})
		}},
		{"invited-late", "Carol is asked into a running call and comes in; Dave joins by the call's id. Seen by Carol, who gets the whole call first.", "carol", "c1", func(s *stage) {
			s.play(0, start(call.Audio, "bob"))
			s.play(2*second, call.Accept{By: by("bob", "b1")})
			s.play(5*second, call.Invite{By: by("alice", "a1"), Users: []call.UserID{"carol"}, RingFor: 30 * second})
			s.play(3*second, call.Accept{By: by("carol", "c1")})
			s.play(3*second, call.Join{By: by("dave", "d1")})
			s.play(9*second, call.EndCall{By: admin})
		}},
		{"repeated-and-lost", "Bob hears one update twice, misses one, and finds the truth in call.sync.", "bob", "b1", func(s *stage) {
			s.play(0, start(call.Audio, "bob", "carol"))
			again := s.do(2*second, call.Accept{By: by("bob", "b1")})
			s.hear(again)
			s.hear(again)
			if s.do(1*second, call.Accept{By: by("carol", "c1")}) == nil { // lost on the way
				s.t.Fatal("nothing was sent to Bob")
			}
			s.play(1*second, call.SwitchMedia{By: by("alice", "a1"), Media: call.Video})
			s.hear(snapshot(&s.call, s.now)) // the answer to call.sync
			s.hear(again)
		}},
		{"media-moved", "The node that had the media of an answered call is gone; another one has it now. Seen by Alice.", "alice", "a1", func(s *stage) {
			m := start(call.Audio, "bob")
			m.Host = "node-1"
			s.play(0, m)
			s.play(2*second, call.Accept{By: by("bob", "b1")})
			s.play(20*second, call.Move{From: "node-1", To: "node-2", Lost: true})
			s.play(9*second, call.Hangup{By: by("alice", "a1")})
		}},
		{"robot", "The app's back end calls Bob in the name of a robot; he answers and leaves. Seen by Bob.", "bob", "b1", func(s *stage) {
			m := start(call.Audio, "bob")
			m.By, m.Robot = admin, "concierge"
			s.play(0, m)
			s.play(2*second, call.Accept{By: by("bob", "b1")})
			s.play(8*second, call.Hangup{By: by("bob", "b1")})
		}},
		{"removed", "The app's back end takes Carol out of a group; Bob and Alice go on. Seen by Carol, who hears no more of it until Bob asks her again.", "carol", "c1", func(s *stage) {
			s.play(0, start(call.Video, "bob", "carol"))
			s.play(2*second, call.Accept{By: by("bob", "b1")})
			s.play(1*second, call.Accept{By: by("carol", "c1")})
			s.play(10*second, call.Kick{By: admin, User: "carol"})
			if s.do(5*second, call.SwitchMedia{By: by("bob", "b1"), Media: call.Audio}) != nil {
				s.t.Fatal("Carol hears of a call that she is out of")
			}
			s.play(1*second, call.Invite{By: by("bob", "b1"), Users: []call.UserID{"carol"}, RingFor: 20 * second})
		}},
		{"removed-other", "The same seen by Bob; then the back end takes Alice out, too, and the call is over. It had asked Dave in, who did not come.", "bob", "b1", func(s *stage) {
			s.play(0, start(call.Video, "bob", "carol"))
			s.play(2*second, call.Accept{By: by("bob", "b1")})
			s.play(1*second, call.Accept{By: by("carol", "c1")})
			s.play(1*second, call.Invite{By: admin, Users: []call.UserID{"dave"}, RingFor: 5 * second})
			s.play(6*second, call.Tick{})
			s.play(3*second, call.Kick{By: admin, User: "carol"})
			s.play(10*second, call.Kick{By: admin, User: "alice"})
		}},
		{"removed-ringing", "The app's back end takes Bob out while it rings; Carol and Alice go on. Seen by Bob.", "bob", "b1", func(s *stage) {
			s.play(0, start(call.Video, "bob", "carol"))
			s.play(150*time.Millisecond, call.Rang{By: by("bob", "b1")})
			s.play(3*second, call.Kick{By: admin, User: "bob"})
		}},
		{"server-start", "The app's back end calls Alice and Bob together. He answers first and waits, then she does; he hangs up. Seen by Alice, the caller.", "alice", "a1", func(s *stage) {
			s.play(0, between())
			s.play(150*time.Millisecond, call.Rang{By: by("alice", "a1")})
			s.play(2*second, call.Accept{By: by("bob", "b1")})
			s.play(1*second, call.Accept{By: by("alice", "a1")})
			s.play(30*second, call.Hangup{By: by("bob", "b1")})
		}},
		{"server-start-callee", "The same seen by Bob.", "bob", "b1", func(s *stage) {
			s.play(0, between())
			s.play(150*time.Millisecond, call.Rang{By: by("alice", "a1")})
			s.play(2*second, call.Accept{By: by("bob", "b1")})
			s.play(1*second, call.Accept{By: by("alice", "a1")})
			s.play(30*second, call.Hangup{By: by("bob", "b1")})
		}},
		{"server-start-no-answer", "The app's back end calls Alice and Bob together. He answers, she does not. Seen by Bob.", "bob", "b1", func(s *stage) {
			s.play(0, between())
			s.play(2*second, call.Accept{By: by("bob", "b1")})
			s.play(28*second+5*time.Millisecond, call.Tick{})
		}},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			s := newStage(t, tc.viewer)
			tc.play(s)
			golden(t, "updates-"+tc.name+".json", updates{About: tc.about, Viewer: tc.viewer, Device: tc.device, Steps: s.known()})
		})
	}
}

// Every message survives being read and written again by its own types: nothing on the wire is unknown to them.
func TestMessagesAreWhole(t *testing.T) {
	s := newStage(t, "bob")
	s.play(0, start(call.Video, "bob"))
	s.play(time.Second, call.Accept{By: by("bob", "b1")})
	s.play(time.Second, call.Hangup{By: by("bob", "b1")})
	for _, st := range s.steps {
		var back callMessage
		if err := json.Unmarshal(encode(st.Message), &back); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(st.Message, &back); diff != "" {
			t.Errorf("read back otherwise:\n%s", diff)
		}
	}
}
