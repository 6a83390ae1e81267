package server

import (
	"context"

	"ringline/internal/call"
	v1 "ringline/internal/httpapi/v1"
	"ringline/internal/realtime"
)

// devices shows our own API what the clients' door knows of devices.
type devices struct{ *realtime.Node }

// Devices lists those of users.
func (d devices) Devices(ctx context.Context, app call.AppID, users ...call.UserID) map[call.UserID][]v1.Device {
	all := map[call.UserID][]v1.Device{}
	for user, devices := range d.Node.Devices(ctx, app, users...) {
		for _, one := range devices {
			all[user] = append(all[user], v1.Device(one))
		}
	}
	return all
}
