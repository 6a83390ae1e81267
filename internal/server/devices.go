package server

import (
	"ringline/internal/call"
	v1 "ringline/internal/httpapi/v1"
	"ringline/internal/realtime"
)

// devices shows our own API what the clients' door knows of devices.
type devices struct{ *realtime.Node }

// Devices lists those of a user.
func (d devices) Devices(app call.AppID, user call.UserID) []v1.Device {
	var all []v1.Device
	for _, one := range d.Node.Devices(app, user) {
		all = append(all, v1.Device(one))
	}
	return all
}
