package call_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ringline/internal/call"
)

var update = flag.Bool("update", false, "write what the rules say into testdata/*.txt")

// TestScripts plays testdata/*.txt. A line that starts at the margin is a command; the indented lines
// below it are what the rules answer. Each file is one call, or several one after the other.
//
//	alice/a1 start bob,carol ring=30s     by user/device; also invite, join, accept, reject, busy, cancel, hangup, audio, video, rang
//	admin end, admin kick bob             by the app's back end
//	admin start bob, with caller=alice    in a robot's name, or between users
//	clock +30s                            time passes and the deadline is acted upon
//	clock move n1,n2, clock rescue n1,n2  the media room goes from a host that leaves, or is gone, to another one
//	clock lapse bob/b1, clock lost bob/b1 a lease is gone, after a restart
func TestScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := play(t, string(text))
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if got != string(text) {
				t.Errorf("the rules answer otherwise than %s:\n%s", file, got)
			}
		})
	}
}

func play(t *testing.T, text string) string {
	var out strings.Builder
	s := stage{now: epoch}
	for line := range strings.Lines(text) {
		switch {
		case strings.HasPrefix(line, "  "):
			continue
		case strings.HasPrefix(line, "#"), strings.TrimSpace(line) == "":
			out.WriteString(line)
			continue
		}
		out.WriteString(line)
		for _, answer := range s.play(t, strings.Fields(line)) {
			fmt.Fprintf(&out, "  %s\n", answer)
		}
	}
	return out.String()
}

var epoch = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

type stage struct {
	c   call.Call
	now time.Time
}

func (s *stage) play(t *testing.T, words []string) []string {
	who, what, args := words[0], words[1], words[2:]
	if who == "clock" && strings.HasPrefix(what, "+") {
		d, err := time.ParseDuration(what[1:])
		if err != nil {
			t.Fatal(err)
		}
		s.now = s.now.Add(d)
		what = "tick"
	}
	cmd := s.command(t, who, what, args)
	if _, ok := cmd.(call.Start); ok {
		s.c = call.Call{}
	}
	change, err := call.Apply(s.c, cmd, s.now)
	if err != nil {
		code := call.CodeInternal
		if e, ok := err.(*call.Error); ok {
			code = e.Code
		}
		return []string{fmt.Sprintf("refused: %s (%v)", code, err)}
	}
	checkEncoding(t, &change.To, change.Events)
	if err := call.Check(&change.To); err != nil {
		t.Errorf("after %v: %v", words, err)
	}
	if change.Empty() {
		return []string{"nothing"}
	}
	s.c = change.To
	return tell(&change)
}

func (s *stage) command(t *testing.T, who, what string, args []string) call.Command {
	by := actor(who)
	list, held, ring := []call.UserID{}, map[call.UserID]call.ID{}, 30*time.Second
	start := call.Start{App: 1, ID: "c1", By: by, Media: call.Video, Max: 9}
	for i, a := range args {
		switch name, value, ok := strings.Cut(a, "="); {
		case !ok && i == 0:
			for u := range strings.SplitSeq(a, ",") {
				list = append(list, call.UserID(u))
			}
		case name == "ring":
			var err error
			if ring, err = time.ParseDuration(value); err != nil {
				t.Fatal(err)
			}
		case name == "held":
			for u := range strings.SplitSeq(value, ",") {
				held[call.UserID(u)] = "another"
			}
		case name == "caller":
			start.Caller = call.UserID(value)
		case name == "host":
			start.Host = value
		case name == "max":
			if _, err := fmt.Sscan(value, &start.Max); err != nil {
				t.Fatal(err)
			}
		default:
			t.Fatalf("what is %q?", a)
		}
	}
	switch what {
	case "start":
		start.Callees, start.RingFor, start.Held = list, ring, held
		if by.Kind == call.ByAdmin && start.Caller == "" {
			start.Robot = "robot"
		}
		return start
	case "invite":
		return call.Invite{By: by, Users: list, RingFor: ring, Held: held}
	case "join":
		return call.Join{By: by, Held: held}
	case "accept":
		return call.Accept{By: by}
	case "reject":
		return call.Reject{By: by}
	case "busy":
		return call.Reject{By: by, Busy: true}
	case "cancel":
		return call.Cancel{By: by}
	case "hangup":
		return call.Hangup{By: by}
	case "audio", "video":
		return call.SwitchMedia{By: by, Media: call.Media(what)}
	case "rang":
		return call.Rang{By: by}
	case "end":
		return call.EndCall{By: by}
	case "kick":
		return call.Kick{By: by, User: list[0]}
	case "move", "rescue":
		from, to := "", list[0]
		if len(list) == 2 {
			from, to = string(list[0]), list[1]
		}
		return call.Move{From: from, To: string(to), Lost: what == "rescue"}
	case "tick":
		return call.Tick{}
	case "lapse", "lost":
		gone := actor(string(list[0]))
		return call.Lapse{User: gone.User, Device: gone.Device, Restart: what == "lost"}
	}
	t.Fatalf("what is %q?", what)
	return nil
}

func actor(who string) call.Actor {
	switch who {
	case "admin":
		return call.Actor{Kind: call.ByAdmin, User: "administrator"}
	case "clock":
		return call.Actor{Kind: call.ByClock}
	}
	user, device, _ := strings.Cut(who, "/")
	return call.Actor{Kind: call.ByUser, User: call.UserID(user), Device: call.DeviceID(device)}
}

func tell(ch *call.Change) []string {
	var lines []string
	for _, e := range ch.Events {
		words := []string{e.At.Sub(epoch).String(), string(e.Type)}
		if e.User != "" {
			words = append(words, name(e.User, e.Device))
		}
		for _, w := range []string{string(e.Media), string(e.Result), string(e.Reason), e.Host} {
			if w != "" {
				words = append(words, w)
			}
		}
		if e.By.User != e.User {
			words = append(words, "by", strings.TrimSpace(string(e.By.Kind)+" "+name(e.By.User, e.By.Device)))
		}
		lines = append(lines, strings.Join(words, " "))
	}
	if len(ch.Claim) > 0 {
		lines = append(lines, fmt.Sprint("claims ", ch.Claim))
	}
	if len(ch.Release) > 0 {
		lines = append(lines, fmt.Sprint("releases ", ch.Release))
	}
	if d := ch.To.Deadline(); !d.IsZero() {
		lines = append(lines, "next deadline "+d.Sub(epoch).String())
	}
	return lines
}

func name(u call.UserID, d call.DeviceID) string {
	if d == "" {
		return string(u)
	}
	return string(u) + "/" + string(d)
}
