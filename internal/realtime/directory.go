package realtime

import (
	"slices"
	"strings"
	"time"

	"ringline/internal/call"
)

// Device is what operators may know of a device.
type Device struct {
	ID     call.DeviceID
	Online bool        // connected; one that is not may come back within its lease
	Origin call.Origin // where it is connected from; zero while it is not
	Since  time.Time   // when it connected; zero while it is not
}

// Devices lists the devices of a user that are connected, or away within their lease, by id.
func (n *Node) Devices(app call.AppID, user call.UserID) []Device {
	all := n.devices.of(account{app, user})
	slices.SortFunc(all, func(a, b Device) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return all
}

// Disconnect throws a user out, for good: on all devices, or on the one that is named. Clients do not reconnect by
// themselves, and whatever call they are in loses them at once. It says how many were connected.
func (n *Node) Disconnect(app call.AppID, user call.UserID, device call.DeviceID) int {
	sessions := n.devices.expel(account{app, user}, device, time.Now())
	for _, s := range sessions {
		s.client.Disconnect(disconnectExpelled)
	}
	return len(sessions)
}

// DisconnectApp throws out all users of an app, which was disabled, say.
func (n *Node) DisconnectApp(app call.AppID) {
	for _, user := range n.devices.known(app) {
		n.Disconnect(app, user, "")
	}
}

// of lists the devices of a user.
func (ds *devices) of(who account) []Device {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	var all []Device
	for _, d := range ds.apps[who.app][who.user] {
		one := Device{ID: d.id}
		if s := d.session; s != nil {
			one.Online, one.Origin, one.Since = true, s.origin, s.since
		}
		all = append(all, one)
	}
	return all
}
