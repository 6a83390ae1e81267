// Package seal makes small secrets unreadable where they are kept: AES-256-GCM under a key that is kept elsewhere.
//
// What is sealed says in clear which key it needs, so that a wrong key is told from damage, and it opens only for the app
// and the purpose it was sealed for: a row copied to another app's place is refused. There may be several keys: the first
// seals, all open, so a key is replaced by putting a new one in front.
//
// It hides secrets from whoever reads the database or a backup of it. It does not hide them from whoever reads the key as
// well, or the memory of the process, and it does not hide how long a secret is.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"ringline/internal/tenant"
)

// Ring is the keys of a server. It is safe for concurrent use.
type Ring struct {
	keys []key // at least one
}

type key struct {
	name string // names the key without giving it away
	raw  []byte
	aead cipher.AEAD
}

// NewRing makes a ring of keys written as 32 bytes in hexadecimal or base64. The first seals.
func NewRing(texts ...tenant.Secret) (*Ring, error) {
	r := &Ring{}
	for i, text := range texts {
		k, err := parseKey(text)
		if err != nil {
			return nil, fmt.Errorf("key %d %w", i+1, err)
		}
		if r.find(k.name) == nil {
			r.keys = append(r.keys, k)
		}
	}
	if len(r.keys) == 0 {
		return nil, errors.New("there is no key")
	}
	return r, nil
}

const keyBytes = 32

func parseKey(text tenant.Secret) (key, error) {
	raw, err := hex.DecodeString(string(text))
	if err != nil || len(raw) != keyBytes {
		raw, err = base64.RawStdEncoding.DecodeString(strings.TrimRight(string(text), "="))
	}
	if err != nil || len(raw) != keyBytes {
		return key{}, errors.New("must be 32 bytes in hexadecimal or base64 (a good one: openssl rand -hex 32)")
	}
	block, err := aes.NewCipher(raw)
	if err != nil {
		return key{}, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return key{}, err
	}
	mac := hmac.New(sha256.New, raw)
	mac.Write([]byte("ringline: name of this key"))
	return key{name: hex.EncodeToString(mac.Sum(nil)[:8]), raw: raw, aead: aead}, nil
}

func (r *Ring) find(name string) *key {
	for i := range r.keys {
		if r.keys[i].name == name {
			return &r.keys[i]
		}
	}
	return nil
}

// Derive makes a secret for a purpose out of each key, so that servers that are given the same keys share it and nobody has to
// hand it out. The first is to be used; the others are what servers use that do not have the newest key yet, or no longer have
// the oldest: they are to be accepted. From one of them neither the key nor another purpose's secret can be found.
func (r *Ring) Derive(purpose string) []tenant.Secret {
	all := make([]tenant.Secret, len(r.keys))
	for i := range r.keys {
		made, err := hkdf.Key(sha256.New, r.keys[i].raw, nil, "ringline: "+purpose, keyBytes)
		if err != nil {
			panic("seal: " + err.Error()) // only of lengths that are not asked for here
		}
		all[i] = tenant.Secret(hex.EncodeToString(made))
	}
	return all
}

// Sealed is a secret as it is kept: version, fingerprint of the key and ciphertext, separated by dots.
type Sealed string

const version = "1"

var encoding = base64.RawURLEncoding

// Seal makes a secret of an app unreadable. The same secret looks different each time.
func (r *Ring) Seal(app int64, purpose string, secret tenant.Secret) Sealed {
	k := &r.keys[0]
	text := k.aead.Seal(nil, nil, []byte(secret), bound(app, purpose))
	return Sealed(version + "." + k.name + "." + encoding.EncodeToString(text))
}

// Why something does not open; compare with [errors.Is].
var (
	ErrWrongKey = errors.New("it was sealed with a key that this server was not given")
	ErrAltered  = errors.New("it was altered, or belongs to another app or purpose")
)

// Open gives back what was sealed for the same app and purpose.
func (r *Ring) Open(app int64, purpose string, sealed Sealed) (tenant.Secret, error) {
	parts := strings.Split(string(sealed), ".")
	if len(parts) != 3 || parts[0] != version {
		return "", ErrAltered
	}
	k := r.find(parts[1])
	if k == nil {
		return "", fmt.Errorf("%w: %.16q is not one of %s", ErrWrongKey, parts[1], r.names())
	}
	text, err := encoding.Strict().DecodeString(parts[2])
	if err != nil || strings.ContainsAny(parts[2], "\r\n") { // which the decoder passes over
		return "", ErrAltered
	}
	secret, err := k.aead.Open(nil, nil, text, bound(app, purpose))
	if err != nil {
		return "", ErrAltered
	}
	return tenant.Secret(secret), nil
}

// Current reports whether the first key sealed it.
func (r *Ring) Current(sealed Sealed) bool {
	return strings.HasPrefix(string(sealed), version+"."+r.keys[0].name+".")
}

func (r *Ring) names() string {
	all := make([]string, len(r.keys))
	for i, k := range r.keys {
		all[i] = k.name
	}
	return strings.Join(all, ", ")
}

// bound is what the ciphertext is tied to. A number has no colon, so no two pairs look alike.
func bound(app int64, purpose string) []byte {
	return []byte("ringline:" + strconv.FormatInt(app, 10) + ":" + purpose)
}
