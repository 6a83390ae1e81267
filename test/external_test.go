package test

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/livekit/protocol/auth"
	lksdk "github.com/livekit/server-sdk-go/v2"

	"ringline/client"
	"ringline/internal/call"
	"ringline/internal/process"
	"ringline/internal/tenant"
)

const (
	operatedKey    = "operated"
	operatedSecret = "the secret of LiveKit servers that tests run"
)

// operate runs a LiveKit server as an operator does, until the test ends. Its events go to a Ringline server at that address.
func operate(t *testing.T, name, ringline string) *process.LiveKit {
	t.Helper()
	return process.RunLiveKit(t, process.LiveKitOptions{
		Key: operatedKey, Secret: operatedSecret, Webhook: "http://" + ringline + "/media/webhook/" + name,
	})
}

// listed is a row of media.external.
func listed(name, url, more string) string {
	return fmt.Sprintf("    - {name: %s, url: %q, key: %s, secret: %q%s}\n", name, url, operatedKey, operatedSecret, more)
}

// speak plays the bot's sound once, under a name of its own.
func (l *listener) speak(t *testing.T) (name string) {
	t.Helper()
	name = rand.Text()
	track, err := lksdk.NewLocalFileTrack(botFolder + "/sound.ogg")
	if err == nil {
		_, err = l.LocalParticipant.PublishTrack(track, &lksdk.TrackPublicationOptions{Name: name})
	}
	if err != nil {
		t.Fatal(err)
	}
	return name
}

// talking has two enter the room of their call where their tickets say, and hear each other there.
func talking(t *testing.T, base string, id call.ID, a, b *device) (la, lb *listener) {
	t.Helper()
	la, lb = a.listen(t, base, id), b.listen(t, base, id)
	if la.url != lb.url {
		t.Fatalf("they are sent to %s and %s", la.url, lb.url)
	}
	hearEachOther(t, la, lb)
	return la, lb
}

func hearEachOther(t *testing.T, a, b *listener) {
	t.Helper()
	for _, way := range [][2]*listener{{a, b}, {b, a}} {
		sound := way[0].speak(t)
		eventually(t, "what is said now to be heard", func() bool {
			n, ok := way[1].sounds.Load(sound)
			return ok && n.(*atomic.Int64).Load() >= 10
		})
	}
}

func (l *listener) isOut(t *testing.T, why string) {
	t.Helper()
	select {
	case <-l.gone:
	case <-time.After(2 * soon):
		t.Fatalf("still in the room: %s", why)
	}
}

// metric reads a line of /metrics; 0 if it is not there.
func metric(t *testing.T, base, line string) (value float64) {
	t.Helper()
	res, err := http.Get(base + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	for l := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(l, line+" "); ok {
			_, _ = fmt.Sscan(rest, &value)
		}
	}
	return value
}

// shows asks whether a server's list of nodes has one like that.
func shows(t *testing.T, server *client.Client, like func(client.Node) bool) func() bool {
	return func() bool {
		l, err := server.Nodes(t.Context())
		return err == nil && slices.ContainsFunc(l.Nodes, like)
	}
}

// hook sends an event as a LiveKit server with that secret does.
func hook(t *testing.T, base, name, secret, body string) int {
	t.Helper()
	sum := sha256.Sum256([]byte(body))
	token, err := auth.NewAccessToken(operatedKey, secret).SetValidFor(time.Minute).SetSha256(base64.StdEncoding.EncodeToString(sum[:])).ToJWT()
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, base+"/media/webhook/"+name, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", token)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	return res.StatusCode
}

// TestExternalMedia: a server on a file, without media of its own, and a LiveKit server of the operator. Two hear each other there, also while
// Ringline is restarted; its events get into the timeline, forged and repeated ones change nothing; after the end nothing opens (P13).
func TestExternalMedia(t *testing.T) {
	address := reserve(t)
	lk := operate(t, "media-1", address)
	o := process.Options{
		Listen: address, Data: t.TempDir(), Apps: crowdApps, Config: "media:\n  embedded: false\n  external:\n" + listed("media-1", lk.URL, ""),
	}
	server, app := launch(t, o), crowdApp()
	ann, bob := login(t, server.URL, app, "ann", "phone"), login(t, server.URL, app, "bob", "phone")
	id := ann.must(t, "call.start", object{"callees": []call.UserID{"bob"}, "media": "audio"}).Call.ID
	bob.hears(t, id, "that it rings", rings("bob"))
	if a := bob.must(t, "call.accept", object{"call": id}); a.Ticket == nil || a.Ticket.URL != lk.URL {
		t.Fatalf("who answers gets the ticket %+v, want one to %s", a.Ticket, lk.URL)
	}
	ann.hears(t, id, "the answer", func(m *callMessage) bool { return m.AnsweredAt > 0 })
	la, lb := talking(t, server.URL, id, ann, bob)
	if la.url != lk.URL {
		t.Errorf("they talk at %s, want %s", la.url, lk.URL)
	}

	local := client.Local(o.Data)
	eventually(t, "the node list to show the call's room", shows(t, local, func(n client.Node) bool {
		return n.Name == "media-1" && n.Kind == client.MediaServer && n.State == client.NodeServing && n.Load == 1
	}))
	api := local.App(fmt.Sprint(app.ID))
	seen := func(kind, user string) (n int) {
		line, err := api.Timeline(t.Context(), string(id))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range line.Events {
			if e.Source == client.FromMedia && e.Type == kind && e.User == user {
				n++
			}
		}
		return n
	}
	eventually(t, "the timeline to say that both joined", func() bool { return seen("joined", "ann") == 1 && seen("joined", "bob") == 1 })

	// Eve is not there. One that says so counts once, and only if that server signed it.
	count := func(outcome string) float64 {
		return metric(t, server.URL, `ringline_media_webhooks_total{host="media-1",outcome="`+outcome+`"}`)
	}
	body := fmt.Sprintf(`{"event":"participant_joined","id":"EV_made_up","room":{"name":"call-%d-%s"},"participant":{"identity":"eve"}}`, app.ID, id)
	if got := hook(t, server.URL, "media-1", "the secret of some other LiveKit server, not that", body); got != http.StatusUnauthorized || count("forged") != 1 {
		t.Errorf("a forged event: %d, counted %v", got, count("forged"))
	}
	for range 3 {
		if got := hook(t, server.URL, "media-1", operatedSecret, body); got != http.StatusOK {
			t.Errorf("an event: %d", got)
		}
	}
	if got := hook(t, server.URL, "media-2", operatedSecret, body); got != http.StatusNotFound {
		t.Errorf("an event of a server that is not listed: %d", got)
	}
	eventually(t, "the event to be in the timeline", func() bool { return seen("joined", "eve") == 1 })
	if n := count("repeated"); n != 2 || seen("joined", "eve") != 1 {
		t.Errorf("repeated %v times, %d in the timeline", n, seen("joined", "eve"))
	}
	hearEachOther(t, la, lb)

	// Cid was in, left, and comes back with the ticket from before: he is put out again.
	cid := login(t, server.URL, app, "cid", "phone")
	ann.must(t, "call.invite", object{"call": id, "users": []call.UserID{"cid"}})
	cid.hears(t, id, "that it rings", rings("cid"))
	cid.must(t, "call.accept", object{"call": id})
	lc := cid.listen(t, server.URL, id)
	kept := cid.must(t, "call.ticket", object{"call": id}).Ticket
	cid.must(t, "call.hangup", object{"call": id})
	lc.isOut(t, "he left the call")
	out := make(chan struct{})
	events := lksdk.NewRoomCallback()
	events.OnDisconnected = sync.OnceFunc(func() { close(out) })
	if room, err := lksdk.ConnectToRoomWithToken(kept.URL, kept.Token, events); err == nil {
		back := time.Now()
		defer room.Disconnect()
		select {
		case <-out:
			t.Logf("P13: put out again after %v", time.Since(back))
		case <-time.After(2 * soon):
			t.Error("P13: somebody who left is in the room with a ticket from before")
		}
	}

	// Ringline away, and back: media does not notice.
	ann.Close()
	bob.Close()
	if err := server.Stop(); err != nil {
		t.Fatal(err)
	}
	hearEachOther(t, la, lb)
	server = launch(t, o)
	ann, bob = login(t, server.URL, app, "ann", "phone"), login(t, server.URL, app, "bob", "phone")
	hearEachOther(t, la, lb)
	again := ann.must(t, "call.ticket", object{"call": id}).Ticket
	bob.must(t, "call.hangup", object{"call": id})
	ann.hears(t, id, "the end", over)
	la.isOut(t, "the call is over")
	lb.isOut(t, "the call is over")
	if room, err := lksdk.ConnectToRoomWithToken(again.URL, again.Token, lksdk.NewRoomCallback()); err == nil {
		room.Disconnect()
		t.Error("P13: a ticket opens the room of a call that is over")
	}
	if err := server.Stop(); err != nil {
		t.Error(err)
	}
}

// TestExternalMediaDies: P18. The LiveKit server that has a call is killed: its members are told, get the address of another one and hear each
// other there; it is back and is used again. One that is drained gives its calls away.
func TestExternalMediaDies(t *testing.T) {
	address := reserve(t)
	one, two := operate(t, "media-1", address), operate(t, "media-2", address)
	config := func(embedded bool, first, second string) string {
		return fmt.Sprintf("cluster: {region: eu}\nmedia:\n  embedded: %t\n  external:\n", embedded) +
			listed("media-1", one.URL, ", region: us"+first) + listed("media-2", two.URL, ", region: us"+second)
	}
	o := process.Options{Listen: address, Data: t.TempDir(), Apps: crowdApps, Config: config(false, "", "")}
	server, app := launch(t, o), crowdApp()
	ann, bob := login(t, server.URL, app, "ann", "phone"), login(t, server.URL, app, "bob", "phone")
	id := talk(t, ann, bob)
	la, lb := talking(t, server.URL, id, ann, bob)
	hosts := map[string]*process.LiveKit{one.URL: one, two.URL: two}
	had := hosts[la.url]
	if had == nil {
		t.Fatalf("they talk at %s", la.url)
	}
	died := time.Now()
	if err := had.Kill(); err != nil {
		t.Fatal(err)
	}
	moved := func(n int) func(*callMessage) bool { return func(m *callMessage) bool { return m.Moves >= n } }
	ann.hears(t, id, "that media was moved", moved(1))
	bob.hears(t, id, "that media was moved", moved(1))
	t.Logf("moved %v after the death", time.Since(died))
	la.Disconnect()
	lb.Disconnect()
	ma, mb := talking(t, server.URL, id, ann, bob)
	t.Logf("heard again %v after the death", time.Since(died))
	if ma.url == had.URL || hosts[ma.url] == nil {
		t.Errorf("they are sent to %s", ma.url)
	}
	process.RunLiveKit(t, had.Options)
	local := client.Local(o.Data)
	state := func(name string, is client.NodeState) func() bool {
		return shows(t, local, func(n client.Node) bool { return n.Name == name && n.State == is })
	}
	for _, name := range []string{"media-1", "media-2"} {
		eventually(t, name+" to serve", state(name, client.NodeServing))
	}
	cid, dan := login(t, server.URL, app, "cid", "phone"), login(t, server.URL, app, "dan", "phone")
	other := talk(t, cid, dan)
	lc, ld := talking(t, server.URL, other, cid, dan)
	if lc.url != had.URL {
		t.Errorf("a new call is at %s, want %s, which is back and has nothing", lc.url, had.URL)
	}
	lc.Disconnect()
	ld.Disconnect()
	cid.must(t, "call.hangup", object{"call": other})

	// Now with media inside, and the one that has the call drained.
	ann.Close()
	bob.Close()
	if err := server.Stop(); err != nil {
		t.Fatal(err)
	}
	drained := "media-1"
	o.Config = config(true, ", drain: true", "")
	if ma.url == two.URL {
		drained, o.Config = "media-2", config(true, "", ", drain: true")
	}
	server = launch(t, o)
	if !state(drained, client.NodeLeaving)() {
		t.Errorf("%s is drained and not shown so", drained)
	}
	ann, bob = login(t, server.URL, app, "ann", "phone"), login(t, server.URL, app, "bob", "phone")
	eventually(t, "the call to be moved", func() bool {
		var calls []callMessage
		ann.sync(t, &calls)
		return len(calls) == 1 && calls[0].Moves == 2
	})
	ma.isOut(t, "its room was moved")
	mb.isOut(t, "its room was moved")
	na, _ := talking(t, server.URL, id, ann, bob)
	if na.url != had.URL {
		t.Errorf("they are sent to %s, want %s, in the region of the one that is drained", na.url, had.URL)
	}

	// And without either: what is inside takes over.
	ann.Close()
	bob.Close()
	if err := server.Stop(); err != nil {
		t.Fatal(err)
	}
	o.Config = ""
	server = launch(t, o)
	ann, bob = login(t, server.URL, app, "ann", "phone"), login(t, server.URL, app, "bob", "phone")
	eventually(t, "the call to be moved", func() bool {
		var calls []callMessage
		ann.sync(t, &calls)
		return len(calls) == 1 && calls[0].Moves == 3
	})
	talking(t, server.URL, id, ann, bob)
	if err := server.Stop(); err != nil {
		t.Error(err)
	}
}

// TestBotFollowsItsRoom: the example enters the room where it is by then, long before its media library gives the dead server up.
func TestBotFollowsItsRoom(t *testing.T) {
	address := reserve(t)
	lk := operate(t, "media-1", address)
	server, ann, o := botStage(t, func(o *process.Options) {
		o.Listen, o.Config = address, "media:\n  embedded: false\n  external:\n"+listed("media-1", lk.URL, "")
	})
	b := startBot(t, server.URL, "-for", "10m")
	id := ann.must(t, "call.start", object{"request": "r1", "callees": []string{"bot"}, "media": "audio"}).Call.ID
	l := ann.listenWhenAnswered(t, server.URL, id)
	l.hearsSomething(t)
	if l.url != lk.URL {
		t.Errorf("they are at %s", l.url)
	}
	ann.Close()
	if err := server.Stop(); err != nil {
		t.Fatal(err)
	}
	o.Config = strings.Replace(o.Config, "embedded: false", "embedded: true", 1)
	server = launch(t, o)
	b.says(t, "connected")
	ann = login(t, server.URL, &tenant.App{ID: 1400000001, Secrets: []tenant.Secret{botSecret}}, "ann", "a1")
	died := time.Now()
	if err := lk.Kill(); err != nil {
		t.Fatal(err)
	}
	ann.hears(t, id, "that media was moved", func(m *callMessage) bool { return m.Moves == 1 })
	l.Disconnect()
	ann.listen(t, server.URL, id).hearsSomething(t)
	t.Logf("heard again %v after the death", time.Since(died))
	ann.must(t, "call.hangup", object{"request": "r2", "call": id})
	b.says(t, "reason=hung_up by=ann")
}

// TestExternalMediaRefuses: a key that is wrong is told at the start, by the node list and by the doctor; calls have their media elsewhere.
func TestExternalMediaRefuses(t *testing.T) {
	lk := operate(t, "media-1", "127.0.0.1:1")
	wrong := strings.Replace(listed("media-1", lk.URL, ""), operatedSecret, "the secret of some other LiveKit server, not that", 1)
	o := process.Options{Data: t.TempDir(), Apps: crowdApps, Config: "media:\n  external:\n" + wrong}
	said := &heardOf{}
	o.Output = said
	server, app := launch(t, o), crowdApp()
	ann, bob := login(t, server.URL, app, "ann", "phone"), login(t, server.URL, app, "bob", "phone")
	for range 3 {
		id := talk(t, ann, bob)
		if ticket := ann.must(t, "call.ticket", object{"call": id}).Ticket; ticket.URL != "" {
			t.Errorf("a call is sent to %s, which refuses us", ticket.URL)
		}
		ann.must(t, "call.hangup", object{"call": id})
		bob.hears(t, id, "the end", over)
	}
	run := func(args ...string) string {
		command := exec.CommandContext(t.Context(), binary, append(args, "--data", o.Data, "--config", o.Data+"/ringline.yaml")...)
		command.Env = append(command.Environ(), "RINGLINE_MEDIA_NODE_IP=127.0.0.1")
		text, _ := command.CombinedOutput() // the doctor fails, as it should
		return string(text)
	}
	list := exec.CommandContext(t.Context(), binary, "node", "list", "--data", o.Data)
	text, err := list.CombinedOutput()
	if err != nil || !strings.Contains(string(text), "refusing") {
		t.Errorf("ringline node list says %v: %s", err, text)
	}
	for what, text := range map[string]string{"the start": said.String(), "the doctor": run("doctor")} {
		if !strings.Contains(text, "does not take our key") || strings.Contains(text, "not that") {
			t.Errorf("%s says: %s", what, text)
		}
	}
}

// heardOf keeps what a server prints.
type heardOf struct {
	mu   sync.Mutex
	text strings.Builder
}

func (h *heardOf) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.Write(p)
}

func (h *heardOf) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.String()
}
