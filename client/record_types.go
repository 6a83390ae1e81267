package client

import "time"

// RecordList is a page of records.
type RecordList struct {
	Records    []Call `json:"records" doc:"The page, the newest first unless asked otherwise."`
	NextCursor string `json:"next_cursor,omitempty" doc:"Where the next page begins. Absent on the last one."`
}

// RecordFilter picks records. What is left empty does not restrict.
type RecordFilter struct {
	User   string    `json:"user,omitempty" is:"user" doc:"Only calls that this user belonged to."`
	From   time.Time `json:"from,omitzero" doc:"Only calls started then or later."`
	Until  time.Time `json:"until,omitzero" doc:"Only calls started then or earlier."`
	Result Result    `json:"result,omitempty" doc:"Only calls that came to this."`
	Media  Media     `json:"media,omitempty" doc:"Only calls with this media."`
	Kind   Kind      `json:"kind,omitempty" doc:"Only calls of this kind."`
	Order  Order     `json:"order,omitempty" default:"newest" doc:"Which ones come first."`
}

// Order says which records come first.
type Order string

// The orders.
const (
	Newest Order = "newest"
	Oldest Order = "oldest"
)

// Values lists every word there is.
func (Order) Values() []string { return []string{"newest", "oldest"} }

// Delivery is one message to an app's back end with what became of it.
type Delivery struct {
	ID        string        `json:"id" doc:"Names it, also to the receiver: each time it is sent."`
	Call      string        `json:"call" doc:"The call that it is about."`
	Event     string        `json:"event" doc:"What it announces."`
	At        time.Time     `json:"at" doc:"The time that it states."`
	State     DeliveryState `json:"state" doc:"How far it is."`
	Tries     int           `json:"tries" doc:"How often it was sent."`
	DueAt     time.Time     `json:"due_at,omitzero" doc:"When it is sent next. Absent unless pending."`
	SettledAt time.Time     `json:"settled_at,omitzero" doc:"When it stopped being pending."`
	Body      string        `json:"body,omitempty" doc:"What is sent, each time byte for byte. Absent in lists."`
	Attempts  []Attempt     `json:"attempts,omitempty" doc:"The oldest first; of many only the latest are kept. Absent in lists."`
}

// DeliveryState says how far a delivery is.
type DeliveryState string

// The states of a delivery.
const (
	Pending          DeliveryState = "pending"   // to be sent, for the first time or again
	Delivered        DeliveryState = "delivered" // the receiver said that it has it
	GivenUp          DeliveryState = "given_up"  // not taken within three days
	DeliveryCanceled DeliveryState = "canceled"  // the app no longer wants to be told
)

// Values lists every word there is.
func (DeliveryState) Values() []string {
	return []string{"pending", "delivered", "given_up", "canceled"}
}

// Attempt is one try to deliver.
type Attempt struct {
	Delivery string    `json:"delivery,omitempty" doc:"Of which delivery. Absent inside one."`
	Event    string    `json:"event,omitempty" doc:"What it announces. Absent inside a delivery."`
	At       time.Time `json:"at" doc:"When it was sent."`
	TookMS   Millis    `json:"took_ms" doc:"How long it took."`
	Status   int       `json:"status,omitempty" doc:"The HTTP status of the answer. Absent when there was none."`
	Error    string    `json:"error,omitempty" doc:"Why it failed. Absent when it did not."`
	Node     string    `json:"node,omitempty" doc:"The process that sent it."`
}

// DeliveryList is a page of deliveries.
type DeliveryList struct {
	Deliveries []Delivery `json:"deliveries" doc:"The page, the newest first."`
	NextCursor string     `json:"next_cursor,omitempty" doc:"Where the next page begins. Absent on the last one."`
}

// DeliveryFilter picks deliveries. What is left empty does not restrict.
type DeliveryFilter struct {
	Call  string        `json:"call,omitempty" is:"call" doc:"Only those about this call."`
	State DeliveryState `json:"state,omitempty" doc:"Only those in this state."`
	Event string        `json:"event,omitempty" max:"64" doc:"Only those that announce this."`
	From  time.Time     `json:"from,omitzero" doc:"Only those that state this time or a later one."`
	Until time.Time     `json:"until,omitzero" doc:"Only those that state this time or an earlier one."`
}

// ResendDeliveries sends what it picks once more. It must name a call or a time to begin with.
type ResendDeliveries struct {
	Call  string        `json:"call,omitempty" is:"call" doc:"Only those about this call."`
	State DeliveryState `json:"state,omitempty" doc:"Only those in this state."`
	Event string        `json:"event,omitempty" max:"64" doc:"Only those that announce this."`
	From  time.Time     `json:"from,omitzero" doc:"Only those that state this time or a later one."`
	Until time.Time     `json:"until,omitzero" doc:"Only those that state this time or an earlier one."`
}

// Resent says how many deliveries are sent once more.
type Resent struct {
	Resent int `json:"resent" doc:"How many."`
}

// UsageFilter picks days.
type UsageFilter struct {
	From  string `json:"from,omitempty" is:"day" doc:"The first day, UTC. Without it, thirty days before the last."`
	Until string `json:"until,omitempty" is:"day" doc:"The last day, UTC. Without it, today."`
}

// UsageList is what an app used.
type UsageList struct {
	Usage []Usage `json:"usage" doc:"By day, media and result."`
}

// Usage is the sum of the calls that ended on one day with one kind of media and one result.
type Usage struct {
	Day           string `json:"day" is:"day" doc:"The day of the calls' end, UTC."`
	Media         Media  `json:"media" doc:"What they carried."`
	Result        Result `json:"result" doc:"What they came to."`
	Calls         int    `json:"calls" doc:"How many there were."`
	Answered      int    `json:"answered" doc:"How many of these were answered."`
	RingMS        Millis `json:"ring_ms" doc:"From start to answer, or else to end, summed."`
	TalkMS        Millis `json:"talk_ms" doc:"From answer to end, summed."`
	ParticipantMS Millis `json:"participant_ms" doc:"Each person's time in an answered call, summed."`
}
