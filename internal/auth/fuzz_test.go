package auth

import (
	"testing"
	"time"

	"ringline/internal/call"
	"ringline/internal/tenant"
)

// Whatever arrives, the decoder answers, within its bounds, and the same again when reused.
func FuzzDecode(f *testing.F) {
	for _, v := range loadVectors(f).Vectors {
		f.Add(v.Usersig)
	}
	f.Add("")
	f.Add(seal(`{"TLS.ver":"2.0","TLS.sig":"x","TLS.expire":9223372036854775807,"TLS.time":1}`))
	used := new(decoder)
	f.Fuzz(func(t *testing.T, sig string) {
		fresh := new(decoder)
		e, ok := fresh.decode(sig)
		again, okAgain := used.decode(sig)
		if ok != okAgain || e.Sum != again.Sum || e.User != again.User || e.until() != again.until() {
			t.Errorf("fresh %+v %v, reused %+v %v", e, ok, again, okAgain)
		}
		if fresh.text.Len() > maxInflated+1 {
			t.Errorf("inflated to %d bytes", fresh.text.Len())
		}
		if ok && e.Expire >= 0 && e.until() < e.Issued {
			t.Errorf("until %d before issue %d: overflow", e.until(), e.Issued)
		}
	})
}

// Every user name signs and verifies, and only as itself.
func FuzzSignVerify(f *testing.F) {
	f.Add("administrator", int64(1257894000), int64(86400))
	f.Add("用户-1", int64(0), int64(0))
	f.Add("a\nTLS.sdkappid:2", int64(-5), int64(1))
	app := &tenant.App{ID: 1400000001, Secrets: []tenant.Secret{"secret"}}
	f.Fuzz(func(t *testing.T, user string, issued, ttl int64) {
		user = string([]rune(user)) // JSON holds only valid UTF-8
		issued, ttl = issued%(1<<40), ttl%(1<<30)
		if ttl < 0 {
			ttl = -ttl
		}
		v := NewVerifier(at(issued + ttl))
		sig := Sign(app, call.UserID(user), time.Unix(issued, 0), time.Duration(ttl)*time.Second)
		if err := v.Verify(app, call.UserID(user), sig); err != nil {
			t.Errorf("%q: %v", user, err)
		}
		if err := v.Verify(app, call.UserID(user+"x"), sig); err != ErrUserMismatch {
			t.Errorf("%q as another: %v", user, err)
		}
	})
}
