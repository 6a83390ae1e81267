package call

import (
	"slices"
	"time"
)

// Change is one transition, ready to be committed whole.
type Change struct {
	From    int64    // the version it was decided on; 0 starts a call
	To      Call     // the call afterwards, at version From+1
	Claim   []UserID // users held now and not before
	Release []UserID // users held before and not now
	Legs    []int    // positions in To.Legs that differ from before or are new, rising
	Known   int      // how many legs there were before; those from here on are new
	Had     string   // the host that had the media room before
	Events  []Event  // at least one
	Rule    string   // the command's name
	Origin  Origin   // where the command came from; zero for the clock
	Request Request  // what asked for it; zero when nobody may repeat it
	Node    string   // where it was decided; empty until control fills it in

	// What back ends are to be told of it, in this order. Control has it rendered, and the store keeps it in the same commit.
	Deliveries []Delivery
}

// Delivery is one message to a back end about one change of a call.
type Delivery struct {
	Event string    // what it announces, in the receiver's dialect
	At    time.Time // the time it states; rises strictly within a call
	Body  []byte    // what is sent, each time byte for byte
}

// Request makes a command safe to repeat: the same id from the same device of a user is the same wish.
// The zero Request is no request.
type Request struct {
	User   UserID
	Device DeviceID
	ID     string // chosen by the client, at most 64 bytes
}

// Empty reports whether the change changes nothing and need not be committed.
func (ch *Change) Empty() bool { return len(ch.Events) == 0 }

// Has reports whether an event of the given type is among the change's.
func (ch *Change) Has(t EventType) bool {
	return slices.ContainsFunc(ch.Events, func(e Event) bool { return e.Type == t })
}

// Audience lists every user that the change concerns, each once: members before it or after it,
// and those who were invited by it and refused in the same breath.
func (ch *Change) Audience() []UserID {
	users := make([]UserID, 0, len(ch.To.Legs))
	named := make(map[UserID]bool, len(ch.To.Legs))
	changed := ch.Legs // rising, like i
	for i := range ch.To.Legs {
		l, touched := &ch.To.Legs[i], len(changed) > 0 && changed[0] == i
		if touched {
			changed = changed[1:]
		}
		if (l.Live() || touched) && !named[l.User] {
			named[l.User] = true
			users = append(users, l.User)
		}
	}
	return users
}

// Newcomers lists the users whom the change made part of the call, each once: they do not know the call yet.
func (ch *Change) Newcomers() []UserID {
	var users []UserID
	for _, l := range ch.To.Legs[ch.Known:] {
		users = append(users, l.User)
	}
	return users
}
