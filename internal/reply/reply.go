// Package reply is about answers that are given again: a request that is repeated with its idempotency key gets the answer
// that the first one got, also when the server was started anew in between.
//
// An answer may hold a secret that is shown once, and may not lie open on the disk. So it is sealed with a key made of the
// idempotency key, which only whoever asked knows: neither the store nor its backups can open it.
//
// What it does not do: it does not make two things of one commit. A server that dies between what a request does and the
// keeping of its answer has done it without knowing; commands of calls carry the key themselves for that.
package reply

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// KeptFor is how long an answer is given again.
const KeptFor = 24 * time.Hour

// Reply is a kept answer. Without the idempotency key it says nothing but when it was.
type Reply struct {
	ID     [32]byte // of who asked and their key
	Print  [32]byte // of the request
	Sealed []byte
	At     time.Time // to the millisecond
}

// Store keeps replies. All methods are safe for concurrent use.
type Store interface {
	// Reply returns one, or call.ErrNotFound.
	Reply(ctx context.Context, id [32]byte) (Reply, error)

	// SaveReply keeps one, in the place of one with its id.
	SaveReply(ctx context.Context, r Reply) error

	// PurgeReplies forgets up to limit replies from before a moment, and says how many.
	PurgeReplies(ctx context.Context, before time.Time, limit int) (int, error)
}

// Answer is what is given again.
type Answer struct {
	Status int    `json:"status"`
	Type   string `json:"type"` // of the body
	Body   []byte `json:"body"`
}

// Key is an idempotency key in the hands of who uses it.
type Key struct {
	id    [32]byte
	print []byte // key of request prints
	seal  cipher.AEAD
}

// NewKey takes a key that somebody chose. Keys of two askers never meet.
func NewKey(asker, key string) (*Key, error) {
	k := &Key{id: sha256.Sum256([]byte("ringline reply\n" + asker + "\n" + key))}
	derived, err := hkdf.Key(sha256.New, []byte(key), []byte(asker), "ringline reply", 64)
	if err != nil {
		return nil, fmt.Errorf("derive the key of a reply: %w", err)
	}
	block, err := aes.NewCipher(derived[:32])
	if err != nil {
		return nil, fmt.Errorf("derive the key of a reply: %w", err)
	}
	k.print = derived[32:]
	k.seal, err = cipher.NewGCM(block)
	return k, err
}

// ID finds the key's reply in a store.
func (k *Key) ID() [32]byte { return k.id }

// Print tells requests apart without showing what is in them.
func (k *Key) Print(parts ...[]byte) [32]byte {
	h := hmac.New(sha256.New, k.print)
	for _, part := range parts {
		fmt.Fprintf(h, "%d:", len(part))
		h.Write(part)
	}
	return [32]byte(h.Sum(nil))
}

// Seal makes a reply of an answer.
func (k *Key) Seal(print [32]byte, a Answer, now time.Time) (Reply, error) {
	plain, err := json.Marshal(a)
	if err != nil {
		return Reply{}, fmt.Errorf("encode a reply: %w", err)
	}
	nonce := make([]byte, k.seal.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return Reply{}, fmt.Errorf("seal a reply: %w", err)
	}
	return Reply{
		ID: k.id, Print: print, At: now.UTC().Truncate(time.Millisecond),
		Sealed: k.seal.Seal(nonce, nonce, plain, print[:]),
	}, nil
}

// Open returns the answer in a reply.
func (k *Key) Open(r Reply) (Answer, error) {
	size := k.seal.NonceSize()
	if len(r.Sealed) < size {
		return Answer{}, errors.New("open a reply: it was cut")
	}
	plain, err := k.seal.Open(nil, r.Sealed[:size], r.Sealed[size:], r.Print[:])
	if err != nil {
		return Answer{}, fmt.Errorf("open a reply: %w", err)
	}
	var a Answer
	if err := json.Unmarshal(plain, &a); err != nil {
		return Answer{}, fmt.Errorf("open a reply: %w", err)
	}
	return a, nil
}
