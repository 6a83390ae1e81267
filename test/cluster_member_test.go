package test

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/centrifugal/centrifuge-go"

	"ringline/internal/auth"
	"ringline/internal/call"
)

// member is a [phone] as a good client is: it connects again soon, and asks for the truth after every connect, after a gap, and when it is told to.
type member struct {
	*phone
	asked    chan struct{}          // has something in it when the truth is to be asked for
	versions map[call.ID]int64      // the version it has of each call
	ringing  map[call.ID]heardAs    // how it first heard that a call rings for it
	told     func(call.ID, heardAs) // keeps that
}

// heardAs is how a device learned something.
type heardAs int

const (
	never heardAs = iota
	asNews
	bySync
)

func newMember(t *testing.T, base string, user call.UserID, name call.DeviceID, d *diary, f *figures) *member {
	t.Helper()
	app := crowdApp()
	data, err := json.Marshal(object{"app": app.ID, "user": user, "device": name, "platform": "linux"})
	if err != nil {
		t.Fatal(err)
	}
	client := newDeviceWith(t, base, centrifuge.Config{
		Token: auth.Sign(app, user, time.Now(), time.Hour), Data: data, MaxServerPingDelay: 2 * time.Second,
	}, user, name)
	m := &member{
		phone: &phone{device: client, diary: d}, asked: make(chan struct{}, 1), versions: map[call.ID]int64{}, ringing: map[call.ID]heardAs{},
		told: func(id call.ID, how heardAs) { f.rang(user, id, how) },
	}
	m.noted = f.person
	m.other = m.ask
	client.OnConnected(func(centrifuge.ConnectedEvent) {
		f.online(user, true)
		m.ask()
	})
	client.OnConnecting(func(centrifuge.ConnectingEvent) { f.online(user, false) })
	client.OnDisconnected(func(centrifuge.DisconnectedEvent) { f.online(user, false) })
	return m
}

// ask has the truth asked for, by who reads what comes.
func (m *member) ask() {
	select {
	case m.asked <- struct{}{}:
	default:
	}
}

func (m *member) live(ctx context.Context) {
	_ = m.Connect() // it goes on trying
	defer m.Close()
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-m.asked:
			m.sync(ctx)
		case c := <-m.heard:
			m.take(ctx, &c, asNews)
		case <-time.After(time.Duration(5+rand.IntN(60)) * time.Millisecond):
			m.act(ctx)
		}
	}
}

// take is the reducer of api/realtime.md §2, as far as it says what is news.
func (m *member) take(ctx context.Context, c *callMessage, how heardAs) {
	if c.Version <= m.versions[c.ID] {
		return
	}
	if how == asNews && !c.Full && c.Version != m.versions[c.ID]+1 {
		m.ask()
		return
	}
	m.versions[c.ID] = c.Version
	if rings(m.user)(c) && m.ringing[c.ID] == never {
		m.ringing[c.ID] = how
		m.told(c.ID, how)
	}
	m.hear(ctx, c)
}

func (m *member) sync(ctx context.Context) {
	calls, err := m.calls(context.WithoutCancel(ctx))
	if err != nil {
		m.ask() // again, when it is connected
		pause(ctx, 20*time.Millisecond)
		return
	}
	in := false
	for i := range calls {
		in = in || calls[i].ID == m.in
		m.take(ctx, &calls[i], bySync)
	}
	if !in {
		m.in, m.calling = "", false // it is over, or goes on without me
	}
}

// failed reports whether a command got no answer, or one that says to try again: what is refused for a reason has not failed.
func failed(err error) bool {
	var refused *centrifuge.Error
	return err != nil && (!errors.As(err, &refused) || refused.Temporary)
}
