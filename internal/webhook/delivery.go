package webhook

import (
	"context"
	"fmt"
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

// Delivery is one message to an app's back end with what became of it.
type Delivery struct {
	call.Delivery

	Call      call.Ref
	Version   int64 // of the change it belongs to
	N         int   // among the deliveries of that change, from 0
	Origin    call.Origin
	State     State
	Due       time.Time // when it is to be tried next; zero unless pending
	SettledAt time.Time // when it stopped being pending, last; zero before
	Attempts  []Attempt // the oldest first; of many only the latest are kept
	Tries     int       // how many attempts there were in all
}

// ID names a delivery within its app, each time it is sent.
func (d *Delivery) ID() string { return fmt.Sprintf("%s-%d-%d", d.Call.ID, d.Version, d.N) }

// Attempt is one try to deliver.
type Attempt struct {
	At     time.Time     `json:"at"`
	Took   time.Duration `json:"took"`             // nanoseconds
	Status int           `json:"status,omitempty"` // HTTP status; 0 when there was no answer
	Error  string        `json:"error,omitempty"`  // why it failed; empty when it did not
	Node   string        `json:"node,omitempty"`
}

// Head is a call that has something to deliver.
type Head struct {
	Call call.Ref
	Due  time.Time // of its first pending delivery, behind which the others of the call wait
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

// Position is a place in a list of deliveries: that of a delivery. The zero Position is before them all.
type Position struct {
	At time.Time
	ID string
}

// Store keeps deliveries. New ones come with the commit of their change, see [call.Change.Deliveries]: pending, and due
// at their own time. All methods are safe for concurrent use.
type Store interface {
	// DeliveryHeads lists up to limit calls of an app that have pending deliveries, by rising call id, those behind a given id.
	DeliveryHeads(ctx context.Context, app call.AppID, behind call.ID, limit int) ([]Head, error)

	// NextDelivery returns the first pending delivery of a call, or call.ErrNotFound.
	NextDelivery(ctx context.Context, ref call.Ref) (Delivery, error)

	// SettleDelivery adds an attempt and says what the delivery is from now on, and if it is still pending, until when
	// it waits. It does nothing to one that is not there any more.
	SettleDelivery(ctx context.Context, d *Delivery, attempt Attempt, state State, due time.Time) error

	// CancelDeliveries gives up everything that is pending of an app.
	CancelDeliveries(ctx context.Context, app call.AppID, now time.Time) (int, error)

	// Deliveries lists up to limit deliveries, the newest first, those behind a position.
	Deliveries(ctx context.Context, f Filter, behind Position, limit int) ([]Delivery, error)

	// Delivery returns one by its id, or call.ErrNotFound.
	Delivery(ctx context.Context, app call.AppID, id string) (Delivery, error)

	// ResendDeliveries makes what the filter picks pending again, due now, and says how many. Their order within a call
	// stays; attempts of before are kept.
	ResendDeliveries(ctx context.Context, f Filter, now time.Time) (int, error)

	// ResendDelivery does the same for one, or says call.ErrNotFound.
	ResendDelivery(ctx context.Context, app call.AppID, id string, now time.Time) error
}
