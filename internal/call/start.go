package call

import (
	"cmp"
	"time"
)

// Start begins a call: the caller is in it at once, everybody else is asked. If a back end starts a call between users,
// the caller is asked as well, and the call is answered when a second one is in.
// Callees who are held by another call are busy; if all are, the call is over as it begins. A caller who is held is refused.
type Start struct {
	App       AppID
	ID        ID
	By        Actor    // the caller and their device, or an administrator: then Robot or Caller is named
	Robot     UserID   // the robot in whose name a back end calls
	Caller    UserID   // the user whom a back end calls first, together with the callees
	Callees   []UserID // each once, without the caller
	Media     Media
	Group     bool // a group call even with one callee
	Room      Room
	ChatGroup string
	UserData  string
	Push      []byte
	RingFor   time.Duration // how long each callee rings
	Max       int           // most members at a time
	Host      string        // the node that is to have the media room; empty where there is but one
	// Held says which of the users another call holds, as the store found when it refused the claim.
	Held map[UserID]ID
}

// Rule names the command.
func (Start) Rule() string { return "start" }

// WithHeld brings in the store's answer, see [Claimer].
func (m Start) WithHeld(held map[UserID]ID) Command {
	m.Held = addHeld(m.Held, held)
	return m
}

func (m Start) caller() UserID {
	if m.By.Kind != ByAdmin {
		return m.By.User
	}
	return cmp.Or(m.Robot, m.Caller)
}

// group reports whether this will be a group call from its beginning.
func (m Start) group() bool { return m.Group || len(m.Callees) > 1 || m.ChatGroup != "" }

// checkCaller refuses a start of which it is not plain in whose name it is.
func (m Start) checkCaller() error {
	switch {
	case m.By.Kind == ByAdmin && m.Robot != "" && m.Caller != "":
		return Invalid("caller", "a call has a robot or a user for a caller, not both")
	case m.By.Kind != ByAdmin && (m.Robot != "" || m.Caller != ""):
		return Invalid("caller", "a user calls in no other name")
	case m.By.Kind != ByAdmin:
		if err := checkDevice(m.By); err != nil {
			return err
		}
	}
	return CheckUser("caller", m.caller())
}

func (m Start) check() error {
	if err := m.checkCaller(); err != nil {
		return err
	}
	if err := checkMedia(m.Media); err != nil {
		return err
	}
	if err := checkRing(m.RingFor); err != nil {
		return err
	}
	switch {
	case len(m.Callees) == 0:
		return Invalid("callees", "nobody was named")
	case len(m.Callees)+1 > m.Max:
		return ErrFull
	case len(m.UserData) > MaxUserDataBytes:
		return Invalid("user_data", "is longer than %d bytes", MaxUserDataBytes)
	case len(m.Push) > MaxPushBytes:
		return Invalid("push", "is longer than %d bytes", MaxPushBytes)
	case len(m.ChatGroup) > MaxRoomBytes:
		return Invalid("chat_group", "is longer than %d bytes", MaxRoomBytes)
	}
	if m.Room != (Room{}) {
		if err := CheckRoom(m.Room); err != nil {
			return err
		}
	}
	seen := map[UserID]bool{m.caller(): true}
	for _, u := range m.Callees {
		if err := CheckUser("callees", u); err != nil {
			return err
		}
		if seen[u] {
			return Invalid("callees", "%q is named twice or is the caller", u)
		}
		seen[u] = true
	}
	return nil
}

func (m Start) apply(t *transition) error {
	if err := m.check(); err != nil {
		return err
	}
	caller := m.caller()
	if in, held := m.Held[caller]; held && m.Robot == "" {
		return busy(in)
	}
	t.to = Call{
		App: m.App, ID: m.ID, Media: m.Media, Group: m.group(),
		Room: m.Room, ChatGroup: m.ChatGroup, UserData: m.UserData, Push: m.Push, Max: m.Max, Host: m.Host,
	}
	t.to.Legs, t.events = make([]Leg, 0, 1+len(m.Callees)), make([]Event, 0, 2+len(m.Callees))
	if m.Caller != "" {
		t.to.StartedAt = t.emit(Event{Type: Started, By: m.By, Media: m.Media, Host: m.Host})
		t.ring(Leg{User: caller, Role: Caller}, m.RingFor, m.By)
		caller = "" // nobody in the call asks the others
	} else {
		at := t.emit(Event{Type: Started, User: caller, Device: m.By.Device, By: m.By, Media: m.Media, Host: m.Host})
		t.to.StartedAt = at
		t.add(Leg{
			User: caller, Role: Caller, Robot: m.Robot != "", State: Joined, Device: m.By.Device,
			InvitedAt: at, JoinedAt: at,
		})
	}
	t.invite(m.Callees, caller, m.RingFor, m.Held, m.By)
	t.settle(Busy, m.By)
	return nil
}

// Glare reports whether a start and a call that stands in its way are two people calling each other
// one to one at the same moment. Then the start becomes an accept of that call.
func Glare(held *Call, m Start) bool {
	if !held.Live() || held.Group || held.Answered() || m.group() || m.By.Kind == ByAdmin || len(m.Callees) != 1 {
		return false
	}
	l := held.Leg(m.By.User)
	return l != nil && l.State == Ringing && held.Caller().User == m.Callees[0] && held.Caller().State == Joined && !held.Caller().Robot
}
