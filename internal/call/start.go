package call

import "time"

// Start begins a call: the caller is in it at once, everybody else is asked.
// Callees who are held by another call are busy; if all are, the call is over as it begins.
type Start struct {
	App       AppID
	ID        ID
	By        Actor    // the caller and their device; a robot's Actor is an administrator, see Robot
	Robot     UserID   // the robot in whose name a back end calls; empty for a user's own call
	Callees   []UserID // each once, without the caller
	Media     Media
	Group     bool // a group call even with one callee
	Room      Room
	ChatGroup string
	UserData  string
	Push      []byte
	RingFor   time.Duration // how long each callee rings
	Max       int           // most members at a time
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
	if m.Robot != "" {
		return m.Robot
	}
	return m.By.User
}

// group reports whether this will be a group call from its beginning.
func (m Start) group() bool { return m.Group || len(m.Callees) > 1 || m.ChatGroup != "" }

func (m Start) check() error {
	if err := CheckUser("caller", m.caller()); err != nil {
		return err
	}
	if m.Robot == "" {
		if err := checkDevice(m.By); err != nil {
			return err
		}
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
		Room: m.Room, ChatGroup: m.ChatGroup, UserData: m.UserData, Push: m.Push, Max: m.Max,
	}
	at := t.emit(Event{Type: Started, User: caller, Device: m.By.Device, By: m.By, Media: m.Media})
	t.to.StartedAt = at
	t.add(Leg{
		User: caller, Role: Caller, Robot: m.Robot != "", State: Joined, Device: m.By.Device,
		InvitedAt: at, JoinedAt: at,
	})
	t.invite(m.Callees, caller, m.RingFor, m.Held, m.By)
	t.settle(Busy, m.By)
	return nil
}

// Glare reports whether a start and a call that stands in its way are two people calling each other
// one to one at the same moment. Then the start becomes an accept of that call.
func Glare(held *Call, m Start) bool {
	if !held.Live() || held.Group || held.Answered() || m.group() || m.Robot != "" || len(m.Callees) != 1 {
		return false
	}
	l := held.Leg(m.By.User)
	return l != nil && l.State == Ringing && held.Caller().User == m.Callees[0] && !held.Caller().Robot
}
