package media

// HostState says what a media server does.
type HostState string

// The states of a host.
const (
	HostServing  HostState = "serving"
	HostLeaving  HostState = "leaving"  // there, takes no new calls, and gives those that it has to others
	HostAway     HostState = "away"     // does not answer
	HostRefusing HostState = "refusing" // answers, and does not do what we ask: it does not take our key
)

// Host is a media server that is no node of ours, as seen from here.
type Host struct {
	Name   string
	Region string // empty: that of nodes without one
	State  HostState
	Rooms  int // of calls, a few seconds ago
}

// There reports whether it has the rooms of its calls, as far as can be seen.
func (h *Host) There() bool { return h.State == HostServing || h.State == HostLeaving }
