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
	typ, known := eventTypes[ev.GetEvent()]
	ref, ours := media.ParseRoomName(ev.GetRoom().GetName())
	if !known || !ours || n.on == nil {
		return nil
	}
	out := media.Event{Type: typ, Call: ref}
	if p := ev.GetParticipant(); p != nil {
		out.Participant = participant(p)
		if p.GetDisconnectReason() != lk.DisconnectReason_UNKNOWN_REASON {
			out.Reason = strings.ToLower(p.GetDisconnectReason().String())
		}
	}
	if t := ev.GetTrack(); t != nil {
		out.Source = media.Source(strings.ToLower(t.GetSource().String()))
	}
	n.on(out)
	return nil
}

func (notifier) RegisterProcessedHook(func(context.Context, *lk.WebhookInfo)) {}
func (notifier) SetKeys(string, string)                                       {}
func (notifier) SetFilter(webhook.FilterParams)                               {}
func (notifier) Stop(bool)                                                    {}

func participant(p *lk.ParticipantInfo) media.Participant {
	return media.Participant{
		User:   call.UserID(p.GetIdentity()),
		Device: call.DeviceID(p.GetAttributes()[deviceAttribute]),
	}
}
