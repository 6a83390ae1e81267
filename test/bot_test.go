package test

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/livekit/protocol/logger"
	lksdk "github.com/livekit/server-sdk-go/v2"
	"github.com/livekit/server-sdk-go/v2/pkg/oggreader"
	"github.com/pion/webrtc/v4"

	"ringline/client"
	"ringline/internal/call"
	"ringline/internal/process"
	"ringline/internal/tenant"
)

const (
	botFolder = "../examples/go-bot"
	botSecret = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
)

// buildBot makes the example as its README does, under the race detector if these tests are.
var buildBot = sync.OnceValues(func() (string, error) {
	made := filepath.Join(built, "go-bot")
	args := []string{"build", "-o", made, "-trimpath", "-buildvcs=false"}
	if raceDetector {
		args = append(args, "-race")
	}
	out, err := exec.Command("go", append(args, botFolder)...).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build the bot: %w\n%s", err, out)
	}
	return made, nil
})

// bot is the example, running.
type bot struct {
	*exec.Cmd
	lines chan string
	gone  chan error // gets how it ended
}

// startBot runs the bot until the test ends, and waits until it says that it is connected.
func startBot(t *testing.T, base string, args ...string) *bot {
	t.Helper()
	made, err := buildBot()
	if err != nil {
		t.Fatal(err)
	}
	b := &bot{lines: make(chan string, 1000), gone: make(chan error, 1)}
	b.Cmd = exec.CommandContext(t.Context(), made, append([]string{"-server", base}, args...)...)
	b.Env = append(os.Environ(), "APP_SECRET="+botSecret)
	read, write := io.Pipe()
	b.Stdout, b.Stderr = write, write
	if err := b.Start(); err != nil {
		t.Fatal(err)
	}
	said := make(chan struct{})
	go func() {
		defer close(said)
		for all := bufio.NewScanner(read); all.Scan(); {
			b.lines <- all.Text()
		}
		close(b.lines)
	}()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		err := b.Wait()
		_ = write.Close()
		<-said
		b.gone <- err
	}()
	t.Cleanup(func() {
		_ = b.Process.Kill() // gone already, perhaps
		<-ended
	})
	b.says(t, "connected")
	return b
}

// says waits for a line of the log with that in it, passes over others, and shows them all.
func (b *bot) says(t *testing.T, what string) {
	t.Helper()
	late := time.After(soon)
	for {
		select {
		case line, more := <-b.lines:
			if !more {
				t.Fatalf("the bot ended and did not say: %s", what)
			}
			t.Log("bot: " + line)
			if strings.Contains(line, what) {
				return
			}
		case <-late:
			t.Fatalf("the bot does not say: %s", what)
		}
	}
}

// ends waits until the process is gone, and returns its exit status and its last words.
func (b *bot) ends(t *testing.T) (status int, last string) {
	t.Helper()
	select {
	case err := <-b.gone:
		for line := range b.lines {
			t.Log("bot: " + line)
			last = line
		}
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		return b.ProcessState.ExitCode(), last
	case <-time.After(soon):
		t.Fatal("the bot does not end")
		return 0, ""
	}
}

// tune is the sound that the bot plays, packet by packet.
func tune(t *testing.T) [][]byte {
	t.Helper()
	file, err := os.Open(botFolder + "/sound.ogg")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	read, _, err := oggreader.NewOggReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var packets [][]byte
	for {
		packet, err := read.ReadPacket()
		if errors.Is(err, io.EOF) {
			return packets
		} else if err != nil {
			t.Fatal(err)
		}
		packets = append(packets, packet)
	}
}

// listener is somebody in a media room, who hears what the bot sends.
type listener struct {
	*lksdk.Room
	url     string        // where it is
	packets chan []byte   // payloads, in the order of arrival
	sounds  sync.Map      // by the name of what is sent, the number of packets that are not silence, an *atomic.Int64
	gone    chan struct{} // closed when the room is left or lost
}

// listen enters the media room of a call.
func (d *device) listen(t *testing.T, base string, id call.ID) *listener {
	t.Helper()
	lksdk.SetLogger(logger.GetDiscardLogger())
	ticket := d.must(t, "call.ticket", object{"call": id}).Ticket
	if ticket == nil {
		t.Fatal("no ticket")
	}
	l := &listener{packets: make(chan []byte, 10_000), gone: make(chan struct{})}
	events := lksdk.NewRoomCallback()
	events.OnDisconnected = sync.OnceFunc(func() { close(l.gone) })
	events.OnTrackSubscribed = func(track *webrtc.TrackRemote, as *lksdk.RemoteTrackPublication, _ *lksdk.RemoteParticipant) {
		heard := &atomic.Int64{}
		l.sounds.Store(as.Name(), heard)
		for {
			packet, _, err := track.ReadRTP()
			if err != nil {
				return // the track is gone
			}
			if len(packet.Payload) > 3 {
				heard.Add(1)
			}
			select {
			case l.packets <- packet.Payload:
			default:
				t.Error("more is sent than the test reads")
				return
			}
		}
	}
	var err error
	l.url = cmp.Or(ticket.URL, "ws"+strings.TrimPrefix(base, "http"))
	l.Room, err = lksdk.ConnectToRoomWithToken(l.url, ticket.Token, events, lksdk.WithConnectTimeout(2*soon))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Disconnect)
	return l
}

// hears waits until all these packets have arrived, in this order; silence may be around them. The media server passes on what
// it gets, so the same bytes are the same sound. What a packet in the beginning costs is nobody's fault: the listener's
// connection may be a moment younger than the sound.
func (l *listener) hears(t *testing.T, sound [][]byte) {
	t.Helper()
	const late, silence = 5, 3 // packets, bytes
	tooLate := time.After(2 * soon)
	next := -1
	for next < len(sound) {
		select {
		case got := <-l.packets:
			if len(got) <= silence {
				continue
			}
			if next < 0 {
				for next = 0; next < late && !bytes.Equal(got, sound[next]); {
					next++
				}
			}
			if !bytes.Equal(got, sound[next]) {
				t.Fatalf("packet %d is another one: %d bytes", next, len(got))
			}
			next++
		case <-tooLate:
			t.Fatalf("heard only %d of %d packets", next, len(sound))
		}
	}
}

// hearsSomething waits for a few packets that are not silence.
func (l *listener) hearsSomething(t *testing.T) {
	t.Helper()
	late := time.After(2 * soon)
	for n := 0; n < 10; {
		select {
		case got := <-l.packets:
			if len(got) > 3 {
				n++
			}
		case <-late:
			t.Fatal("hears nothing")
		}
	}
}

// botStage is a server with the development app and somebody who knows a bot.
func botStage(t *testing.T, change func(*process.Options)) (server *process.Server, ann *device, o process.Options) {
	t.Helper()
	o = process.Options{Dev: true, Data: t.TempDir(), Env: []string{"RINGLINE_DEV_SECRET=" + botSecret}}
	if change != nil {
		change(&o)
	}
	server = launch(t, o)
	app := &tenant.App{ID: 1400000001, Secrets: []tenant.Secret{botSecret}}
	return server, login(t, server.URL, app, "ann", "a1"), o
}

func inIt(user call.UserID) func(*callMessage) bool {
	return func(m *callMessage) bool {
		l := m.leg(user)
		return l != nil && l.State == call.Joined
	}
}

// The example answers a call, plays its sound from beginning to end, hangs up, and is there for the next one.
func TestBotAnswers(t *testing.T) {
	server, ann, o := botStage(t, nil)
	b := startBot(t, server.URL)
	for n, media := range []string{"audio", "video"} {
		id := ann.must(t, "call.start", object{"request": fmt.Sprint(n), "callees": []string{"bot"}, "media": media}).Call.ID
		ann.hears(t, id, "the bot answers", func(m *callMessage) bool { return m.AnsweredAt > 0 && inIt("bot")(m) })
		l := ann.listen(t, server.URL, id)
		l.hears(t, tune(t))
		ann.hears(t, id, "the end", over)
		b.says(t, "hung up")
		record, err := client.Local(o.Data).App("1400000001").Record(t.Context(), string(id))
		if err != nil {
			t.Fatal(err)
		}
		if e := record.End; e == nil || e.Result != "completed" || e.Reason != "hung_up" || e.By.Name != "bot" || record.TalkMS < 3000 {
			t.Errorf("the record says %+v after %d ms", e, record.TalkMS)
		}
	}
}

// It calls by itself, too, and says by its exit status whether it was answered.
func TestBotCalls(t *testing.T) {
	server, ann, _ := botStage(t, nil)
	next := func(t *testing.T) call.ID {
		t.Helper()
		select {
		case m := <-ann.heard:
			return m.ID
		case <-time.After(soon):
			t.Fatal("it does not ring")
			return ""
		}
	}
	b := startBot(t, server.URL, "-call", "ann", "-for", "1s")
	id := next(t)
	ann.must(t, "call.accept", object{"request": "r1", "call": id})
	ann.listen(t, server.URL, id).hearsSomething(t)
	if m := ann.hears(t, id, "the end", over); m.End.Result != call.Completed || m.End.By.User != "bot" {
		t.Errorf("%+v", m.End)
	}
	if status, last := b.ends(t); status != 0 {
		t.Errorf("exit status %d: %s", status, last)
	}

	b = startBot(t, server.URL, "-call", "ann")
	id = next(t)
	ann.must(t, "call.reject", object{"request": "r2", "call": id})
	ann.hears(t, id, "the end", over)
	if status, last := b.ends(t); status != 1 || !strings.Contains(last, "nobody answered: rejected") {
		t.Errorf("rejected: exit status %d: %s", status, last)
	}
}

// Told to stop, it hangs up: nobody waits for its lease. Killed and started again, it is back in its call.
func TestBotStops(t *testing.T) {
	server, ann, _ := botStage(t, nil)
	b := startBot(t, server.URL, "-for", "10m")
	id := ann.must(t, "call.start", object{"request": "r1", "callees": []string{"bot"}, "media": "audio"}).Call.ID
	l := ann.listenWhenAnswered(t, server.URL, id)
	l.hearsSomething(t)

	if err := b.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	b.ends(t)
	b = startBot(t, server.URL, "-for", "10m")
	b.says(t, "plays")

	if err := b.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if m := ann.hears(t, id, "the end", over); m.End.Reason != call.HungUp || m.End.By.User != "bot" {
		t.Errorf("%+v", m.End)
	}
	if status, last := b.ends(t); status != 0 {
		t.Errorf("exit status %d: %s", status, last)
	}
}

// A server that is restarted takes the connection and the media room with it, not the call (P4): the bot comes back to both.
func TestBotOutlivesTheServer(t *testing.T) {
	server, ann, o := botStage(t, func(o *process.Options) { o.Listen = reserve(t) })
	b := startBot(t, server.URL, "-for", "10m")
	id := ann.must(t, "call.start", object{"request": "r1", "callees": []string{"bot"}, "media": "audio"}).Call.ID
	l := ann.listenWhenAnswered(t, server.URL, id)
	l.hearsSomething(t)

	if err := server.Stop(); err != nil {
		t.Fatal(err)
	}
	l.Disconnect()
	server = launch(t, o)
	b.says(t, "connected")
	ann.listen(t, server.URL, id).hearsSomething(t)
	ann.must(t, "call.hangup", object{"request": "r2", "call": id})
	b.says(t, "reason=hung_up by=ann")
}

// listenWhenAnswered enters the media room as soon as the call has one.
func (d *device) listenWhenAnswered(t *testing.T, base string, id call.ID) *listener {
	t.Helper()
	d.hears(t, id, "the answer", func(m *callMessage) bool { return m.AnsweredAt > 0 })
	return d.listen(t, base, id)
}
