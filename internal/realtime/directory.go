package realtime

import (
	"context"
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

// errUntold is the answer to who throws somebody out while not every node can be reached.
var errUntold = &call.Error{
	Code: call.CodeUnavailable, Text: "not every server could be told, so somebody may still be connected: try again",
}

// Online lists users of an app who are connected to any node, in the order of their names: the first ones after a name, as many as limit, or all if it is 0.
// Those of nodes that cannot be reached are not among them.
func (n *Node) Online(ctx context.Context, app call.AppID, after call.UserID, limit int) []call.UserID {
	users := firstAfter(n.devices.online(app), after, limit)
	if n.others == nil {
		return users
	}
	answers, _ := n.others.ask(ctx, &question{Online: &askOnline{App: app, After: after, Limit: limit}})
	for _, a := range answers {
		users = append(users, a.Online...)
	}
	slices.Sort(users)
	users = slices.Compact(users)
	if limit > 0 && len(users) > limit {
		users = users[:limit]
	}
	return users
}

// Devices lists the devices of users that are connected to any node, or away within their lease, by id. Those of nodes that cannot be
// reached are not among them.
func (n *Node) Devices(ctx context.Context, app call.AppID, users ...call.UserID) map[call.UserID][]Device {
	all := map[call.UserID][]Device{}
	for _, user := range users {
		all[user] = n.devices.of(account{app, user})
	}
	if n.others != nil && len(users) > 0 {
		answers, _ := n.others.ask(ctx, &question{Devices: &askDevices{App: app, Users: users}})
		for _, a := range answers {
			for user, devices := range a.Devices {
				for _, d := range devices {
					all[user] = append(all[user], Device{ID: d.ID, Online: d.Online, Origin: call.Origin{IP: d.IP, Platform: d.Platform}, Since: d.Since})
				}
			}
		}
	}
	for user, devices := range all {
		slices.SortFunc(devices, func(a, b Device) int {
			if a.ID == b.ID && a.Online != b.Online { // it moved: where it is counts
				if a.Online {
					return -1
				}
				return 1
			}
			return strings.Compare(string(a.ID), string(b.ID))
		})
		all[user] = slices.CompactFunc(devices, func(a, b Device) bool { return a.ID == b.ID })
	}
	return all
}

// Disconnect throws a user out, for good: on all devices, or on the one that is named. Clients do not reconnect by
// themselves, and whatever call they are in loses them at once. It says how many were connected. With an error not every node was told.
func (n *Node) Disconnect(ctx context.Context, app call.AppID, user call.UserID, device call.DeviceID) (int, error) {
	kicked := n.expel(account{app, user}, device)
	if n.others == nil {
		return kicked, nil
	}
	answers, complete := n.others.ask(ctx, &question{Kick: &askKick{App: app, User: user, Device: device}})
	for _, a := range answers {
		kicked += a.Kicked
	}
	if !complete {
		return kicked, errUntold
	}
	return kicked, nil
}

// expel throws a user out of this node.
func (n *Node) expel(who account, device call.DeviceID) int {
	sessions := n.devices.expel(who, device, time.Now())
	for _, s := range sessions {
		s.client.Disconnect(disconnectExpelled)
	}
	return len(sessions)
}

// DisconnectApp throws out all users of an app, which was disabled, say. Other nodes are told, but it is not known whether they hear:
// they also find the app disabled in the store.
func (n *Node) DisconnectApp(app call.AppID) {
	n.disconnectApp(app)
	if n.others != nil {
		n.others.tell(&word{App: app})
	}
}

func (n *Node) disconnectApp(app call.AppID) {
	for _, user := range n.devices.known(app) {
		n.expel(account{app, user}, "")
	}
}

// throwOut has all users of an app thrown out of this node soon. It does not wait: they may be many.
func (o *others) throwOut(app call.AppID) {
	o.mu.Lock()
	o.closed[app] = true
	o.mu.Unlock()
	nudge(o.throw)
}

// throwUsersOut throws the users of apps out, until ctx is done.
func (o *others) throwUsersOut(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-o.throw:
		}
		o.mu.Lock()
		apps := o.closed
		o.closed = map[call.AppID]bool{}
		o.mu.Unlock()
		for app := range apps {
			o.node.disconnectApp(app)
		}
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
