package livekit

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/livekit/protocol/auth"

	"ringline/internal/call"
	"ringline/internal/media"
)

// apiKey names the one key that signs tickets; the secret behind it is Config.Secret.
const apiKey = "ringline"

// deviceAttribute carries a participant's device. Only the server can set attributes.
const deviceAttribute = "device"

var errTicket = errors.New("no valid ticket: ask the call for a new one")

// Ticket makes a ticket, without asking anybody: it lets one device into the room of one call, to send and receive
// there, if the [Gate] still agrees when the ticket is shown.
func (s *Server) Ticket(ref call.Ref, user call.UserID, device call.DeviceID) (media.Ticket, error) {
	room := media.RoomName(ref)
	yes, no := true, false
	token, err := auth.NewAccessToken(apiKey, s.secret).
		SetIdentity(string(user)).
		SetAttributes(map[string]string{deviceAttribute: string(device)}).
		SetValidFor(s.cfg.TicketTTL).
		SetVideoGrant(&auth.VideoGrant{
			RoomJoin:             true,
			Room:                 room,
			CanPublish:           &yes,
			CanSubscribe:         &yes,
			CanPublishData:       &yes,
			CanUpdateOwnMetadata: &no,
		}).
		ToJWT()
	if err != nil {
		return media.Ticket{}, fmt.Errorf("sign media ticket: %w", err)
	}
	return media.Ticket{
		URL:       s.cfg.URL,
		Token:     token,
		Room:      room,
		ExpiresAt: time.Now().Add(s.cfg.TicketTTL).UnixMilli(),
	}, nil
}

// holder is who shows a ticket, and for which call.
type holder struct {
	call    call.Ref
	user    call.UserID
	device  call.DeviceID
	grants  *auth.ClaimGrants
	expires time.Time
}

// CallOf tells for which call the ticket of a request is; ok is false without a valid one.
func (s *Server) CallOf(r *http.Request) (ref call.Ref, ok bool) {
	h, err := s.verify(r)
	return h.call, err == nil
}

// verify reads the ticket of a request: the access_token parameter, or a bearer token. Its errors never quote it.
func (s *Server) verify(r *http.Request) (holder, error) {
	token, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !bearer {
		token = r.URL.Query().Get("access_token")
	}
	parsed, err := auth.ParseAPIToken(token)
	if err != nil || parsed.APIKey() != apiKey {
		return holder{}, errTicket
	}
	claims, grants, err := parsed.Verify(s.secret)
	for i := 0; err != nil && i < len(s.older); i++ {
		claims, grants, err = parsed.Verify(s.older[i])
	}
	if err != nil || claims.ExpiresAt == nil || grants.Video == nil || !grants.Video.RoomJoin {
		return holder{}, errTicket
	}
	// LiveKit's check allows a minute for clocks that differ; a server of ours signed it.
	if !time.Now().Before(claims.ExpiresAt.Time) {
		return holder{}, errTicket
	}
	ref, ok := media.ParseRoomName(grants.Video.Room)
	if !ok || grants.Identity == "" {
		return holder{}, errTicket
	}
	return holder{
		call:    ref,
		user:    call.UserID(grants.Identity),
		device:  call.DeviceID(grants.Attributes[deviceAttribute]),
		grants:  grants,
		expires: claims.ExpiresAt.Time,
	}, nil
}
