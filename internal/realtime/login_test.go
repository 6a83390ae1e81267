package realtime

import (
	"encoding/json"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/centrifugal/centrifuge"

	"ringline/internal/auth"
	"ringline/internal/call"
	"ringline/internal/tenant"
)

// refusedLogin is an example in the login fixture.
type refusedLogin struct {
	Why  string          `json:"why"`
	Data json.RawMessage `json:"data"`
	Code uint32          `json:"code"`
	Text string          `json:"message"`
}

// connect judges a connect command as the node would.
func connect(t *testing.T, n *Node, sig, data string) (centrifuge.ConnectReply, *centrifuge.Error) {
	t.Helper()
	reply, err := n.login(t.Context(), centrifuge.ConnectEvent{Token: sig, Data: []byte(data)})
	var refused *centrifuge.Error
	if err != nil && !errors.As(err, &refused) {
		t.Fatal(err)
	}
	return reply, refused
}

func TestLoginFixture(t *testing.T) {
	d := newDesk(t, nil)
	verifier := auth.NewVerifier(func() time.Time { return epoch })
	d.node.sigs = verifier
	apps := testApps(t)
	sign := func(app int64, user call.UserID, ttl time.Duration) string {
		return auth.Sign(apps.App(app), user, epoch.Add(-time.Minute), ttl)
	}
	good := sign(app1, "alice", time.Hour)
	const data = `{"app":1400000001,"user":"alice","device":"d1","platform":"web"}`

	reply, refused := connect(t, d.node, good, data)
	if refused != nil {
		t.Fatal(refused)
	}
	if end := renewAt(epoch.Add(59*time.Minute).Unix(), time.Now()); reply.Credentials.ExpireAt != end {
		t.Errorf("the session ends at %d, the signature at %d", reply.Credentials.ExpireAt, end)
	}
	if _, own := reply.Subscriptions["user/1400000001/alice"]; !own || len(reply.Subscriptions) != 2 {
		t.Errorf("subscribed to %v", reply.Subscriptions)
	}

	var examples []refusedLogin
	refuse := func(why, sig, data string, code uint32) {
		t.Helper()
		_, refused := connect(t, d.node, sig, data)
		if refused == nil || refused.Code != code {
			t.Fatalf("%s is told %v, want %d", why, refused, code)
		}
		examples = append(examples, refusedLogin{Why: why, Data: json.RawMessage(data), Code: refused.Code, Text: refused.Message})
	}
	refuse("malformed signature", "eJx", data, 1101)
	refuse("no signature", "", data, 1101)
	refuse("unknown app", good, `{"app":1,"user":"alice","device":"d1"}`, 1102)
	refuse("signed for another app", good, `{"app":1400000002,"user":"alice","device":"d1"}`, 1103)
	refuse("signed for another user", good, `{"app":1400000001,"user":"bob","device":"d1"}`, 1104)
	refuse("signed with another secret", auth.Sign(&tenant.App{ID: app1, Secrets: []tenant.Secret{"wrong"}}, "alice", epoch, time.Hour), data, 1105)
	refuse("expired signature", sign(app1, "alice", time.Second), data, 109)
	refuse("app disabled", good, `{"app":1400000003,"user":"alice","device":"d1"}`, 1107)
	refuse("no app", good, `{"user":"alice","device":"d1"}`, 1106)
	refuse("app as text", good, `{"app":"1400000001","user":"alice","device":"d1"}`, 1106)
	refuse("no user", good, `{"app":1400000001,"device":"d1"}`, 1106)
	refuse("user too long", good, `{"app":1400000001,"user":"a23456789012345678901234567890123","device":"d1"}`, 1106)
	refuse("no device", good, `{"app":1400000001,"user":"alice"}`, 1106)
	refuse("device with a slash", good, `{"app":1400000001,"user":"alice","device":"a/1"}`, 1106)
	refuse("device too long", good, `{"app":1400000001,"user":"alice","device":"12345678901234567890123456789012345678901234567890123456789012345"}`, 1106)
	refuse("unknown platform", good, `{"app":1400000001,"user":"alice","device":"d1","platform":"toaster"}`, 1106)
	refuse("not an object", good, `[]`, 1106)

	golden(t, "login.json", map[string]any{
		"data":    json.RawMessage(data),
		"reply":   json.RawMessage(reply.Data),
		"refused": examples,
	})
}

// A user cannot pile up devices.
func TestDeviceLimit(t *testing.T) {
	d := newDesk(t, nil)
	who := account{app1, "alice"}
	for i := range d.node.config.Devices {
		if !d.node.devices.arrive(who, call.DeviceID(rune('a'+i)), time.Now()) {
			t.Fatalf("device %d is refused", i)
		}
	}
	if d.node.devices.arrive(who, "one-more", time.Now()) {
		t.Error("one more than the limit is let in")
	}
	if !d.node.devices.arrive(who, "a", time.Now()) || !d.node.devices.arrive(account{app2, "alice"}, "one-more", time.Now()) {
		t.Error("a known device, or the same user of another app, is refused")
	}
}

// The app has time to make the next signature, and is not asked again and again near the end of one.
func TestRenewAt(t *testing.T) {
	now := time.Unix(1_764_000_000, 0)
	for left, want := range map[time.Duration]time.Duration{
		7 * 24 * time.Hour: 7*24*time.Hour - renewAhead,
		time.Minute:        time.Minute - renewAhead,
		20 * time.Second:   10 * time.Second,
		time.Second:        time.Second,
		0:                  0,
		-time.Second:       -time.Second,
	} {
		if got := renewAt(now.Add(left).Unix(), now); got != now.Add(want).Unix() {
			t.Errorf("%v before the end: asked in %d s, want %v", left, got-now.Unix(), want)
		}
	}
}

// An expired signature makes the SDK ask for a new one, and a session ends with its signature unless it is refreshed.
func TestExpiredSignature(t *testing.T) {
	t.Parallel() // it waits for real time to pass
	w := newWorld(t, Default())
	expired := auth.Sign(w.apps.App(app1), "alice", time.Now().Add(-time.Hour), time.Minute)
	var asked atomic.Int32
	alice := w.device("alice", "a1", token(expired), func(o *clientOptions) {
		o.getToken = func() (string, error) {
			if asked.Add(1) == 1 {
				return w.sig(app1, "alice", 2*time.Second), nil
			}
			return w.sig(app1, "alice", time.Hour), nil
		}
	})
	// The two-second signature runs out and is refreshed without a break.
	eventually(t, "refreshed", func() bool { return asked.Load() == 2 })
	var out syncAnswer
	code := alice.rpc("call.sync", nothing{}, &out)
	alice.mu.Lock()
	defer alice.mu.Unlock()
	if code != 0 || alice.logins != 1 {
		t.Errorf("after the refresh told %d, logins %d", code, alice.logins)
	}
}

// A signature for somebody else opens nothing, and the SDK does not try again.
func TestForeignSignature(t *testing.T) {
	w := newWorld(t, Default())

	stranger := w.dial("bob", "b1", token(w.sig(app1, "alice", time.Hour)))
	stranger.await("refused", func() bool { return stranger.gone != nil && stranger.gone.Code == 1104 })
}

// The refresh is judged like a login, and never changes who the session is.
func TestRefresh(t *testing.T) {
	d := newDesk(t, nil)
	d.node.sigs = auth.NewVerifier(func() time.Time { return epoch })
	s := d.session(app1, "alice", "a1")
	app := testApps(t).App(app1)
	until := renewAt(epoch.Add(time.Hour).Unix(), time.Now())
	if reply, err := s.refresh(auth.Sign(app, "alice", epoch, time.Hour)); err != nil || reply.ExpireAt != until {
		t.Errorf("%+v, %v", reply, err)
	}
	for sig, code := range map[string]uint32{
		auth.Sign(app, "bob", epoch, time.Hour):                     1104,
		auth.Sign(app, "alice", epoch.Add(-2*time.Hour), time.Hour): 109,
		auth.Sign(testApps(t).App(app2), "alice", epoch, time.Hour): 1103,
		auth.Sign(app, "alice", epoch, time.Hour)[1:]:               1101,
	} {
		_, err := s.refresh(sig)
		var refused *centrifuge.Error
		if !errors.As(err, &refused) || refused.Code != code {
			t.Errorf("told %v, want %d", err, code)
		}
	}
}
