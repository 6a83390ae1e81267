package seal

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"

	"ringline/internal/tenant"
)

const (
	first  tenant.Secret = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
	second tenant.Secret = "ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
	secret tenant.Secret = "swordfish"
)

func ring(t testing.TB, keys ...tenant.Secret) *Ring {
	t.Helper()
	r, err := NewRing(keys...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestSealAndOpen(t *testing.T) {
	r := ring(t, first)
	for _, text := range []tenant.Secret{secret, "", tenant.Secret(strings.Repeat("x", 10_000)), "\x00ü\n"} {
		a, b := r.Seal(7, "webhook", text), r.Seal(7, "webhook", text)
		if a == b {
			t.Error("the same secret is sealed the same twice")
		}
		for _, sealed := range []Sealed{a, b} {
			if got, err := r.Open(7, "webhook", sealed); err != nil || got != text {
				t.Errorf("opened %q, %v", string(got), err)
			}
			if len(text) > 1 && strings.Contains(string(sealed), string(text)) {
				t.Error("the sealed text shows the secret")
			}
		}
	}
}

// TestDerive: servers with the same keys have the same secrets, and each purpose has its own.
func TestDerive(t *testing.T) {
	one, two := ring(t, first, second), ring(t, second, first)
	media := one.Derive("media")
	if got := two.Derive("media"); len(media) != 2 || got[0] != media[1] || got[1] != media[0] {
		t.Error("the same keys in another order give other secrets")
	}
	if len(media[0]) != 64 || strings.Contains(string(media[0]), string(first[:16])) || media[0] == media[1] {
		t.Errorf("%q is no secret", string(media[0]))
	}
	if one.Derive("inner door")[0] == media[0] {
		t.Error("two purposes have one secret")
	}
	if media[0] != "3a38e3f1220cf0f5fcb1531d16606fd11d27ea485635fc492fe4dca6a40c5503" {
		t.Error("another secret than before: this version cannot work beside the others (P18)")
	}
}

// P16: what is sealed for one app opens for no other, nor for another purpose.
func TestItOpensOnlyWhereItBelongs(t *testing.T) {
	r := ring(t, first)
	sealed := r.Seal(7, "secret:1", secret)
	for _, at := range []struct {
		app     int64
		purpose string
	}{{8, "secret:1"}, {7, "secret:2"}, {7, ""}, {0, "7:secret:1"}, {-7, "secret:1"}} {
		if got, err := r.Open(at.app, at.purpose, sealed); !errors.Is(err, ErrAltered) || got != "" {
			t.Errorf("app %d, %q: %q, %v", at.app, at.purpose, string(got), err)
		}
	}
}

// Whatever byte is changed, cut or added: it does not open.
func TestTampering(t *testing.T) {
	r := ring(t, first)
	sealed := string(r.Seal(7, "p", secret))
	refused := func(text string) {
		t.Helper()
		got, err := r.Open(7, "p", Sealed(text))
		if err == nil || got != "" {
			t.Errorf("%q opened as %q", text, string(got))
		}
		if err != nil && !errors.Is(err, ErrAltered) && !errors.Is(err, ErrWrongKey) {
			t.Errorf("%q: %v", text, err)
		}
	}
	for i := range sealed {
		for _, c := range []byte{'A', 'z', '0', '.', '-', 0, '\n'} {
			if sealed[i] != c {
				refused(sealed[:i] + string(c) + sealed[i+1:])
			}
		}
		refused(sealed[:i])
		refused(sealed[:i] + sealed[i+1:])
	}
	for _, text := range []string{"", ".", "..", "1..", sealed + "A", sealed + ".", "." + sealed, "2" + sealed[1:], sealed + "\n"} {
		refused(text)
	}
}

// Every bit of nonce, ciphertext and tag counts.
func TestEveryBitCounts(t *testing.T) {
	r := ring(t, first)
	head, body, _ := cutLast(string(r.Seal(7, "p", secret)))
	raw, err := encoding.DecodeString(body)
	if err != nil {
		t.Fatal(err)
	}
	for bit := range 8 * len(raw) {
		raw[bit/8] ^= 1 << (bit % 8)
		if _, err := r.Open(7, "p", Sealed(head+"."+encoding.EncodeToString(raw))); !errors.Is(err, ErrAltered) {
			t.Fatalf("bit %d: %v", bit, err)
		}
		raw[bit/8] ^= 1 << (bit % 8)
	}
}

func cutLast(s string) (head, tail string, ok bool) {
	i := strings.LastIndex(s, ".")
	return s[:i], s[i+1:], i >= 0
}

func TestSeveralKeys(t *testing.T) {
	old := ring(t, first).Seal(7, "p", secret)
	both := ring(t, second, first)
	if got, err := both.Open(7, "p", old); err != nil || got != secret {
		t.Errorf("the older key: %q, %v", string(got), err)
	}
	if both.Current(old) {
		t.Error("what the older key sealed counts as current")
	}
	anew := both.Seal(7, "p", secret)
	if !both.Current(anew) {
		t.Error("what the first key sealed does not count as current")
	}
	if _, err := ring(t, first).Open(7, "p", anew); !errors.Is(err, ErrWrongKey) {
		t.Errorf("without its key: %v", err)
	}
}

// A wrong key is told from damage, and by its name, not by itself.
func TestWrongKeyIsSaid(t *testing.T) {
	_, err := ring(t, second).Open(7, "p", ring(t, first).Seal(7, "p", secret))
	if !errors.Is(err, ErrWrongKey) || errors.Is(err, ErrAltered) {
		t.Fatal(err)
	}
	for _, name := range []string{ring(t, first).keys[0].name, ring(t, second).keys[0].name} {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%v does not name %s", err, name)
		}
	}
	if strings.Contains(err.Error(), string(first)[:8]) {
		t.Errorf("%v shows a key", err)
	}
}

func TestKeysAreWrittenInSeveralWays(t *testing.T) {
	raw, err := hex.DecodeString(string(first))
	if err != nil {
		t.Fatal(err)
	}
	want := ring(t, first).keys[0].name
	for _, text := range []string{
		string(first), strings.ToUpper(string(first)), base64.StdEncoding.EncodeToString(raw), base64.RawStdEncoding.EncodeToString(raw),
	} {
		if got := ring(t, tenant.Secret(text)).keys[0].name; got != want {
			t.Errorf("%q is another key", text)
		}
	}
	if r := ring(t, first, tenant.Secret(strings.ToUpper(string(first)))); len(r.keys) != 1 {
		t.Error("a key that is given twice counts twice")
	}
	for _, bad := range []tenant.Secret{"", "swordfish", first[:62], first + "00", "  "} {
		_, err := NewRing(first, bad)
		if err == nil || !strings.Contains(err.Error(), "openssl") || bad != "" && strings.Contains(err.Error(), string(bad)) {
			t.Errorf("%q: %v", string(bad), err)
		}
	}
	if _, err := NewRing(); err == nil {
		t.Error("a ring without a key")
	}
}

// Nothing opens that was not sealed, whatever it looks like.
func FuzzOpen(f *testing.F) {
	r := ring(f, first)
	good := r.Seal(7, "p", secret)
	f.Add(string(good))
	f.Add("1." + r.keys[0].name + ".")
	f.Add(fmt.Sprintf("1.%s.%s", r.keys[0].name, strings.Repeat("A", 80)))
	f.Fuzz(func(t *testing.T, text string) {
		// Each process that fuzzes has sealed the seed anew.
		if got, err := r.Open(7, "p", Sealed(text)); err == nil && got != secret {
			t.Errorf("%q opened as %q", text, string(got))
		}
	})
}
