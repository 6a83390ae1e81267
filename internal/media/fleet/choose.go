package fleet

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"ringline/internal/call"
	"ringline/internal/cluster"
	"ringline/internal/media"
)

// remembered is how long, at least, a choice weighs as much as a room: its call may ring before it has one, and the node that has it
// tells of it with its next beat.
const remembered = 5 * time.Second

// Chooser chooses the hosts of calls: of those that serve in a region, nodes and others, the one with the fewest rooms. If none serves
// there, any that serves does.
type Chooser struct {
	members  *cluster.Members
	external []External
	bare     bool // this node has no media of its own

	mu      sync.Mutex
	since   time.Time // when the latest choices began to be counted
	latest  map[string]int
	earlier map[string]int
	regions map[string]string    // of every host that was seen, also of those that are gone
	doubted map[string]time.Time // when nodes last said that they live that seem to be gone
}

// NewChooser makes one that chooses among the nodes and the others. A bare node is none of them itself: it has no media.
func NewChooser(members *cluster.Members, bare bool, external ...External) *Chooser {
	c := &Chooser{
		members: members, external: external, bare: bare, latest: map[string]int{}, regions: map[string]string{}, doubted: map[string]time.Time{},
	}
	c.look()
	return c
}

// Choose picks the host of a new call. An empty region is this node's. While none serves it is this node, which is about to stop, or has no
// media and is no host at all: the call is moved when one serves.
func (c *Chooser) Choose(_ call.AppID, region string) string {
	me := c.members.Self()
	if host := c.pick(cmp.Or(region, me.Region)); host != "" {
		return host
	}
	if c.bare {
		return ""
	}
	return me.Name
}

// pick returns the host that has the least to do, of those that serve; empty if none does.
func (c *Chooser) pick(region string) string {
	me := c.members.Self().Name
	serving := c.serving()
	if local := slices.ContainsFunc(serving, func(h media.Host) bool { return h.Region == region }); local {
		serving = slices.DeleteFunc(serving, func(h media.Host) bool { return h.Region != region })
	}
	if len(serving) == 0 {
		return ""
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.age()
	load := func(h media.Host) int { return h.Rooms + c.latest[h.Name] + c.earlier[h.Name] }
	best := slices.MinFunc(serving, func(a, b media.Host) int {
		return cmp.Or(cmp.Compare(load(a), load(b)), compareBool(b.Name == me, a.Name == me)) // signalling of our own goes no detour
	})
	c.latest[best.Name]++
	return best.Name
}

// serving lists the hosts that take calls.
func (c *Chooser) serving() (hosts []media.Host) {
	me := c.members.Self().Name
	nodes := slices.DeleteFunc(c.members.Nodes(), func(n cluster.Node) bool {
		return n.State != cluster.Serving || c.bare && n.Name == me || c.doubts(n)
	})
	reachable := func(n cluster.Node) bool { return n.Inner != "" }
	if slices.ContainsFunc(nodes, reachable) {
		nodes = slices.DeleteFunc(nodes, func(n cluster.Node) bool { return !reachable(n) })
	} else {
		nodes = slices.DeleteFunc(nodes, func(n cluster.Node) bool { return n.Name != me }) // better than one that nobody gets to
	}
	for i := range nodes {
		hosts = append(hosts, media.Host{Name: nodes[i].Name, Region: nodes[i].Region, State: media.HostServing, Rooms: nodes[i].Load})
	}
	for _, e := range c.external {
		if h := e.Host(); h.State == media.HostServing {
			hosts = append(hosts, h)
		}
	}
	return hosts
}

// there reports whether a host has the rooms of its calls, as far as is known here.
func (c *Chooser) there(name string) bool {
	if e := c.outside(name); e != nil {
		h := e.Host()
		return h.There()
	}
	node, living := c.members.Node(name)
	if name == c.members.Self().Name {
		return !c.bare
	}
	return living && node.Inner != "" // without, it has no media
}

// outside finds a host that is no node; nil if there is none of that name.
func (c *Chooser) outside(name string) External {
	for _, e := range c.external {
		if e.Host().Name == name {
			return e
		}
	}
	return nil
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

// look notes where hosts are, for when they are gone.
func (c *Chooser) look() {
	nodes := c.members.Nodes()
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range nodes {
		c.regions[nodes[i].Name] = nodes[i].Region
	}
	for _, e := range c.external {
		h := e.Host()
		c.regions[h.Name] = h.Region
	}
}

// regionOf is where a host is, or was.
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
