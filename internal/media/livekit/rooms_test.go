package livekit_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	lk "github.com/livekit/protocol/livekit"
	lksdk "github.com/livekit/server-sdk-go/v2"
	"github.com/pion/webrtc/v4"
	pionmedia "github.com/pion/webrtc/v4/pkg/media"

	"ringline/internal/call"
	"ringline/internal/media"
)

// publish sends Opus silence until the test ends.
func publish(t *testing.T, m *member) {
	t.Helper()
	track, err := lksdk.NewLocalSampleTrack(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.LocalParticipant.PublishTrack(track, &lksdk.TrackPublicationOptions{Name: "mic"}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				_ = track.WriteSample(pionmedia.Sample{Data: []byte{0xf8, 0xff, 0xfe}, Duration: 20 * time.Millisecond}, nil)
			case <-ctx.Done():
				return
			}
		}
	}()
	t.Cleanup(func() { cancel(); <-done })
}

func TestMembersHearEachOther(t *testing.T) {
	p := newPlane(t, nil)
	ref := p.answered("alice", "bob")
	alice, bob := p.mustJoin(ref, "alice"), p.mustJoin(ref, "bob")
	publish(t, alice)
	if from := receive(t, "media from alice", bob.seen); from != "alice" {
		t.Errorf("bob hears %s", from)
	}
	track := p.events.await(t, "alice's track", func(ev media.Event) bool { return ev.Type == media.TrackPublished })
	if track.Call != ref || track.Participant.User != "alice" || track.Source != "microphone" {
		t.Errorf("event %+v, want alice's microphone", track)
	}
}

func TestEventsTellWhoComesAndGoes(t *testing.T) {
	for name, opts := range map[string][]lksdk.ConnectOption{
		"signalling at /rtc":    nil,
		"signalling at /rtc/v1": {lksdk.WithSinglePeerConnection()}, // as web clients do it
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlane(t, nil)
			ref := p.answered("alice", "bob")
			bob := media.Participant{User: "bob", Device: "bob-phone"}
			await := func(want media.Event) {
				t.Helper()
				p.events.await(t, string(want.Type), func(ev media.Event) bool { return ev == want })
			}
			p.mustJoin(ref, "bob", opts...)
			await(media.Event{Type: media.RoomOpened, Call: ref})
			await(media.Event{Type: media.Joined, Call: ref, Participant: bob})
			p.do(ref, call.EndCall{By: admin})
			await(media.Event{Type: media.Left, Call: ref, Participant: bob, Reason: "room_deleted"})
			await(media.Event{Type: media.RoomClosed, Call: ref})
		})
	}
}

// P13: the right to media ends with the call.
func TestEndClosesTheRoomAndOldTicketsOpenNothing(t *testing.T) {
	p := newPlane(t, nil)
	ref := p.answered("alice", "bob")
	alice, bob := p.mustJoin(ref, "alice"), p.mustJoin(ref, "bob")
	unused := p.ticket(ref, "bob")

	p.do(ref, call.EndCall{By: admin})
	for _, m := range []*member{alice, bob} {
		receive(t, "the end", m.gone)
		if why := m.DisconnectReason(); why != lk.DisconnectReason_ROOM_DELETED {
			t.Errorf("%s was disconnected because of %v, want ROOM_DELETED", m.LocalParticipant.Identity(), why)
		}
	}
	if _, err := p.join(unused); err == nil {
		t.Error("a ticket from before the end lets its holder in")
	}
	p.refused("/rtc/validate", unused)
	p.refused("/rtc/v1/validate", unused)
	p.awaitRooms()
}

// P13: and with leaving it.
func TestWhoLeavesTheCallIsRemovedAndStaysOut(t *testing.T) {
	p := newPlane(t, nil)
	ref := p.answered("alice", "bob", "carol")
	alice, carol := p.mustJoin(ref, "alice"), p.mustJoin(ref, "carol")
	old := p.ticket(ref, "carol")

	p.do(ref, call.Hangup{By: actor("carol")})
	receive(t, "carol's removal", carol.gone)
	if why := carol.DisconnectReason(); why != lk.DisconnectReason_PARTICIPANT_REMOVED {
		t.Errorf("carol was disconnected because of %v, want PARTICIPANT_REMOVED", why)
	}
	p.refused("/rtc/validate", old)
	if state := alice.ConnectionState(); state != lksdk.ConnectionStateConnected {
		t.Errorf("alice is %s, want her untouched", state)
	}
}

// P13: and with being taken out of it.
func TestWhoIsKickedIsRemovedAndStaysOut(t *testing.T) {
	p := newPlane(t, nil)
	ref := p.answered("alice", "bob", "carol")
	alice, carol := p.mustJoin(ref, "alice"), p.mustJoin(ref, "carol")
	old := p.ticket(ref, "carol")

	p.do(ref, call.Kick{By: admin, User: "carol"})
	receive(t, "carol's removal", carol.gone)
	p.refused("/rtc/validate", old)
	if _, err := p.join(old); err == nil {
		t.Error("a ticket from before the kick lets its holder in")
	}
	if state := alice.ConnectionState(); state != lksdk.ConnectionStateConnected {
		t.Errorf("alice is %s, want her untouched", state)
	}
	p.do(ref, call.Kick{By: admin, User: "bob"}) // alice is left alone: the end
	receive(t, "the end", alice.gone)
	p.awaitRooms()
}

// P13: a ticket that LiveKit itself renews for whoever is connected is no way around the gate.
func TestRenewedTicketsAreNoWayBack(t *testing.T) {
	p := newPlane(t, nil)
	ref := p.answered("alice", "bob")
	_, renewed := p.signal(p.ticket(ref, "bob"))
	p.accepted("/rtc/validate", renewed)
	p.do(ref, call.EndCall{By: admin})
	p.refused("/rtc/validate", renewed)
	p.awaitRooms()
}

func TestRemoveKnowsDevicesApart(t *testing.T) {
	p := newPlane(t, nil)
	ref := p.answered("alice", "bob")
	p.mustJoin(ref, "bob")
	here := func() []media.Room {
		rooms, err := p.server.List(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return rooms
	}
	phone := media.Participant{User: "bob", Device: "bob-phone"}
	want := []media.Room{{Call: ref, Participants: []media.Participant{phone}}}
	for _, other := range []media.Participant{{User: "bob", Device: "bob-tablet"}, {User: "alice", Device: "alice-phone"}} {
		if err := p.server.Remove(t.Context(), ref, other); err != nil {
			t.Errorf("remove %v: %v, want nothing to do", other, err)
		}
		if diff := cmp.Diff(want, here()); diff != "" {
			t.Errorf("after removing %v: %s", other, diff)
		}
	}
	for range 2 {
		if err := p.server.Remove(t.Context(), ref, phone); err != nil {
			t.Errorf("remove %v: %v", phone, err)
		}
	}
	if diff := cmp.Diff([]media.Room{{Call: ref}}, here()); diff != "" {
		t.Errorf("after removing %v: %s", phone, diff)
	}
}

// TestMute: an administrator silences somebody, who is told and stops sending; others see it.
func TestMute(t *testing.T) {
	p := newPlane(t, nil)
	ref := p.answered("alice", "bob")
	alice, bob := p.mustJoin(ref, "alice"), p.mustJoin(ref, "bob")
	mute := func(user call.UserID, source media.Source) error {
		return p.server.Mute(t.Context(), ref, user, source)
	}
	missing := &call.Error{Code: call.CodeNotFound}
	if err := mute("alice", media.Microphone); !errors.Is(err, missing) {
		t.Errorf("before she sends: %v, want not found", err)
	}
	publish(t, alice)
	receive(t, "media from alice", bob.seen)
	for range 2 {
		if err := mute("alice", media.Microphone); err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range []*member{alice, bob} {
		if who := receive(t, "that alice is muted", m.muted); who != "alice" {
			t.Errorf("%s heard that %s is muted", m.LocalParticipant.Identity(), who)
		}
	}
	for what, err := range map[string]error{
		"her camera":          mute("alice", media.Camera),
		"somebody else":       mute("bob", media.Microphone),
		"somebody not there":  mute("carol", media.Microphone),
		"a call without room": p.server.Mute(t.Context(), call.Ref{App: app, ID: "none"}, "alice", media.Microphone),
	} {
		if !errors.Is(err, missing) {
			t.Errorf("%s: %v, want not found", what, err)
		}
	}
	if err := mute("alice", "smell"); !errors.Is(err, &call.Error{Code: call.CodeInvalid}) {
		t.Errorf("an unknown source: %v, want invalid", err)
	}
}

func TestRoomsOpenAndCloseTwice(t *testing.T) {
	p := newPlane(t, nil)
	ref := call.Ref{App: app, ID: "not-a-call"}
	for range 2 {
		if err := p.server.Open(t.Context(), ref); err != nil {
			t.Fatal(err)
		}
	}
	rooms, err := p.server.List(t.Context())
	if err != nil || len(rooms) != 1 || rooms[0].Call != ref {
		t.Fatalf("rooms %v, %v, want the one of %v", rooms, err, ref)
	}
	for range 2 {
		if err := p.server.Close(t.Context(), ref); err != nil {
			t.Fatal(err)
		}
	}
	p.awaitRooms()
}
