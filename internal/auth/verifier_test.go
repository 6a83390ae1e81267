package auth

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"errors"
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"ringline/internal/call"
	"ringline/internal/tenant"
)

const day = 1_257_894_000 // when the vectors were issued

// The verdicts the reference tells of the official verifier, and the other spellings of a signature.
func TestVerifyGenerated(t *testing.T) {
	f := loadVectors(t)
	other := &tenant.App{ID: f.App + 1, Secrets: []tenant.Secret{f.Secret}}
	foreign := &tenant.App{ID: f.App, Secrets: []tenant.Secret{"another"}}
	g2, g6, n6, x2 := f.find(t, "G2"), f.find(t, "G6"), f.find(t, "N6"), f.find(t, "X2")
	standard := strings.NewReplacer("*", "+", "-", "/", "_", "=")

	for name, tc := range map[string]struct {
		app  *tenant.App
		user call.UserID
		sig  string
		now  int64
		want error
	}{
		"last second":              {f.app(), "user1", g2, 1257980400, nil},
		"one second later":         {f.app(), "user1", g2, 1257980401, ErrExpired},
		"before it was issued":     {f.app(), "user1", g2, day - 3600, nil},
		"other secret":             {foreign, "user1", g2, day, ErrBadSignature},
		"other letter case":        {f.app(), "User1", g2, day, ErrUserMismatch},
		"other app":                {other, "user1", g2, day, ErrAppMismatch},
		"last 8 characters cut":    {f.app(), "user1", g2[:len(g2)-8], day, ErrMalformed},
		"standard alphabet":        {f.app(), "user1", standard.Replace(g2), day, nil},
		"pluses eaten by a parser": {f.app(), "administrator", strings.ReplaceAll(g6, "*", " "), day, nil},
		"administrator":            {f.app(), "Administrator", g6, day, ErrUserMismatch},
		"string app id":            {f.app(), "user1", n6, day, nil},
		"user2":                    {f.app(), "user2", x2, day, nil},
		"empty":                    {f.app(), "user1", "", day, ErrMalformed},
		"xxx":                      {f.app(), "user1", "xxx", day, ErrMalformed},
		"too long":                 {f.app(), "user1", strings.Repeat("A", maxLength+4), day, ErrMalformed},
		"app before user":          {other, "User1", g2, day, ErrAppMismatch},
		"user before expiry":       {f.app(), "User1", g2, 2e9, ErrUserMismatch},
		"expiry before signature":  {foreign, "user1", g2, 2e9, ErrExpired},
		"expiry before the ticket": {f.app(), "user1", f.find(t, "G3"), 5e9, ErrExpired},
	} {
		t.Run(name, func(t *testing.T) {
			v := NewVerifier(at(tc.now))
			for range 2 {
				if err := v.Verify(tc.app, tc.user, tc.sig); !errors.Is(err, tc.want) {
					t.Errorf("got %v, want %v", err, tc.want)
				}
			}
		})
	}
}

// seal packs any JSON the way the generators do.
func seal(json string) string {
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	fmt.Fprint(w, json)
	w.Close()
	return base64.StdEncoding.EncodeToString(packed.Bytes())
}

// signed writes an envelope with a right signature, in the style of another generator.
func signed(e envelope, secret tenant.Secret, format string) string {
	return seal(fmt.Sprintf(format, e.User, e.App, e.Issued, e.Expire, e.sum(secret)))
}

const (
	plain  = `{"TLS.ver":"2.0","TLS.identifier":"%s","TLS.sdkappid":%d,"TLS.time":%d,"TLS.expire":%d,"TLS.sig":"%s"}`
	python = `{"TLS.ver": "2.0", "TLS.identifier": "%s", "TLS.sdkappid": %d, "TLS.time": %d, "TLS.expire": %d, "TLS.sig": "%s"}`
)

func TestVerifyOtherEnvelopes(t *testing.T) {
	const secret = "s"
	app := &tenant.App{ID: 7, Secrets: []tenant.Secret{secret}}
	e := envelope{User: "u", App: 7, Issued: day, Expire: 60}
	with := func(change func(*envelope)) envelope { c := e; change(&c); return c }
	php := strings.ReplaceAll(e.sum(secret), "/", `\/`)

	for name, tc := range map[string]struct {
		sig  string
		want error
	}{
		"plain":               {signed(e, secret, plain), nil},
		"spaces":              {signed(e, secret, python), nil},
		"escapes":             {seal(fmt.Sprintf(plain, `\u0075`, 7, day, 60, php)), nil},
		"for ever":            {signed(with(func(e *envelope) { e.Expire = math.MaxInt64 }), secret, plain), nil},
		"long before":         {signed(with(func(e *envelope) { e.Issued = math.MinInt64 }), secret, plain), ErrExpired},
		"negative lifetime":   {signed(with(func(e *envelope) { e.Issued, e.Expire = math.MaxInt64, -1 }), secret, plain), ErrExpired},
		"beyond the integers": {seal(fmt.Sprintf(plain, "u", 7, day, 0, "x")[:60] + `1e99}`), ErrMalformed},
		"fractions":           {seal(`{"TLS.ver":"2.0","TLS.identifier":"u","TLS.sdkappid":7.5,"TLS.sig":"x"}`), ErrMalformed},
		"app id as text":      {seal(`{"TLS.ver":"2.0","TLS.identifier":"u","TLS.sdkappid":"7","TLS.sig":"x"}`), ErrMalformed},
		"user as number":      {seal(`{"TLS.ver":"2.0","TLS.identifier":1,"TLS.sdkappid":7,"TLS.sig":"x"}`), ErrMalformed},
		"null":                {seal(`null`), ErrMalformed},
		"array":               {seal(`[]`), ErrMalformed},
		"two objects":         {signed(e, secret, plain+"{}"), ErrMalformed},
		"empty text":          {seal(``), ErrMalformed},
		"empty signature":     {seal(fmt.Sprintf(plain, "u", 7, day, 60, "")), ErrMalformed},
		"short signature":     {seal(fmt.Sprintf(plain, "u", 7, day, 60, e.sum(secret)[:43])), ErrBadSignature},
		"not base64":          {seal(fmt.Sprintf(plain, "u", 7, day, 60, strings.Repeat("!", 44))), ErrBadSignature},
		"bomb":                {seal(strings.Repeat(" ", maxInflated) + fmt.Sprintf(plain, "u", 7, day, 60, e.sum(secret))), ErrMalformed},
		"fits just":           {seal(fmt.Sprintf(plain, "u", 7, day, 60, e.sum(secret)) + strings.Repeat(" ", 60<<10)), nil},
	} {
		t.Run(name, func(t *testing.T) {
			if err := NewVerifier(at(day)).Verify(app, "u", tc.sig); !errors.Is(err, tc.want) {
				t.Errorf("got %v, want %v", err, tc.want)
			}
		})
	}
}

// A secret is changed in two steps, and what the old one signed is refused from the second on,
// although it was seen before.
func TestRotation(t *testing.T) {
	before := &tenant.App{ID: 7, Secrets: []tenant.Secret{"old"}}
	during := &tenant.App{ID: 7, Secrets: []tenant.Secret{"new", "old"}}
	after := &tenant.App{ID: 7, Secrets: []tenant.Secret{"new"}}
	v := NewVerifier(at(day))
	verify := func(app *tenant.App, sig string, want error) {
		t.Helper()
		if err := v.Verify(app, "u", sig); !errors.Is(err, want) {
			t.Errorf("got %v, want %v", err, want)
		}
	}
	oldSig := Sign(before, "u", time.Unix(day, 0), time.Hour)
	newSig := Sign(during, "u", time.Unix(day, 0), time.Hour)

	verify(before, oldSig, nil)
	verify(during, oldSig, nil)
	verify(during, newSig, nil)
	verify(after, newSig, nil)
	verify(after, oldSig, ErrBadSignature)
	verify(during, oldSig, nil)
}

// P16: what one app's signature proved proves nothing in another, nor for another user.
func TestSeenSignatureIsNotTransferable(t *testing.T) {
	a := &tenant.App{ID: 1, Secrets: []tenant.Secret{"same"}}
	b := &tenant.App{ID: 2, Secrets: []tenant.Secret{"same"}}
	v := NewVerifier(at(day))
	sig := Sign(a, "u", time.Unix(day, 0), time.Hour)
	for range 2 {
		if err := v.Verify(a, "u", sig); err != nil {
			t.Fatal(err)
		}
		if err := v.Verify(b, "u", sig); !errors.Is(err, ErrAppMismatch) {
			t.Errorf("other app: %v, want %v", err, ErrAppMismatch)
		}
		if err := v.Verify(a, "w", sig); !errors.Is(err, ErrUserMismatch) {
			t.Errorf("other user: %v, want %v", err, ErrUserMismatch)
		}
	}
}

func TestSeenSignatureExpires(t *testing.T) {
	app := &tenant.App{ID: 1, Secrets: []tenant.Secret{"s"}}
	now := time.Unix(day, 0)
	v := NewVerifier(func() time.Time { return now })
	sig := Sign(app, "u", now, time.Minute)
	if err := v.Verify(app, "u", sig); err != nil {
		t.Fatal(err)
	}
	now = now.Add(time.Minute + time.Second)
	if err := v.Verify(app, "u", sig); !errors.Is(err, ErrExpired) {
		t.Errorf("got %v, want %v", err, ErrExpired)
	}
}

func TestVerifyUntilTellsTheLastSecond(t *testing.T) {
	app := &tenant.App{ID: 1, Secrets: []tenant.Secret{"s"}}
	sig := Sign(app, "u", time.Unix(day, 0), time.Minute)
	now := time.Unix(day, 0)
	v := NewVerifier(func() time.Time { return now })
	for _, round := range []string{"fresh", "seen"} {
		if until, err := v.VerifyUntil(app, "u", sig); until != day+60 || err != nil {
			t.Errorf("%s: %d, %v; want %d", round, until, err, day+60)
		}
	}
	now = now.Add(time.Hour)
	if until, err := v.VerifyUntil(app, "u", sig); until != 0 || !errors.Is(err, ErrExpired) {
		t.Errorf("later: %d, %v; want 0 and %v", until, err, ErrExpired)
	}
}

// An error text never repeats what was sent: it may end up in a log.
func TestErrorsKeepSecrets(t *testing.T) {
	f := loadVectors(t)
	for _, vec := range f.Vectors {
		if err := NewVerifier(at(2e9)).Verify(f.app(), "nobody", vec.Usersig); err == nil ||
			strings.Contains(err.Error(), vec.Usersig[:10]) || strings.Contains(err.Error(), "nobody") {
			t.Errorf("%s: %v", vec.Name, err)
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	app := &tenant.App{ID: 1, Secrets: []tenant.Secret{"s"}}
	v := NewVerifier(at(day))
	v.seen = newCache(8) // turns over all the time
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for i := range 200 {
				user := call.UserID(fmt.Sprintf("u%d-%d", w, i%20))
				sig := Sign(app, user, time.Unix(day, 0), time.Hour)
				if err := v.Verify(app, user, sig); err != nil {
					t.Errorf("%s: %v", user, err)
				}
				if err := v.Verify(app, user, sig[:len(sig)-8]); !errors.Is(err, ErrMalformed) {
					t.Errorf("%s cut: %v", user, err)
				}
			}
		})
	}
	wg.Wait()
}
