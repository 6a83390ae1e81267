package livekit

import (
	"context"
	"strings"

	lk "github.com/livekit/protocol/livekit"
	"github.com/livekit/protocol/webhook"

	"ringline/internal/call"
	"ringline/internal/media"
)

// notifier stands where LiveKit's webhooks would go out and hands its events on.
type notifier struct{ on func(media.Event) }

var _ webhook.QueuedNotifier = notifier{}

var eventTypes = map[string]media.EventType{
	webhook.EventRoomStarted:                  media.RoomOpened,
	webhook.EventRoomFinished:                 media.RoomClosed,
	webhook.EventParticipantJoined:            media.Joined,
	webhook.EventParticipantLeft:              media.Left,
	webhook.EventParticipantConnectionAborted: media.ConnectAborted,
	webhook.EventTrackPublished:               media.TrackPublished,
	webhook.EventTrackUnpublished:             media.TrackStopped,
}

func (n notifier) QueueNotify(_ context.Context, ev *lk.WebhookEvent, _ ...webhook.NotifyOption) error {
	if out, ok := Event(ev); ok && n.on != nil {
		n.on(out)
	}
	return nil
}

// Event says in our words what a LiveKit server saw; ok is false for what has nothing to do with calls.
func Event(ev *lk.WebhookEvent) (out media.Event, ok bool) {
	typ, known := eventTypes[ev.GetEvent()]
	ref, ours := media.ParseRoomName(ev.GetRoom().GetName())
	if !known || !ours {
		return media.Event{}, false
	}
	out = media.Event{Type: typ, Call: ref}
	if p := ev.GetParticipant(); p != nil {
		out.Participant = Participant(p)
		if p.GetDisconnectReason() != lk.DisconnectReason_UNKNOWN_REASON {
			out.Reason = strings.ToLower(p.GetDisconnectReason().String())
		}
	}
	if t := ev.GetTrack(); t != nil {
		out.Source = media.Source(strings.ToLower(t.GetSource().String()))
	}
	return out, true
}

func (notifier) RegisterProcessedHook(func(context.Context, *lk.WebhookInfo)) {}
func (notifier) SetKeys(string, string)                                       {}
func (notifier) SetFilter(webhook.FilterParams)                               {}
func (notifier) Stop(bool)                                                    {}

// Participant says which device of which user somebody in a room is.
func Participant(p *lk.ParticipantInfo) media.Participant {
	return media.Participant{
		User:   call.UserID(p.GetIdentity()),
		Device: call.DeviceID(p.GetAttributes()[deviceAttribute]),
	}
}
