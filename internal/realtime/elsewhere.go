package realtime

import (
	"maps"
	"slices"
	"sync"

	"ringline/internal/call"
)

// elsewhere is who is connected to other nodes, of apps that list their users.
type elsewhere struct {
	mu    sync.Mutex
	nodes map[string]map[account]bool
	users map[call.AppID]map[call.UserID]int // on how many nodes each is
}

// set notes that a user came to a node or went, and reports whether that is news.
func (e *elsewhere) set(node string, who account, online bool) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.setLocked(node, who, online)
}

func (e *elsewhere) setLocked(node string, who account, online bool) bool {
	if e.nodes[node][who] == online {
		return false
	}
	if online {
		if e.nodes[node] == nil {
			e.nodes[node] = map[account]bool{}
		}
		e.nodes[node][who] = true
		if e.users[who.app] == nil {
			e.users[who.app] = map[call.UserID]int{}
		}
		e.users[who.app][who.user]++
		return true
	}
	delete(e.nodes[node], who)
	users := e.users[who.app]
	if users[who.user]--; users[who.user] == 0 {
		delete(users, who.user)
	}
	if len(users) == 0 {
		delete(e.users, who.app)
	}
	return true
}

// replace notes who is connected to a node, and nobody else is. It returns whom that changed.
func (e *elsewhere) replace(node string, all map[call.AppID][]call.UserID) (turned []account) {
	e.mu.Lock()
	defer e.mu.Unlock()
	now := map[account]bool{}
	for app, users := range all {
		for _, user := range users {
			now[account{app, user}] = true
		}
	}
	for who := range e.nodes[node] {
		if !now[who] {
			turned = append(turned, who)
		}
	}
	for who := range now {
		if !e.nodes[node][who] {
			turned = append(turned, who)
		}
	}
	for _, who := range turned {
		e.setLocked(node, who, now[who])
	}
	if len(now) == 0 {
		delete(e.nodes, node)
	}
	return turned
}

func (e *elsewhere) online(who account) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.users[who.app][who.user] > 0
}

// of lists the users of an app, in no order.
func (e *elsewhere) of(app call.AppID) []call.UserID {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Collect(maps.Keys(e.users[app]))
}
