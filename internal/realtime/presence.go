package realtime

import (
	"context"
	"log/slog"
	"slices"
	"sync"

	"ringline/internal/call"
)

// presence tells the users of an app that lists them who comes and goes. One goroutine publishes,
// each time what is true then, so that the last word is always right however fast somebody flickers.
type presence struct {
	mu    sync.Mutex
	stale map[account]bool // whose state has to be published; true: it changed on this node
	all   bool             // the other nodes have to be told who is here
	wake  chan struct{}
}

func newPresence() *presence {
	return &presence{stale: map[account]bool{}, wake: make(chan struct{}, 1)}
}

// touch has a user's state published. here: it changed on this node, and the others do not know.
func (p *presence) touch(who account, here bool) {
	p.mu.Lock()
	p.stale[who] = p.stale[who] || here
	p.mu.Unlock()
	nudge(p.wake)
}

// touchAll has the other nodes told who is here.
func (p *presence) touchAll() {
	p.mu.Lock()
	p.all = true
	p.mu.Unlock()
	nudge(p.wake)
}

func (p *presence) take() (stale map[account]bool, all bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	stale, all = p.stale, p.all
	p.stale, p.all = map[account]bool{}, false
	return stale, all
}

// turned hears from devices that a user may have come or gone.
func (n *Node) turned(who account) {
	if n.lists(who.app) {
		n.presence.touch(who, true)
	}
}

// lists reports whether the app shows its users who is online.
func (n *Node) lists(app call.AppID) bool {
	a := n.apps.App(int64(app))
	return a != nil && a.Settings.ListUsers
}

// watchPresence publishes who comes and goes, until ctx is done.
func (n *Node) watchPresence(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-n.presence.wake:
		}
		stale, all := n.presence.take()
		if all && n.others != nil {
			n.tellAll()
		}
		for who, here := range stale {
			n.publishPresence(who, here)
		}
	}
}

func (n *Node) publishPresence(who account, here bool) {
	online := n.devices.isOnline(who)
	if n.others != nil {
		if here {
			n.others.tell(&word{Online: &onlineWord{App: who.app, User: who.user, Online: online}})
		}
		online = online || n.others.elsewhere.online(who)
	}
	data := encode(publication{Presence: &presenceMessage{User: who.user, Online: online}})
	if _, err := n.library.Publish(presenceChannel(who.app), data); err != nil {
		n.log.Error("publish presence", slog.Int64("app", int64(who.app)), slog.String("user", string(who.user)), slog.Any("error", err))
		return
	}
	n.metrics.publications.WithLabelValues("presence").Inc()
}

// tellAll tells the other nodes who is connected here, of apps that list their users.
func (n *Node) tellAll() {
	all := map[call.AppID][]call.UserID{}
	for _, who := range n.devices.everybody() {
		if n.lists(who.app) {
			all[who.app] = append(all[who.app], who.user)
		}
	}
	n.others.tell(&word{All: all, None: len(all) == 0})
}

// everybodyOnline lists the users of an app that lists them who are connected to any node, in the order of their names.
func (n *Node) everybodyOnline(app call.AppID) []call.UserID {
	users := n.devices.online(app)
	if n.others != nil {
		users = append(users, n.others.elsewhere.of(app)...)
		slices.Sort(users)
		users = slices.Compact(users)
	}
	return users
}
