package test

import (
	"context"
	"slices"
	"testing"
	"time"

	lksdk "github.com/livekit/server-sdk-go/v2"
	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"

	"ringline/internal/call"
)

// How soon the media of a call has another host when its own was killed, and how long the old room of a server that stops stays. The first is
// 0.5 to 1.8 s by the rules, and four when the dead server's machine is gone, too; a machine may be busy.
const (
	movedWithin = 10 * time.Second
	oldRoomFor  = 5 * time.Second
)

func moved(m *callMessage) bool {
	for _, e := range m.Events {
		if e.Type == call.MediaMoved {
			return true
		}
	}
	return false
}

// speaks sends something that is not silence, until the test is over.
func (l *listener) speaks(t *testing.T) {
	t.Helper()
	track, err := lksdk.NewLocalSampleTrack(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2})
	if err == nil {
		_, err = l.LocalParticipant.PublishTrack(track, &lksdk.TrackPublicationOptions{Name: "voice"})
	}
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-l.gone:
				return
			case <-tick.C:
				_ = track.WriteSample(media.Sample{Data: slices.Repeat([]byte{7}, 40), Duration: 20 * time.Millisecond}, nil)
			}
		}
	}()
	t.Cleanup(func() { stop(); <-done })
}

// TestKilledHost: P9, P18. When the server that has a call's media is killed, the call soon has another host, and its members hear of it.
func TestKilledHost(t *testing.T) {
	n := newNodes(t)
	one, two := n.start("first"), n.start("second")
	ann, bob := login(t, one.URL, n.app, "ann", "phone"), login(t, two.URL, n.app, "bob", "phone")
	id := talk(t, ann, bob) // ann's server has the room
	bob.listen(t, two.URL, id).Disconnect()
	killed := time.Now()
	if err := one.Kill(); err != nil {
		t.Fatal(err)
	}
	bob.hears(t, id, "that the media has moved", moved)
	took := time.Since(killed)
	t.Logf("the call had another host %v after its own was killed", took)
	if took > movedWithin {
		t.Errorf("that is later than %v", movedWithin)
	}
	ann = login(t, two.URL, n.app, "ann", "phone")
	there := bob.listen(t, two.URL, id)
	ann.listen(t, two.URL, id).speaks(t)
	there.hearsSomething(t)
	if err := two.Stop(); err != nil {
		t.Error(err)
	}
}

// TestStoppedHost: P18. A server that is stopped gives a call away before it ends its media: members enter the new room while they are in the
// old one, and the server is gone soon after they have left that.
func TestStoppedHost(t *testing.T) {
	n := newNodes(t)
	one, two := n.start("first"), n.start("second")
	ann, bob := login(t, one.URL, n.app, "ann", "phone"), login(t, two.URL, n.app, "bob", "phone")
	id := talk(t, ann, bob)
	old := []*listener{ann.listen(t, one.URL, id), bob.listen(t, two.URL, id)}
	old[0].speaks(t)
	old[1].hearsSomething(t)
	stopped := make(chan error, 1)
	go func() { stopped <- one.Stop() }()
	bob.hears(t, id, "that the media has moved", moved)
	begun := time.Now()
	there := bob.listen(t, two.URL, id)
	ann.listen(t, two.URL, id).speaks(t)
	there.hearsSomething(t)
	took := time.Since(begun)
	t.Logf("they were in the new room %v after the call was moved", took)
	for i, l := range old {
		select {
		case <-l.gone:
			if took < oldRoomFor-time.Second {
				t.Errorf("member %d was put out of the old room within %v", i, took)
			}
		default:
		}
		l.Disconnect()
	}
	select {
	case err := <-stopped:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(2 * oldRoomFor):
		t.Error("nobody is left there, and the server does not stop")
	}
	if err := two.Stop(); err != nil {
		t.Error(err)
	}
}
