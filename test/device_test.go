package test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/centrifugal/centrifuge-go"

	"ringline/internal/auth"
	"ringline/internal/call"
	"ringline/internal/tenant"
)

// device is a user's client on a real WebSocket.
type device struct {
	*centrifuge.Client
	user   call.UserID
	device call.DeviceID
	heard  chan callMessage // what it is told, in order; only as much as somebody reads
	other  func()           // is called when it is told something that is not about one call; nil takes no notice
}

// callMessage is a call as clients see it, api/realtime.md §2, as far as tests look.
type callMessage struct {
	ID         call.ID      `json:"id"`
	Version    int64        `json:"version"`
	Full       bool         `json:"full"`
	Caller     call.UserID  `json:"caller"`
	Moves      int          `json:"moves"`
	AnsweredAt int64        `json:"answered_at"`
	Legs       []legMessage `json:"legs"`
	Events     []struct {
		Type   call.EventType `json:"type"`
		At     int64          `json:"at"`
		User   call.UserID    `json:"user"`
		Device call.DeviceID  `json:"device"`
	} `json:"events"`
	End *struct {
		At     int64       `json:"at"`
		Result call.Result `json:"result"`
		Reason call.Reason `json:"reason"`
		By     call.Actor  `json:"by"`
	} `json:"end"`
}

type legMessage struct {
	User   call.UserID   `json:"user"`
	State  call.LegState `json:"state"`
	Device call.DeviceID `json:"device"`
	Reason call.Reason   `json:"reason"`
}

// leg is the latest one of a user among those in the message, or nil.
func (m *callMessage) leg(user call.UserID) *legMessage {
	for i := len(m.Legs) - 1; i >= 0; i-- {
		if m.Legs[i].User == user {
			return &m.Legs[i]
		}
	}
	return nil
}

// newDevice makes a client that is not connected yet. It is closed when the test ends.
func newDevice(t *testing.T, base string, app *tenant.App, user call.UserID, name call.DeviceID) *device {
	t.Helper()
	data, err := json.Marshal(object{"app": app.ID, "user": user, "device": name, "platform": "linux"})
	if err != nil {
		t.Fatal(err)
	}
	return newDeviceWith(t, base, centrifuge.Config{Token: auth.Sign(app, user, time.Now(), time.Hour), Data: data}, user, name)
}

func newDeviceWith(t *testing.T, base string, settings centrifuge.Config, user call.UserID, name call.DeviceID) *device {
	t.Helper()
	d := &device{user: user, device: name, heard: make(chan callMessage, 256)}
	d.Client = centrifuge.NewJsonClient("ws"+strings.TrimPrefix(base, "http")+"/connection/websocket", settings)
	d.OnPublication(func(e centrifuge.ServerPublicationEvent) {
		var p struct {
			Call *callMessage `json:"call"`
		}
		if err := json.Unmarshal(e.Data, &p); err != nil {
			t.Errorf("%s on %s was told %q: %v", user, name, e.Data, err)
		}
		if p.Call == nil {
			if d.other != nil {
				d.other()
			}
			return
		}
		select {
		case d.heard <- *p.Call:
		default:
			t.Errorf("%s on %s is told more than the test reads", user, name)
		}
	})
	t.Cleanup(d.Close)
	return d
}

// login makes a client and waits until it is connected.
func login(t *testing.T, base string, app *tenant.App, user call.UserID, name call.DeviceID) *device {
	t.Helper()
	d := newDevice(t, base, app, user, name)
	in := make(chan struct{}, 1)
	d.OnConnected(func(centrifuge.ConnectedEvent) {
		select {
		case in <- struct{}{}:
		default:
		}
	})
	if err := d.Connect(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-in:
	case <-time.After(soon):
		t.Fatalf("%s on %s cannot log in", user, name)
	}
	return d
}

// answered is what commands answer, as far as tests look.
type answered struct {
	Call   callMessage `json:"call"`
	Ticket *struct {
		URL   string `json:"url"`
		Token string `json:"token"`
	} `json:"ticket"`
}

// do sends a command.
func (d *device) do(ctx context.Context, method string, data object) (answered, error) {
	var out answered
	text, err := json.Marshal(data)
	if err != nil {
		return out, err
	}
	result, err := d.RPC(ctx, method, text)
	if err != nil {
		return out, fmt.Errorf("%s: %w", method, err)
	}
	return out, json.Unmarshal(result.Data, &out)
}

// must sends a command that has to work.
func (d *device) must(t *testing.T, method string, data object) answered {
	t.Helper()
	a, err := d.do(t.Context(), method, data)
	if err != nil {
		t.Fatalf("%s on %s: %v", d.user, d.device, err)
	}
	return a
}

// hears waits for the first message like that about a call, and passes over others.
func (d *device) hears(t *testing.T, id call.ID, what string, like func(*callMessage) bool) callMessage {
	t.Helper()
	late := time.After(soon)
	for {
		select {
		case m := <-d.heard:
			if m.ID == id && like(&m) {
				return m
			}
		case <-late:
			t.Fatalf("%s on %s does not hear: %s", d.user, d.device, what)
		}
	}
}

// refused reads the number of a refusal; 0 if it is none.
func refused(err error) uint32 {
	var e *centrifuge.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return 0
}

func over(m *callMessage) bool { return m.End != nil }

func rings(user call.UserID) func(*callMessage) bool {
	return func(m *callMessage) bool {
		l := m.leg(user)
		return l != nil && l.State == call.Ringing
	}
}

// sync asks for the truth.
func (d *device) sync(t *testing.T, calls *[]callMessage) {
	t.Helper()
	var err error
	if *calls, err = d.calls(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// calls is sync for somebody who may not be answered.
func (d *device) calls(ctx context.Context) ([]callMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	result, err := d.RPC(ctx, "call.sync", []byte("{}"))
	if err != nil {
		return nil, err
	}
	var out struct{ Calls []callMessage }
	err = json.Unmarshal(result.Data, &out)
	return out.Calls, err
}
