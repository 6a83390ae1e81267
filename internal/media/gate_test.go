package media_test

import (
	"context"
	"errors"
	"testing"

	"ringline/internal/call"
	"ringline/internal/media"
)

// P13: only members of a live, answered call, each with the device that is in it.
func TestGate(t *testing.T) {
	calls := newCalls(t, nil)
	gate := media.NewGate(calls)
	ref := answered(t, calls, "alice", "bob", "carol")
	do(t, calls, ref, call.Invite{By: actor("alice"), Users: []call.UserID{"dora"}, RingFor: 10e9})
	do(t, calls, ref, call.Hangup{By: actor("carol")})
	rings := ringing(t, calls, "emil", "fritz")
	over := answered(t, calls, "gina", "hans")
	do(t, calls, over, call.EndCall{By: admin})

	for name, tc := range map[string]struct {
		ref  call.Ref
		who  media.Participant
		want error
	}{
		"caller":            {ref, phone("alice"), nil},
		"callee":            {ref, phone("bob"), nil},
		"other device":      {ref, media.Participant{User: "bob", Device: "bob-tablet"}, media.ErrNotMember},
		"no device":         {ref, media.Participant{User: "bob"}, media.ErrNotMember},
		"left":              {ref, phone("carol"), media.ErrNotMember},
		"rings still":       {ref, phone("dora"), media.ErrNotMember},
		"stranger":          {ref, phone("mallory"), media.ErrNotMember},
		"not answered":      {rings, phone("emil"), media.ErrNotMember},
		"call is over":      {over, phone("gina"), media.ErrNotMember},
		"no such call":      {call.Ref{App: app, ID: "none"}, phone("alice"), media.ErrNotMember},
		"id of another app": {call.Ref{App: app + 1, ID: ref.ID}, phone("alice"), media.ErrNotMember},
	} {
		t.Run(name, func(t *testing.T) {
			if err := gate.MayJoin(t.Context(), tc.ref, tc.who.User, tc.who.Device); !errors.Is(err, tc.want) {
				t.Errorf("error %v, want %v", err, tc.want)
			}
		})
	}
}

type noCalls struct{ err error }

func (n noCalls) Load(context.Context, call.Ref) (call.Call, error) { return call.Call{}, n.err }

func TestGateTellsNoFromDontKnow(t *testing.T) {
	broken := errors.New("store is gone")
	err := media.NewGate(noCalls{broken}).MayJoin(t.Context(), call.Ref{}, "bob", "phone")
	if !errors.Is(err, broken) || errors.Is(err, media.ErrNotMember) {
		t.Errorf("error %v, want the store's", err)
	}
}
