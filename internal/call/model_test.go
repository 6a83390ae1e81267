package call_test

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"ringline/internal/audit"
	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/page"
)

var (
	modelDepth = flag.Int("model-depth", 5, "how many commands deep TestModel goes")
	modelTime  = flag.Duration("model-time", 20*time.Second, "how long TestModel goes on with each start")
	write      = flag.String("write", "", "write what TestModel found into this page")
)

// state is a call that can come about, and how it did.
type state struct {
	call   call.Call // without legs once its successors are known
	now    time.Time
	parent *state
	entry  control.Entry // what led here
	key    string
}

// TestModel goes through everything that a caller, two callees with two devices each, an administrator, the clock, lost leases and
// restarts can do to a call, breadth first over states that differ: P1 to P8, P12, P14, P15 and P19 hold at every transition, and
// from every state the deadlines and leases alone lead to an end (P3). If no state is left, this is a proof for all lengths.
//
// Two calls are one state if the rules cannot tell them apart: the last invitation of each user, how the earlier ones went, and the order
// of the deadlines. That this is so is tried on the way, on every 32nd call that meets a known state. A crash is that time passes
// unseen and leases then lapse for a restart: the rules have nothing else in memory.
func TestModel(t *testing.T) {
	var table strings.Builder
	begun := time.Now() //nolint:forbidigo // how long the test takes
	fmt.Fprintf(&table, "| a call started by | states | transitions | depth | closed |\n| --- | --- | --- | --- | --- |\n")
	for _, tc := range []struct {
		by    string
		start call.Start
	}{
		{"a user", call.Start{By: actor("alice/a1")}},
		{"a user, one callee busy", call.Start{By: actor("alice/a1"), Held: map[call.UserID]call.ID{"carol": "other"}}},
		{"a back end, between users", call.Start{By: actor("admin"), Caller: "alice"}},
		{"a back end, by a robot", call.Start{By: actor("admin"), Robot: "alice"}},
	} {
		t.Run(tc.by, func(t *testing.T) {
			m := model{TB: t, seen: map[string]*state{}}
			m.explore(tc.start)
			closed := "no"
			if m.closed {
				closed = "**yes**"
			}
			fmt.Fprintf(&table, "| %s | %d | %d | %d | %s |\n", tc.by, len(m.seen), m.transitions, m.depth, closed)
			t.Logf("%d states, %d transitions to depth %d, closed: %t; %d times two calls of one state were compared",
				len(m.seen), m.transitions, m.depth, m.closed, m.compared)
			if len(m.seen) < 500 {
				t.Error("the model does not move")
			}
		})
	}
	if *write != "" && !t.Failed() {
		took := time.Since(begun).Round(time.Second) //nolint:forbidigo // the test's, not the rules'
		block := fmt.Sprintf("`make model`, %d processors, at most %v for each start; it took %v. Closed means that no reachable state is left: what holds at "+
			"every transition holds for calls of any length.\n\n%s", runtime.NumCPU(), *modelTime, took, table.String())
		if err := page.Write(*write, "model", block); err != nil {
			t.Fatal(err)
		}
	}
}

// model is one exploration.
type model struct {
	testing.TB
	seen        map[string]*state
	transitions int
	compared    int
	depth       int
	closed      bool
}

func (m *model) explore(start call.Start) {
	start.App, start.ID, start.Callees, start.Media = 1, "c1", []call.UserID{"bob", "carol"}, call.Video
	start.RingFor, start.Max = 10*time.Second, 3
	ch, err := call.Apply(call.Call{}, start, epoch)
	if err != nil {
		m.Fatal(err)
	}
	first := &state{call: ch.To, now: epoch, entry: control.Entry{Version: 1, Rule: ch.Rule, Events: ch.Events}, key: kind(&ch.To)}
	m.seen[first.key] = first
	m.inspect(first)
	ctx, cancel := context.WithTimeout(m.Context(), *modelTime)
	defer cancel()
	layer := []*state{first}
	for m.depth = 0; m.depth < *modelDepth && len(layer) > 0; m.depth++ {
		var next []*state
		for _, s := range layer {
			next = append(next, m.expand(s)...)
			s.call.Legs = nil // what led here is enough to tell the story
			if ctx.Err() != nil {
				return
			}
		}
		layer = next
	}
	m.closed = len(layer) == 0
}

// move is a command at a moment.
type move struct {
	cmd call.Command
	at  time.Time
}

// moves lists everything that anybody can do, also what no door would let them. Time passes to one of the deadlines, over those
// before it if nobody was there to act; everything else happens before the next.
func (s *state) moves() []move {
	var all []move
	do := func(cmds ...call.Command) {
		for _, cmd := range cmds {
			all = append(all, move{cmd, s.now})
		}
	}
	names := []call.UserID{"alice", "bob", "carol"}
	invited := [][]call.UserID{{"alice"}, {"bob"}, {"carol"}, {"bob", "carol"}, {"carol", "bob"}}
	elsewhere := func(u call.UserID) map[call.UserID]call.ID { return map[call.UserID]call.ID{u: "other"} }
	media := call.Audio
	if s.call.Media == call.Audio {
		media = call.Video
	}
	for _, who := range []string{"alice/a1", "bob/b1", "bob/b2", "carol/c1", "carol/c2", "admin"} {
		by := actor(who)
		for _, users := range invited {
			do(call.Invite{By: by, Users: users, RingFor: 10 * time.Second},
				call.Invite{By: by, Users: users, RingFor: 10 * time.Second, Held: elsewhere(users[0])})
		}
		do(call.Accept{By: by}, call.Reject{By: by}, call.Reject{By: by, Busy: true}, call.Hangup{By: by}, call.Cancel{By: by},
			call.Join{By: by}, call.Join{By: by, Held: elsewhere(by.User)}, call.Rang{By: by},
			call.SwitchMedia{By: by, Media: media},
			call.Lapse{User: by.User, Device: by.Device}, call.Lapse{User: by.User, Device: by.Device, Restart: true})
	}
	for _, u := range names {
		do(call.Kick{By: actor("admin"), User: u})
	}
	do(call.EndCall{By: actor("admin")}, call.Move{From: s.call.Host, To: "n1"}, call.Move{From: s.call.Host, To: "n2", Lost: true},
		call.Move{From: "n3", To: "n1"})
	for _, d := range deadlines(&s.call) {
		all = append(all, move{call.Tick{}, d})
	}
	return all
}

func deadlines(c *call.Call) (all []time.Time) {
	for i := range c.Legs {
		if l := &c.Legs[i]; l.State == call.Ringing {
			all = append(all, l.Deadline)
		}
	}
	slices.SortFunc(all, time.Time.Compare)
	return all
}

// expand makes every move and returns the states that are new.
func (m *model) expand(s *state) (found []*state) {
	for _, mv := range s.moves() {
		m.transitions++
		ch, err := call.Apply(s.call, mv.cmd, mv.at)
		if err != nil || ch.Empty() {
			m.refusal(err, mv.cmd)
			continue
		}
		to := &state{
			call: ch.To, now: mv.at, parent: s, key: kind(&ch.To),
			entry: control.Entry{Version: ch.To.Version, Rule: ch.Rule, Events: ch.Events},
		}
		m.transition(s, &ch, mv)
		if known := m.seen[to.key]; known != nil {
			m.compare(known, to)
			continue
		}
		m.seen[to.key] = to
		m.inspect(to)
		found = append(found, to)
	}
	return found
}

func (m *model) refusal(err error, cmd call.Command) {
	var refused *call.Error
	if err != nil && (!errors.As(err, &refused) || !slices.Contains(call.Codes(), refused.Code)) {
		m.Fatalf("%s: refused with %v, which no door can translate", cmd.Rule(), err)
	}
}

// transition holds one change against everything that can be said of it alone.
func (m *model) transition(s *state, ch *call.Change, mv move) {
	if err := call.Check(&ch.To); err != nil {
		m.Fatalf("%s\nthen %s: %v", s.story(), mv.cmd.Rule(), err)
	}
	if s.call.End != nil {
		m.Fatalf("P4: %s\nthen %s changed an ended call", s.story(), mv.cmd.Rule())
	}
	checkChange(m, &s.call, ch)
	if again, err := call.Apply(ch.To, mv.cmd, mv.at); err == nil && !again.Empty() && repeatable(mv.cmd) {
		m.Fatalf("P12: %s\nthen %s has a second effect when repeated: %v", s.story(), mv.cmd.Rule(), again.Events)
	}
}

// inspect holds a new state, and all that led to it, against the promises.
func (m *model) inspect(s *state) {
	h := audit.History{Calls: []call.Call{s.call}, Now: s.now}
	for at := s; at != nil; at = at.parent {
		h.Log = append(h.Log, audit.Commit{Call: s.call.Ref(), Entry: at.entry})
	}
	slices.Reverse(h.Log)
	for _, b := range audit.Audit(h) {
		m.Fatalf("%v\n%s", b, s.story())
	}
	// P3: left alone, it ends.
	c, now := s.call, s.now
	if all := deadlines(&c); len(all) > 0 {
		now = all[len(all)-1]
		c = m.apply(s, c, call.Tick{}, now)
	}
	for i := range s.call.Legs {
		l := &c.Legs[i]
		c = m.apply(s, c, call.Lapse{User: l.User, Device: l.Device}, now)
	}
	if c.End == nil {
		m.Fatalf("P3: %s\nthen every deadline and lease passes, and it goes on: %+v", s.story(), c)
	}
}

func (m *model) apply(s *state, c call.Call, cmd call.Command, now time.Time) call.Call {
	ch, err := call.Apply(c, cmd, now)
	if err != nil {
		m.Fatalf("%s\nthen %s: %v", s.story(), cmd.Rule(), err)
	}
	return ch.To
}

// compare tries now and then whether two calls that count as one state go on alike.
func (m *model) compare(known, again *state) {
	if m.transitions%32 != 0 || known.call.Legs == nil {
		return
	}
	m.compared++
	outcome := func(s *state, mv move) string {
		ch, err := call.Apply(s.call, mv.cmd, mv.at)
		if err != nil {
			return err.Error()
		}
		return kind(&ch.To)
	}
	// Which of two like users is which may differ, and so may their devices: what comes out is compared as a set.
	all := func(s *state) (out []string) {
		for _, mv := range s.moves() {
			out = append(out, outcome(s, mv))
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	if one, two := all(known), all(again); !slices.Equal(one, two) {
		m.Fatalf("one state is two:\n%s\n%s", known.story(), again.story())
	}
}

// story tells how a state came about.
func (s *state) story() string {
	if s == nil {
		return ""
	}
	line := fmt.Sprintf("%s by %+v", s.entry.Rule, s.entry.Events[0].By)
	return strings.TrimPrefix(s.parent.story()+"\n"+line, "\n")
}

// kind names the state of a call. Callees are interchangeable, and so are the devices of a user.
func kind(c *call.Call) string {
	due := deadlines(c)
	person := func(u call.UserID) string {
		l := c.Leg(u)
		if l == nil {
			return "-"
		}
		rank := -1
		if l.State == call.Ringing {
			rank = slices.IndexFunc(due, l.Deadline.Equal)
		}
		return fmt.Sprint(l.State, l.Reason, l.Device != "", l.Role == call.Caller, l.Robot, l.RungAt.IsZero() || l.State != call.Ringing, rank)
	}
	callees := []string{person("bob"), person("carol")}
	slices.SortFunc(callees, cmp.Compare)
	var had [3]bool
	for i := range c.Legs {
		for n, why := range []call.Reason{call.NoAnswer, call.Rejected, call.Busy} {
			had[n] = had[n] || c.Legs[i].Reason == why
		}
	}
	if c.Answered() {
		had = [3]bool{} // they weigh only in a call that nobody answered
	}
	end := ""
	if c.End != nil {
		end = string(c.End.Result + " " + call.Result(c.End.Reason))
	}
	return fmt.Sprint(person("alice"), "|", callees[0], "|", callees[1], "|", c.Answered(), c.Media, had, end)
}
