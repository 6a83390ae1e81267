package realtime

import (
	"encoding/json"
	"slices"
	"time"

	"ringline/internal/call"
)

// word is what a node tells the others: one of its fields is there. Nodes of two versions talk to each other, so fields stay what they are, and who does
// not know one takes no notice: testdata/peers.txt keeps what every version has to understand.
type word struct {
	Call   *callWord                    `json:"call,omitempty"`
	Login  *loginWord                   `json:"login,omitempty"`
	Online *onlineWord                  `json:"online,omitempty"`
	All    map[call.AppID][]call.UserID `json:"all,omitempty"`   // who is online, of apps that list their users; instead of what was told before
	None   bool                         `json:"none,omitempty"`  // the same, and it is nobody
	Again  bool                         `json:"again,omitempty"` // everybody tells All
	App    call.AppID                   `json:"app,omitempty"`   // whose users are thrown out
}

// callWord is a committed change, as devices are told it.
type callWord struct {
	App   call.AppID      `json:"app"`
	ID    call.ID         `json:"id,omitempty"`
	Users []call.UserID   `json:"users,omitempty"` // who hear Part
	New   []call.UserID   `json:"new,omitempty"`   // who hear Whole
	Part  json.RawMessage `json:"part,omitempty"`
	Whole json.RawMessage `json:"whole,omitempty"`
	Left  []memberWord    `json:"left,omitempty"` // devices that are in the call no more
}

func (w *callWord) add(user call.UserID, newcomers []call.UserID) {
	if slices.Contains(newcomers, user) {
		w.New = append(w.New, user)
	} else {
		w.Users = append(w.Users, user)
	}
}

type memberWord struct {
	User   call.UserID   `json:"user"`
	Device call.DeviceID `json:"device"`
}

// loginWord says that a device has connected to the node that tells it.
type loginWord struct {
	App    call.AppID    `json:"app"`
	User   call.UserID   `json:"user"`
	Device call.DeviceID `json:"device"`
	At     int64         `json:"at"` // by the clock that all nodes share, in ns: of two logins the later one counts
	Only   bool          `json:"only,omitempty"`
}

// onlineWord says whether a user is connected to the node that tells it.
type onlineWord struct {
	App    call.AppID  `json:"app"`
	User   call.UserID `json:"user"`
	Online bool        `json:"online"`
}

// question is what a node asks all others: one of its fields is there.
type question struct {
	Connected *askConnected `json:"connected,omitempty"`
	Lost      []askDevice   `json:"lost,omitempty"`
	Online    *askOnline    `json:"online,omitempty"`
	Devices   *askDevices   `json:"devices,omitempty"`
	Kick      *askKick      `json:"kick,omitempty"`
}

type (
	// askDevice is a device in a call.
	askDevice struct {
		App    call.AppID    `json:"app"`
		User   call.UserID   `json:"user"`
		Device call.DeviceID `json:"device"`
	}
	// askConnected asks whether a device is connected there. Who says yes keeps its lease.
	askConnected askDevice
	// askOnline asks for the first users after one who are connected there, in order.
	askOnline struct {
		App   call.AppID  `json:"app"`
		After call.UserID `json:"after,omitempty"`
		Limit int         `json:"limit"`
	}
	askDevices struct {
		App   call.AppID    `json:"app"`
		Users []call.UserID `json:"users"`
	}
	// askKick throws a user out, or one device.
	askKick struct {
		App    call.AppID    `json:"app"`
		User   call.UserID   `json:"user"`
		Device call.DeviceID `json:"device,omitempty"`
	}
)

// reply is the answer.
type reply struct {
	Unknown   bool                           `json:"unknown,omitempty"` // this version does not know the question: it is no answer
	Connected bool                           `json:"connected,omitempty"`
	Known     []int                          `json:"known,omitempty"` // of Lost, which are known there
	Online    []call.UserID                  `json:"online,omitempty"`
	Devices   map[call.UserID][]deviceAnswer `json:"devices,omitempty"`
	Kicked    int                            `json:"kicked,omitempty"`
}

type deviceAnswer struct {
	ID       call.DeviceID `json:"id"`
	Online   bool          `json:"online,omitempty"`
	IP       string        `json:"ip,omitempty"`
	Platform string        `json:"platform,omitempty"`
	Since    time.Time     `json:"since,omitzero"`
}
