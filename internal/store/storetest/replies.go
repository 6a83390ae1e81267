package storetest

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringline/internal/call"
	"ringline/internal/reply"
)

// Replies holds a store against the contract of [reply.Store]. open returns an empty one and cleans up after it.
func Replies(t *testing.T, open func(t *testing.T) reply.Store) {
	sealed := func(n byte, seconds int) reply.Reply {
		return reply.Reply{ID: [32]byte{n}, Print: [32]byte{n, 1}, Sealed: []byte{0, n, 255}, At: at(seconds)}
	}
	look := func(t *testing.T, s reply.Store, n byte) *reply.Reply {
		t.Helper()
		r, err := s.Reply(t.Context(), [32]byte{n})
		if errors.Is(err, call.ErrNotFound) {
			return nil
		}
		if err != nil {
			t.Fatal(err)
		}
		return &r
	}
	save := func(t *testing.T, s reply.Store, all ...reply.Reply) {
		t.Helper()
		for _, r := range all {
			if err := s.SaveReply(t.Context(), r); err != nil {
				t.Fatal(err)
			}
		}
	}

	t.Run("a reply comes back as it went in, the latest", func(t *testing.T) {
		s := open(t)
		if r := look(t, s, 1); r != nil {
			t.Errorf("found %v in an empty store", r)
		}
		save(t, s, sealed(1, 0), sealed(2, 0))
		latest := sealed(1, 5)
		latest.Sealed = []byte("another")
		save(t, s, latest)
		if diff := cmp.Diff(&latest, look(t, s, 1)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("old replies are forgotten, so many at a time", func(t *testing.T) {
		s := open(t)
		save(t, s, sealed(1, 0), sealed(2, 1), sealed(3, 2), sealed(4, 3))
		for _, want := range []int{2, 1, 0} { // of the three before second 3
			if n, err := s.PurgeReplies(t.Context(), at(2).Add(time.Millisecond), 2); err != nil || n != want {
				t.Errorf("forgot %d, %v, want %d", n, err, want)
			}
		}
		if look(t, s, 3) != nil || look(t, s, 4) == nil {
			t.Error("the wrong ones are gone")
		}
	})
}
