package livekit

import (
	"context"
	"fmt"

	"github.com/livekit/livekit-server/pkg/rtc/types"
	lk "github.com/livekit/protocol/livekit"

	"ringline/internal/call"
	"ringline/internal/media"
)

var _ media.Rooms = (*Server)(nil)

// Open makes the room of a call.
func (s *Server) Open(ctx context.Context, ref call.Ref) error {
	// The room keeps the context for its whole life.
	_, err := s.rooms.CreateRoom(context.WithoutCancel(ctx), &lk.CreateRoomRequest{Name: media.RoomName(ref)})
	if err != nil {
		return fmt.Errorf("open media room: %w", err)
	}
	return nil
}

// Close disconnects everybody from the room of a call and deletes it.
func (s *Server) Close(ctx context.Context, ref call.Ref) error {
	_, err := s.rooms.DeleteRoom(context.WithoutCancel(ctx), &lk.DeleteRoomRequest{Room: media.RoomName(ref)})
	if err != nil {
		return fmt.Errorf("close media room: %w", err)
	}
	return nil
}

// Remove disconnects one device from the room of a call.
func (s *Server) Remove(ctx context.Context, ref call.Ref, p media.Participant) error {
	name := media.RoomName(ref)
	room := s.rooms.GetRoom(ctx, lk.RoomName(name))
	if room == nil {
		return nil
	}
	there := room.GetParticipant(lk.ParticipantIdentity(p.User))
	if there == nil || Participant(there.ToProto()) != p {
		return nil
	}
	// By session: should the user come back with another device in between, that one stays.
	room.RemoveParticipant(there.Identity(), there.ID(), types.ParticipantCloseReasonServiceRequestRemoveParticipant)
	return nil
}

// Mute silences what a user sends from one source. Clients are told and stop sending. LiveKit would unmute as well, if it
// was set up for that; ours is not.
func (s *Server) Mute(ctx context.Context, ref call.Ref, user call.UserID, source media.Source) error {
	if err := media.CheckSource(source); err != nil {
		return err
	}
	muted := false
	if room := s.rooms.GetRoom(ctx, lk.RoomName(media.RoomName(ref))); room != nil {
		if there := room.GetParticipant(lk.ParticipantIdentity(user)); there != nil {
			for _, track := range there.ToProto().GetTracks() {
				if track.GetSource() == SourceOf(source) {
					muted = there.SetTrackMuted(&lk.MuteTrackRequest{Sid: track.GetSid(), Muted: true}, true) != nil || muted
				}
			}
		}
	}
	if !muted {
		return NotSent(source)
	}
	return nil
}

// NotSent says that a user cannot be muted, because they send nothing of the kind.
func NotSent(source media.Source) error {
	return &call.Error{Code: call.CodeNotFound, Text: fmt.Sprintf("the user sends no %s in this call", source)}
}

// sources are LiveKit's names for what can be muted.
var sources = map[media.Source]lk.TrackSource{
	media.Microphone:  lk.TrackSource_MICROPHONE,
	media.Camera:      lk.TrackSource_CAMERA,
	media.ScreenShare: lk.TrackSource_SCREEN_SHARE,
}

// SourceOf is LiveKit's name for what can be muted.
func SourceOf(source media.Source) lk.TrackSource { return sources[source] }

// List returns the rooms of calls, with everybody in them, connected or still connecting.
func (s *Server) List(ctx context.Context) ([]media.Room, error) {
	all, err := s.store.ListRooms(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("list media rooms: %w", err)
	}
	rooms := make([]media.Room, 0, len(all))
	for _, r := range all {
		ref, ok := media.ParseRoomName(r.GetName())
		if !ok {
			continue
		}
		out := media.Room{Call: ref}
		if room := s.rooms.GetRoom(ctx, lk.RoomName(r.GetName())); room != nil {
			for _, p := range room.GetParticipants() {
				out.Participants = append(out.Participants, Participant(p.ToProto()))
			}
		}
		rooms = append(rooms, out)
	}
	return rooms, nil
}
