package auth

import (
	"crypto/subtle"
	"slices"
	"sync"
	"time"

	"ringline/internal/call"
	"ringline/internal/tenant"
)

// Verifier judges UserSigs and remembers the good ones. It is safe for concurrent use.
type Verifier struct {
	now      func() time.Time
	decoders sync.Pool // of *decoder
	seen     *cache
}

// NewVerifier makes a Verifier that takes the time from now.
func NewVerifier(now func() time.Time) *Verifier {
	return &Verifier{
		now:      now,
		decoders: sync.Pool{New: func() any { return new(decoder) }},
		seen:     newCache(cacheSize),
	}
}

// Verify reports whether sig proves that a user of the app is asking: nil, or one of the errors of
// this package. It does not look at whether the app is disabled.
func (v *Verifier) Verify(app *tenant.App, user call.UserID, sig string) error {
	_, err := v.VerifyUntil(app, user, sig)
	return err
}

// VerifyUntil is Verify for doors that stay open: it also returns the last second, unix time, in which
// sig is valid, or 0 with an error.
func (v *Verifier) VerifyUntil(app *tenant.App, user call.UserID, sig string) (int64, error) {
	if p, ok := v.seen.get(sig); ok && p.app == app.ID && p.user == user && slices.Contains(app.Secrets, p.secret) {
		if err := v.inTime(p.until); err != nil {
			return 0, err
		}
		return p.until, nil
	}
	e, ok := v.decode(sig)
	switch {
	case !ok:
		return 0, ErrMalformed
	case e.App != app.ID:
		return 0, ErrAppMismatch
	case e.User != string(user):
		return 0, ErrUserMismatch
	}
	until := e.until()
	if err := v.inTime(until); err != nil {
		return 0, err
	}
	if e.Userbuf != nil { // a room ticket is no login
		return 0, ErrBadSignature
	}
	for _, secret := range app.Secrets {
		if subtle.ConstantTimeCompare([]byte(e.sum(secret)), []byte(e.Sum)) == 1 {
			v.seen.put(sig, proof{app: app.ID, user: user, until: until, secret: secret})
			return until, nil
		}
	}
	return 0, ErrBadSignature
}

func (v *Verifier) decode(sig string) (envelope, bool) {
	d := v.decoders.Get().(*decoder)
	defer v.decoders.Put(d)
	return d.decode(sig)
}

// inTime refuses after the last second of validity. An issue time in the future is nobody's fault:
// clocks differ.
func (v *Verifier) inTime(until int64) error {
	if v.now().Unix() > until {
		return ErrExpired
	}
	return nil
}
