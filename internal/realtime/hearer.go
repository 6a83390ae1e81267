package realtime

import (
	"log/slog"
	"slices"
	"strings"
	"time"

	"ringline/internal/call"
)

// Hearer is what the link to the other nodes has to tell what it hears. nil if there are no others.
func (n *Node) Hearer() *Hearer {
	if n.others == nil {
		return nil
	}
	return &Hearer{n, n.others}
}

// Hearer hears the other nodes. Nothing in it waits for anybody, and what takes long is done elsewhere: a ring may be behind it.
type Hearer struct {
	node   *Node
	others *others
}

// Told takes in a word.
func (h *Hearer) Told(from string, data []byte) {
	var w word
	if err := decode(data, &w); err != nil {
		h.node.log.Error("read the word of another server", slog.String("server", from), slog.Any("error", err))
		return
	}
	switch {
	case w.Call != nil:
		h.heardCall(w.Call)
	case w.Login != nil:
		h.heardLogin(from, w.Login)
	case w.Online != nil:
		who := account{w.Online.App, w.Online.User}
		if h.others.elsewhere.set(from, who, w.Online.Online) {
			h.node.presence.touch(who, false)
		}
	case w.All != nil, w.None:
		for _, who := range h.others.elsewhere.replace(from, w.All) {
			h.node.presence.touch(who, false)
		}
	case w.Again:
		h.node.presence.touchAll()
	case w.App != 0:
		h.others.throwOut(w.App)
	}
}

// heardCall publishes a change that another node has committed.
func (h *Hearer) heardCall(w *callWord) {
	for _, m := range w.Left {
		h.others.keeper.drop(rowOf(account{w.App, m.User}, m.Device), w.ID)
	}
	if !h.node.sockets.open() {
		return
	}
	for _, user := range w.Users {
		h.publish(account{w.App, user}, w.Part)
	}
	for _, user := range w.New {
		h.publish(account{w.App, user}, w.Whole)
	}
}

func (h *Hearer) publish(who account, data []byte) {
	if h.node.devices.reachable(who) {
		h.node.publish(who, data)
	}
}

// heardLogin gives up what a login on another node ends here: the same device's connection and, if the user may have only one
// device, the others. A login here that is later stays; the other node hears of it.
func (h *Hearer) heardLogin(from string, w *loginWord) {
	here := func(s *session) bool {
		return s.at > w.At || s.at == w.At && strings.Compare(h.others.name, from) > 0
	}
	replaced, kicked := h.node.devices.yield(account{w.App, w.User}, w.Device, w.Only, here, time.Now())
	if replaced != nil {
		replaced.client.Disconnect(disconnectReplaced)
	}
	for _, k := range kicked {
		k.client.Disconnect(disconnectKicked)
	}
}

// Asked answers a question.
func (h *Hearer) Asked(from string, data []byte) []byte {
	var q question
	if err := decode(data, &q); err != nil {
		h.node.log.Error("read the question of another server", slog.String("server", from), slog.Any("error", err))
		return encode(reply{Unknown: true})
	}
	var r reply
	switch {
	case q.Connected != nil:
		who := account{q.Connected.App, q.Connected.User}
		if r.Connected = h.node.devices.connectedDevice(who, q.Connected.Device); r.Connected {
			h.others.keeper.keep(rowOf(who, q.Connected.Device), "", true)
		}
	case q.Lost != nil:
		for i, d := range q.Lost {
			who := account{d.App, d.User}
			if h.others.keeper.keeps(rowOf(who, d.Device)) {
				r.Known = append(r.Known, i)
			} else if h.node.devices.connectedDevice(who, d.Device) {
				h.others.keeper.keep(rowOf(who, d.Device), "", false)
				r.Known = append(r.Known, i)
			}
		}
	case q.Online != nil:
		r.Online = firstAfter(h.node.devices.online(q.Online.App), q.Online.After, q.Online.Limit)
	case q.Devices != nil:
		r.Devices = map[call.UserID][]deviceAnswer{}
		for _, user := range q.Devices.Users {
			for _, d := range h.node.devices.of(account{q.Devices.App, user}) {
				r.Devices[user] = append(r.Devices[user], deviceAnswer{ID: d.ID, Online: d.Online, IP: d.Origin.IP, Platform: d.Origin.Platform, Since: d.Since})
			}
		}
	case q.Kick != nil:
		r.Kicked = h.node.expel(account{q.Kick.App, q.Kick.User}, q.Kick.Device)
	default:
		r.Unknown = string(data) != string(encode(question{})) // which only asks who is there
	}
	return encode(r)
}

// firstAfter is the first users after one, of an ordered list. limit 0 is no limit.
func firstAfter(users []call.UserID, after call.UserID, limit int) []call.UserID {
	i, found := slices.BinarySearch(users, after)
	if found {
		i++
	}
	users = users[i:]
	if limit > 0 && len(users) > limit {
		users = users[:limit]
	}
	return users
}

// Joined hears of a node that was not heard of before: it does not know who is here.
func (h *Hearer) Joined(string) { h.node.presence.touchAll() }

// Lost hears that a node has stopped, or is not heard of any more: nobody is connected to it.
func (h *Hearer) Lost(name string) {
	for _, who := range h.others.elsewhere.replace(name, nil) {
		h.node.presence.touch(who, false)
	}
}

// Missed hears that words were lost: clients of this node may have missed something, and so may it.
func (h *Hearer) Missed() {
	h.others.tell(&word{Again: true})
	nudge(h.others.wave)
}
