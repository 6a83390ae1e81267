package fleet

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"ringline/internal/call"
	"ringline/internal/cluster"
)

// remembered is how long, at least, a choice weighs as much as a room: its call may ring before it has one, and the node that has it
// tells of it with its next beat.
const remembered = 5 * time.Second

// Chooser chooses the hosts of calls: of the nodes that serve in a region, the one with the fewest rooms. If none serves there, any that
// serves does.
type Chooser struct {
	members *cluster.Members

	mu      sync.Mutex
	since   time.Time // when the latest choices began to be counted
	latest  map[string]int
	earlier map[string]int
	regions map[string]string    // of every node that was seen, also of those that are gone
	doubted map[string]time.Time // when nodes last said that they live that seem to be gone
}

// NewChooser makes one.
func NewChooser(members *cluster.Members) *Chooser {
	c := &Chooser{members: members, latest: map[string]int{}, regions: map[string]string{}, doubted: map[string]time.Time{}}
	c.look()
	return c
}

// Choose picks the host of a new call. An empty region is this node's. While no node serves it is this one, which is about to stop:
// those that come after it will move the call.
func (c *Chooser) Choose(_ call.AppID, region string) string {
	me := c.members.Self()
	if host := c.pick(cmp.Or(region, me.Region)); host != "" {
		return host
	}
	return me.Name
}

// pick returns the host that has the least to do, of those that serve; empty if none does.
func (c *Chooser) pick(region string) string {
	me := c.members.Self().Name
	serving := slices.DeleteFunc(c.members.Nodes(), func(n cluster.Node) bool { return n.State != cluster.Serving || c.doubts(n) })
	reachable := func(n cluster.Node) bool { return n.Inner != "" }
	if slices.ContainsFunc(serving, reachable) {
		serving = slices.DeleteFunc(serving, func(n cluster.Node) bool { return !reachable(n) })
	} else {
		serving = slices.DeleteFunc(serving, func(n cluster.Node) bool { return n.Name != me }) // better than one that nobody gets to
	}
	if local := slices.ContainsFunc(serving, func(n cluster.Node) bool { return n.Region == region }); local {
		serving = slices.DeleteFunc(serving, func(n cluster.Node) bool { return n.Region != region })
	}
	if len(serving) == 0 {
		return ""
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.age()
	load := func(n cluster.Node) int { return n.Load + c.latest[n.Name] + c.earlier[n.Name] }
	best := slices.MinFunc(serving, func(a, b cluster.Node) int {
		return cmp.Or(cmp.Compare(load(a), load(b)), compareBool(b.Name == me, a.Name == me)) // signalling of our own goes no detour
	})
	c.latest[best.Name]++
	return best.Name
}

// age forgets choices after a while. The lock is held.
func (c *Chooser) age() {
	if now := time.Now(); now.Sub(c.since) >= remembered {
		c.earlier, c.latest = c.latest, map[string]int{}
		if now.Sub(c.since) >= 2*remembered {
			c.earlier = nil
		}
		c.since = now
	}
}

// look notes where nodes are, for when they are gone.
func (c *Chooser) look() {
	nodes := c.members.Nodes()
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range nodes {
		c.regions[nodes[i].Name] = nodes[i].Region
	}
}

// regionOf is where a node is, or was.
func (c *Chooser) regionOf(name string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if region, ok := c.regions[name]; ok {
		return region
	}
	return c.members.Self().Region
}

// doubt has a node get nothing until it says again that it lives.
func (c *Chooser) doubt(n cluster.Node) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.doubted[n.Name] = n.Seen
}

// doubts reports whether a node seems to be gone.
func (c *Chooser) doubts(n cluster.Node) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	last, ok := c.doubted[n.Name]
	if ok && n.Seen.After(last) {
		delete(c.doubted, n.Name)
		return false
	}
	return ok
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
