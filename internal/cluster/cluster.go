package cluster

import (
	"context"
	"errors"
	"time"

	"ringline/internal/call"
)

// How nodes tell each other that they live.
const (
	BeatEvery = time.Second
	Dead      = 3 * time.Second // not heard of for so long
	dutyFor   = 4 * time.Second // what a duty's row lasts, unless it is renewed
)

// State is what a node does.
type State string

// The states. A node that leaves is alive, but takes no new calls or clients; one that has left is not.
const (
	Serving State = "serving"
	Leaving State = "leaving"
	Left    State = "left"
)

// Node is one process of the service.
type Node struct {
	Name        string // stable, unique among the living
	Incarnation string // of this process
	Inner       string // host:port where the other nodes reach it; empty: they need not
	Region      string // empty: there is one
	Single      bool   // it cannot share the service: it has no way to tell the others' devices
	State       State
	Load        int // live calls whose room it has
	Version     string
	Seen        time.Time // by the database's clock
}

// Alive reports whether the node was heard of, at a moment of the database's clock.
func (n *Node) Alive(now time.Time) bool { return n.State != Left && now.Sub(n.Seen) < Dead }

// Lease is a device in a call. The node that keeps it says when it has lapsed.
type Lease struct {
	App    call.AppID
	User   call.UserID
	Device call.DeviceID
}

// ErrTaken says that another process with the same name lives.
var ErrTaken = errors.New("another process with the same name is alive")

// Store keeps what the nodes know of each other. Every store passes storetest.RunCluster. Times are by its own clock.
type Store interface {
	// Beat notes that a node lives and returns every node that is known by name, itself among them, also those that are dead,
	// with the time. It fails with ErrTaken, having noted nothing, while another incarnation of the name lives. Dead nodes
	// are forgotten after a while, when nothing is kept for them.
	Beat(ctx context.Context, me Node) (nodes []Node, now time.Time, err error)

	// Leave notes that a node has left, unless another incarnation has its name by now.
	Leave(ctx context.Context, me Node) error

	// Own takes duties for a while from now, those that nobody or the owner itself has, and returns them.
	Own(ctx context.Context, owner string, duties []string, d time.Duration) (owned []string, err error)

	// Disown gives back those of the duties that the owner has.
	Disown(ctx context.Context, owner string, duties []string) error

	// KeepLeases notes that a node keeps leases from now on, whichever did before.
	KeepLeases(ctx context.Context, node string, leases []Lease) error

	// DropLeases forgets those of the leases that the node keeps.
	DropLeases(ctx context.Context, node string, leases []Lease) error

	// KeptLeases lists the leases that a node keeps, in order of app, user and device.
	KeptLeases(ctx context.Context, node string) ([]Lease, error)

	// KeepsLease reports whether a node keeps a lease.
	KeepsLease(ctx context.Context, node string, lease Lease) (bool, error)

	// TakeLeases has a node keep what another one kept, and returns that, in the same order. Of several who take one gets it. From one that
	// lives, because it is back by now, nothing is taken.
	// After an error KeptLeases tells what became of it.
	TakeLeases(ctx context.Context, from, to string) ([]Lease, error)
}
