package livekit

import (
	"fmt"
	"net/netip"
	"time"

	"github.com/livekit/livekit-server/pkg/service"
	"github.com/livekit/protocol/auth"
	lk "github.com/livekit/protocol/livekit"
)

// Address is what clients are told to send media to; invalid if the settings are.
func (c *Config) Address() netip.Addr {
	if c.NodeIP == "" {
		return outboundIP()
	}
	ip, err := netip.ParseAddr(c.NodeIP)
	if err != nil {
		return netip.Addr{}
	}
	return ip
}

// Login is what a client shows to the relay.
type Login struct{ User, Password, Realm string }

// RelayLogin makes a login that is good for a minute, for looking whether the relay of a server with this secret works.
func RelayLogin(secret string) (Login, error) {
	handler := service.NewTURNAuthHandler(auth.NewFileBasedKeyProviderFromMap(map[string]string{apiKey: secret}))
	const who = lk.ParticipantID("PA_probe")
	user, expiry := handler.CreateUsername(apiKey, who, int(time.Minute/time.Second))
	password, err := handler.CreatePassword(apiKey, who, expiry)
	if err != nil {
		return Login{}, fmt.Errorf("make a login for the relay: %w", err)
	}
	return Login{User: user, Password: password, Realm: service.LivekitRealm}, nil
}
