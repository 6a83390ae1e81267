package control

import (
	"context"
	"time"

	"ringline/internal/call"
)

// Store keeps calls. Every store passes storetest.Run; what its methods guarantee is written there as tests.
// All methods are safe for concurrent use. Errors other than the named ones mean that the store cannot
// answer now. What became of a commit that failed so is settled before the call is loaded again.
type Store interface {
	// Load returns a call, live or ended, or call.ErrNotFound. The result is the caller's to keep but
	// shares memory with others: it must not be written to.
	Load(ctx context.Context, ref call.Ref) (call.Call, error)

	// Commit makes a change durable, whole or not at all: when it returns nil the change survives a power cut.
	//
	// It fails, having written nothing, with a *call.Repeated if the change's request was committed before,
	// with call.ErrConflict if the call is not at version From, and with a *call.Claimed that names every claim in
	// the way if another call of the app holds one of the users. The first of these that is true is told.
	Commit(ctx context.Context, change call.Change) error

	// Requested tells which call an earlier request of the app was about, or call.ErrNotFound.
	Requested(ctx context.Context, app call.AppID, request call.Request) (call.ID, error)

	// Held tells which live call holds a user, or call.ErrNotFound.
	Held(ctx context.Context, app call.AppID, user call.UserID) (call.ID, error)

	// Live lists the live calls of an app, or of all apps if app is 0, in order of their ids.
	Live(ctx context.Context, app call.AppID) ([]call.Call, error)

	// Due lists up to limit live calls whose deadline is not after now, the longest overdue first.
	Due(ctx context.Context, now time.Time, limit int) ([]call.Ref, error)

	// History lists the committed changes of a call, the oldest first, or call.ErrNotFound.
	History(ctx context.Context, ref call.Ref) ([]Entry, error)
}

// Entry is what a store keeps of one change for the call's timeline.
type Entry struct {
	Version int64        `json:"version"`
	Rule    string       `json:"rule"`           // the command's name
	Node    string       `json:"node,omitempty"` // where it was decided
	Request call.Request `json:"request,omitzero"`
	Origin  call.Origin  `json:"origin,omitzero"` // where the command came from
	Events  []call.Event `json:"events"`
}
