package external

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/livekit/protocol/auth"
	lk "github.com/livekit/protocol/livekit"
	"github.com/twitchtv/twirp"
	"golang.org/x/sync/errgroup"

	"ringline/internal/call"
	"ringline/internal/media"
	"ringline/internal/media/livekit"
)

var _ media.Rooms = (*Server)(nil)

var errAway = errors.New("the media server is away")

// atOnce is how many rooms are asked for their participants at the same time.
const atOnce = 8

// away reports whether the server does not do what we ask, and nothing is to wait for it.
func (s *Server) away() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fault != nil
}

// Open makes the room of a call.
func (s *Server) Open(ctx context.Context, ref call.Ref) error {
	if s.away() {
		return errAway
	}
	ctx, err := s.as(ctx, &auth.VideoGrant{RoomCreate: true})
	if err == nil {
		_, err = s.api.CreateRoom(ctx, &lk.CreateRoomRequest{
			Name: media.RoomName(ref), EmptyTimeout: livekit.EmptySeconds, DepartureTimeout: livekit.DepartureSeconds,
		})
	}
	if err != nil {
		return fmt.Errorf("open media room: %w", err)
	}
	return nil
}

// Close disconnects everybody from the room of a call and deletes it. If the server is away there is nothing to wait for: what it has when it
// is back is held against the calls then.
func (s *Server) Close(ctx context.Context, ref call.Ref) error {
	if s.away() {
		return nil
	}
	ctx, err := s.as(ctx, &auth.VideoGrant{RoomCreate: true})
	if err == nil {
		_, err = s.api.DeleteRoom(ctx, &lk.DeleteRoomRequest{Room: media.RoomName(ref)})
	}
	if err != nil && !is(err, twirp.NotFound) {
		return fmt.Errorf("close media room: %w", err)
	}
	return nil
}

// Remove disconnects one device from the room of a call. Of a server that is away, see [Server.Close].
func (s *Server) Remove(ctx context.Context, ref call.Ref, p media.Participant) error {
	if s.away() {
		return nil
	}
	there, err := s.participant(ctx, ref, p.User)
	if err != nil || there == nil || livekit.Participant(there) != p {
		return err
	}
	who := identity(ref, p.User)
	who.RevokeTokenTs = time.Now().Unix() // else a LiveKit that revokes tokens does so with those of the next minute, too
	if ctx, err = s.as(ctx, &auth.VideoGrant{RoomAdmin: true, Room: who.GetRoom()}); err == nil {
		_, err = s.api.RemoveParticipant(ctx, who)
	}
	if err != nil && !is(err, twirp.NotFound) {
		return fmt.Errorf("remove from media room: %w", err)
	}
	return nil
}

// Mute silences what a user sends from one source. LiveKit unmutes nobody unless it is set up for that.
func (s *Server) Mute(ctx context.Context, ref call.Ref, user call.UserID, source media.Source) error {
	if err := media.CheckSource(source); err != nil {
		return err
	}
	if s.away() {
		return call.ErrUnavailable
	}
	there, err := s.participant(ctx, ref, user)
	if err != nil {
		return err
	}
	muted, room := false, media.RoomName(ref)
	for _, track := range there.GetTracks() {
		if track.GetSource() != livekit.SourceOf(source) {
			continue
		}
		allowed, err := s.as(ctx, &auth.VideoGrant{RoomAdmin: true, Room: room})
		if err == nil {
			_, err = s.api.MutePublishedTrack(allowed, &lk.MuteRoomTrackRequest{Room: room, Identity: string(user), TrackSid: track.GetSid(), Muted: true})
		}
		if err != nil && !is(err, twirp.NotFound) {
			return fmt.Errorf("mute in media room: %w", err)
		}
		muted = muted || err == nil
	}
	if !muted {
		return livekit.NotSent(source)
	}
	return nil
}

// List returns the rooms of calls with everybody in them; none while the server is away.
func (s *Server) List(ctx context.Context) ([]media.Room, error) {
	if s.away() {
		return nil, nil
	}
	refs, err := s.list(ctx)
	if err != nil {
		return nil, fmt.Errorf("list media rooms: %w", err)
	}
	rooms := make([]media.Room, len(refs))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for i, ref := range refs {
		rooms[i].Call = ref
		group.Go(func() error {
			room := media.RoomName(ref)
			allowed, err := s.as(ctx, &auth.VideoGrant{RoomAdmin: true, Room: room})
			if err != nil {
				return err
			}
			l, err := s.api.ListParticipants(allowed, &lk.ListParticipantsRequest{Room: room})
			if err != nil && !is(err, twirp.NotFound) {
				return fmt.Errorf("list who is in a media room: %w", err)
			}
			for _, p := range l.GetParticipants() {
				rooms[i].Participants = append(rooms[i].Participants, livekit.Participant(p))
			}
			return nil
		})
	}
	return rooms, group.Wait()
}

// list returns the calls that have rooms, or those of the named rooms that are there.
func (s *Server) list(ctx context.Context, names ...string) ([]call.Ref, error) {
	ctx, err := s.as(ctx, &auth.VideoGrant{RoomList: true})
	if err != nil {
		return nil, err
	}
	l, err := s.api.ListRooms(ctx, &lk.ListRoomsRequest{Names: names})
	if err != nil {
		return nil, err
	}
	var refs []call.Ref
	for _, r := range l.GetRooms() {
		if ref, ok := media.ParseRoomName(r.GetName()); ok {
			refs = append(refs, ref)
		}
	}
	return refs, nil
}

// participant finds a user in the room of a call; nil if they are not there.
func (s *Server) participant(ctx context.Context, ref call.Ref, user call.UserID) (*lk.ParticipantInfo, error) {
	who := identity(ref, user)
	ctx, err := s.as(ctx, &auth.VideoGrant{RoomAdmin: true, Room: who.GetRoom()})
	if err != nil {
		return nil, err
	}
	there, err := s.api.GetParticipant(ctx, who)
	switch {
	case is(err, twirp.NotFound):
		return nil, nil //nolint:nilnil // nobody is an answer
	case err != nil:
		return nil, fmt.Errorf("look into media room: %w", err)
	}
	return there, nil
}

func identity(ref call.Ref, user call.UserID) *lk.RoomParticipantIdentity {
	return &lk.RoomParticipantIdentity{Room: media.RoomName(ref), Identity: string(user)}
}
