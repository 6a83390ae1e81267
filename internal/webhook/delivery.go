package webhook

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"ringline/internal/call"
)

// State says how far a delivery is.
type State string

// The states of a delivery.
const (
	Pending   State = "pending"   // to be sent, for the first time or again
	Delivered State = "delivered" // the receiver said that it has it
	GivenUp   State = "given_up"  // not taken within [GiveUpAfter]
	Canceled  State = "canceled"  // the app no longer wants to be told
)

// GiveUpAfter is how long a delivery is tried (docs: service levels).
const GiveUpAfter = 72 * time.Hour

// MostAttempts is how many attempts of a delivery are kept, the latest ones.
const MostAttempts = 16

// Delivery is one message to an app's back end with what became of it.
type Delivery struct {
	call.Delivery

	Call      call.Ref
	Version   int64 // of the change it belongs to
	N         int   // among the deliveries of that change, from 0
	Origin    call.Origin
	State     State
	Due       time.Time // before which it is not tried again; zero when it may be tried at once
	Until     time.Time // after which it is not tried again: [GiveUpAfter] its own time, or that of its latest resend
	SettledAt time.Time // when it stopped being pending, last; zero while it is
	Attempts  []Attempt // the oldest first; of many only the latest are kept, see [MostAttempts]
	Tries     int       // how many attempts there were in all
}

// Committed lists what a store has of a change's deliveries once it is committed.
func Committed(change *call.Change) []Delivery {
	list := make([]Delivery, len(change.Deliveries))
	for n, d := range change.Deliveries {
		list[n] = Delivery{
			Delivery: d, Call: change.To.Ref(), Version: change.To.Version, N: n, Origin: change.Origin,
			State: Pending, Until: d.At.Add(GiveUpAfter),
		}
	}
	return list
}

// ID names a delivery within its app, each time it is sent.
func (d *Delivery) ID() string { return deliveryID(d.Call.ID, d.Version, d.N) }

func deliveryID(id call.ID, version int64, n int) string {
	return string(id) + "-" + strconv.FormatInt(version, 10) + "-" + strconv.Itoa(n)
}

// ParseID takes the id of a delivery apart. What is no such id is call.ErrNotFound.
func ParseID(id string) (of call.ID, version int64, n int, err error) {
	rest, last, ok := cutLast(id)
	first, middle, ok2 := cutLast(rest)
	if n, err = strconv.Atoi(last); err == nil {
		version, err = strconv.ParseInt(middle, 10, 64)
	}
	if of = call.ID(first); err != nil || !ok || !ok2 || deliveryID(of, version, n) != id {
		return "", 0, 0, fmt.Errorf("delivery %.80q: %w", id, call.ErrNotFound)
	}
	return of, version, n, nil
}

func cutLast(s string) (before, after string, found bool) {
	if i := strings.LastIndexByte(s, '-'); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, "", false
}

// Attempt is one try to deliver.
type Attempt struct {
	At     time.Time     `json:"at"`
	Took   time.Duration `json:"took"`             // nanoseconds
	Status int           `json:"status,omitempty"` // HTTP status; 0 when there was no answer
	Error  string        `json:"error,omitempty"`  // why it failed; empty when it did not
	Node   string        `json:"node,omitempty"`
}

// Filter picks deliveries of one app. What is left empty does not restrict.
type Filter struct {
	App   call.AppID // required
	Call  call.ID
	State State
	Event string
	From  time.Time // stating that time or a later one
	Until time.Time // stating that time or an earlier one
}

// Position is a place in the order of an app's deliveries: by the time they state, ties as they were committed. It is that
// of the delivery with the id. The zero Position is before them all, in whichever direction.
type Position struct {
	At time.Time
	ID string
}

// Postponed is a call whose first pending delivery failed before and waits.
type Postponed struct {
	Call call.ID
	Due  time.Time
}

// Backlog is what is pending of one app.
type Backlog struct {
	App     call.AppID
	Pending int
	Oldest  time.Time // time that the oldest one states
}

// Store keeps deliveries. New ones come with the commit of their change, see [call.Change.Deliveries]: pending, and to be
// tried at once. All methods are safe for concurrent use and find what they look for by index, however much there is.
type Store interface {
	// Backlogs lists the apps that have something pending, by rising id.
	Backlogs(ctx context.Context) ([]Backlog, error)

	// PendingDeliveries lists up to limit places of pending deliveries of an app, the oldest first, those behind a position.
	PendingDeliveries(ctx context.Context, app call.AppID, behind Position, limit int) ([]Position, error)

	// PostponedDeliveries lists up to limit calls of an app by when their first pending delivery is due again, those with a
	// Due alone, the earliest first.
	PostponedDeliveries(ctx context.Context, app call.AppID, limit int) ([]Postponed, error)

	// NextDeliveries lists up to limit pending deliveries of a call in their order. Behind the first the others wait.
	NextDeliveries(ctx context.Context, ref call.Ref, limit int) ([]Delivery, error)

	// SettleDelivery writes down what became of a pending delivery at now: its attempts and tries as they are given, its new
	// state, and if it is still pending until when it waits. It does nothing to one that is not pending any more.
	SettleDelivery(ctx context.Context, d *Delivery, state State, due, now time.Time) error

	// CancelDeliveries makes everything that is pending of an app canceled, and says how many that were.
	CancelDeliveries(ctx context.Context, app call.AppID, now time.Time) (int, error)

	// Deliveries lists up to limit deliveries, the newest first, those behind a position.
	Deliveries(ctx context.Context, f Filter, behind Position, limit int) ([]Delivery, error)

	// Delivery returns one by its id, or call.ErrNotFound.
	Delivery(ctx context.Context, app call.AppID, id string) (Delivery, error)

	// ResendDeliveries makes what the filter picks pending again, to be tried at once and until [GiveUpAfter] from now, and
	// says how many. Their order within a call stays; attempts of before are kept. Those whose body was erased stay as they are.
	ResendDeliveries(ctx context.Context, f Filter, now time.Time) (int, error)

	// ResendDelivery does the same for one, or says call.ErrNotFound, also if its body was erased.
	ResendDelivery(ctx context.Context, app call.AppID, id string, now time.Time) error
}
