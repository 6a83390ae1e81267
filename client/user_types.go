package client

import "time"

// User is what the server knows of a user.
type User struct {
	ID      string   `json:"id" doc:"The user's id."`
	Online  bool     `json:"online" doc:"Whether a device is connected."`
	Devices []Device `json:"devices" doc:"The connected devices, and those that were within their lease."`
	Call    string   `json:"call,omitempty" doc:"The live call that the user is in or that rings for them."`
	Profile *Profile `json:"profile,omitempty" doc:"What the app says about the user. Absent if it never said anything."`
}

// Device is one client of a user.
type Device struct {
	ID          string    `json:"id" doc:"The device's id."`
	Online      bool      `json:"online" doc:"Whether it is connected. One that is not may still come back to its call."`
	Platform    string    `json:"platform,omitempty" doc:"What the client says it runs on."`
	IP          string    `json:"ip,omitempty" doc:"The address it is connected from."`
	ConnectedAt time.Time `json:"connected_at,omitzero" doc:"Since when it is connected."`
}

// Profile is what the app says about a user.
type Profile struct {
	Name      string            `json:"name,omitempty" doc:"For people."`
	Avatar    string            `json:"avatar,omitempty" doc:"The address of a picture: a URL, or a path on this server."`
	Data      map[string]string `json:"data,omitempty" doc:"Whatever else the app wants to keep."`
	CreatedAt time.Time         `json:"created_at,omitzero" doc:"When it was first set."`
	UpdatedAt time.Time         `json:"updated_at,omitzero" doc:"When it was last set."`
}

// SetProfile says what there is to know about a user. It replaces what was set before, whole.
type SetProfile struct {
	Name   string            `json:"name,omitempty" max:"500" doc:"For people, on one line, at most 500 bytes; no controls of the direction of text (U+202A to U+202E, U+2066 to U+2069)." example:"Alice"`
	Avatar string            `json:"avatar,omitempty" max:"500" doc:"The address of a picture: an http or https URL, or a path on this server, which begins with one /."`
	Data   map[string]string `json:"data,omitempty" max:"64" doc:"Whatever else the app wants to keep."`
}

// UserList is a page of users.
type UserList struct {
	Users      []User `json:"users" doc:"The page, by id."`
	NextCursor string `json:"next_cursor,omitempty" doc:"Where the next page begins. Absent on the last one."`
}

// UserFilter picks users.
type UserFilter struct {
	Online bool `json:"online,omitempty" doc:"Only users with a connected device. Otherwise those with a profile, too."`
}

// DeviceList lists a user's devices.
type DeviceList struct {
	Devices []Device `json:"devices" doc:"The connected devices, and those that were within their lease."`
}

// Disconnect cuts a user's devices off.
type Disconnect struct {
	Device string `json:"device,omitempty" is:"device" doc:"Only this one. Without it, all."`
}

// Disconnected says how many devices were cut off.
type Disconnected struct {
	Devices int `json:"devices" doc:"How many were connected. A client whose login is still good may come back: let its UserSig expire, or rotate the secret."`
}

// DeletedUser says what was forgotten of a user.
type DeletedUser struct {
	Alias   string `json:"alias" doc:"What stands in the user's place in records from now on."`
	Records int    `json:"records" doc:"In how many."`
	Devices int    `json:"devices" doc:"How many devices were disconnected."`
	Profile bool   `json:"profile" doc:"Whether there was a profile."`
}
