package admin

import "context"

// Store keeps apps, tokens and acts. All methods are safe for concurrent use. When a method that writes returns nil, what it
// wrote is on the disk.
type Store interface {
	// ListApps lists all apps by rising id.
	ListApps(ctx context.Context) ([]Stored, error)

	// SaveApp keeps an app together with the act that made it so. Version 1 makes a new app; a later one takes the place of
	// the version before it. If the store has another version, or the id is taken, it answers call.ErrConflict and
	// keeps neither.
	SaveApp(ctx context.Context, app Stored, act Act) error

	// ListTokens lists all tokens in the order of their creation.
	ListTokens(ctx context.Context) ([]StoredToken, error)

	// SaveToken keeps a token, a new one or a changed one, together with the act that made it so.
	SaveToken(ctx context.Context, token StoredToken, act Act) error

	// AddAct keeps an act by itself.
	AddAct(ctx context.Context, act Act) error

	// ListActs lists up to limit acts, the newest first: those before the one with the id before, or from the newest on if
	// that is 0.
	ListActs(ctx context.Context, f ActFilter, before int64, limit int) ([]Act, error)
}
