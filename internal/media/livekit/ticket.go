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

// apiKey names the one key that signs tickets of embedded servers; the secret behind it is Config.Secret.
const apiKey = "ringline"

// deviceAttribute carries a participant's device. Only the server can set attributes.
const deviceAttribute = "device"

var errTicket = errors.New("no valid ticket: ask the call for a new one")

// Tickets makes and reads the tickets of one media server, or of all that share a secret. Nothing is asked for that.
type Tickets struct {
	Key    string        // names the secret
	Secret string        // signs
	Older  []string      // are good as well: servers that do not have the newest secret yet sign with them
	URL    string        // where tickets lead: ws:// or wss://; empty: to the server that gave them
	TTL    time.Duration // how long one opens a connection
}

// Tickets are those of embedded servers with these settings. Secret must be set.
func (c *Config) Tickets(older ...string) *Tickets {
	return &Tickets{Key: apiKey, Secret: c.Secret, Older: older, URL: c.URL, TTL: c.TicketTTL}
}

// Ticket makes a ticket: it lets one device into the room of one call, to send and receive there. On an embedded server the
// [Gate] must still agree when the ticket is shown.
func (t *Tickets) Ticket(ref call.Ref, user call.UserID, device call.DeviceID) (media.Ticket, error) {
	room := media.RoomName(ref)
	yes, no := true, false
	token, err := auth.NewAccessToken(t.Key, t.Secret).
		SetIdentity(string(user)).
		SetAttributes(map[string]string{deviceAttribute: string(device)}).
		SetValidFor(t.TTL).
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
		URL:       t.URL,
		Token:     token,
		Room:      room,
		ExpiresAt: time.Now().Add(t.TTL).UnixMilli(),
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
func (t *Tickets) CallOf(r *http.Request) (ref call.Ref, ok bool) {
	h, err := t.verify(r)
	return h.call, err == nil
}

// verify reads the ticket of a request: the access_token parameter, or a bearer token. Its errors never quote it.
func (t *Tickets) verify(r *http.Request) (holder, error) {
	token, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !bearer {
		token = r.URL.Query().Get("access_token")
	}
	parsed, err := auth.ParseAPIToken(token)
	if err != nil || parsed.APIKey() != t.Key {
		return holder{}, errTicket
	}
	claims, grants, err := parsed.Verify(t.Secret)
	for i := 0; err != nil && i < len(t.Older); i++ {
		claims, grants, err = parsed.Verify(t.Older[i])
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
