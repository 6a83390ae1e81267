package v1

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"

	"ringline/client"
	"ringline/internal/call"
	"ringline/internal/reply"
)

const (
	keyHeader      = "Idempotency-Key"
	replayedHeader = "Idempotency-Replayed"
)

// underway knows the idempotency keys whose first request is not answered yet. The zero one is ready.
type underway struct {
	mu   sync.Mutex
	keys map[[32]byte]struct{}
}

// enter is false if the key is under way.
func (u *underway) enter(id [32]byte) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	if _, there := u.keys[id]; there {
		return false
	}
	if u.keys == nil {
		u.keys = map[[32]byte]struct{}{}
	}
	u.keys[id] = struct{}{}
	return true
}

func (u *underway) leave(id [32]byte) {
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.keys, id)
}

// once does what is asked, or gives the answer again that the same request with the same idempotency key got.
func (s *Server) once(r *request) (answer, error) {
	text := r.Header.Get(keyHeader)
	if r.Method != http.MethodPost || text == "" {
		return s.work(r)
	}
	if faults := s.schemas.Check(text, s.schemas.Text("key", "")); len(faults) > 0 {
		return answer{}, invalid("header", keyHeader, faults[0].Text)
	}
	// The operator has no secret of their own, and nobody need guess a key as easy as theirs may be from a backup.
	key, err := reply.NewKey(r.who.name+" "+cmp.Or(r.who.secret, string(s.Cursors)), text)
	if err != nil {
		return answer{}, err
	}
	if !s.underway.enter(key.ID()) {
		return answer{}, &refusal{
			code: client.CodeInProgress, wait: 1e9,
			detail: "the first request with this idempotency key is not answered yet; ask again in a moment",
		}
	}
	defer s.underway.leave(key.ID())

	print, err := printOf(key, r)
	if err != nil {
		return answer{}, err
	}
	kept, err := s.Replies.Reply(r.Context(), key.ID())
	switch {
	case err == nil && s.Now().Sub(kept.At) < reply.KeptFor:
		return s.again(r, key, kept, print)
	case err != nil && !errors.Is(err, call.ErrNotFound):
		return answer{}, fmt.Errorf("look for the answer of before: %w", err)
	}
	r.key = text
	a, err := s.work(r)
	if err != nil {
		return a, err
	}
	return a, s.keep(r, key, print, a)
}

// again answers as before, if the request is the same.
func (s *Server) again(r *request, key *reply.Key, kept reply.Reply, print [32]byte) (answer, error) {
	if kept.Print != print {
		return answer{}, &refusal{
			code:   client.CodeKeyReused,
			detail: "this idempotency key was used for another request; a new request needs a new key",
		}
	}
	before, err := key.Open(kept)
	if err != nil {
		return answer{}, err
	}
	s.metrics.replayed.Inc()
	r.out.Header().Set(replayedHeader, "true")
	return answer{status: before.Status, kind: before.Type, body: before.Body}, nil
}

// keep has the answer given again from now on. If it cannot be kept, it is given all the same: what was asked is done.
func (s *Server) keep(r *request, key *reply.Key, print [32]byte, a answer) error {
	sealed, err := key.Seal(print, reply.Answer{Status: a.status, Type: a.kind, Body: a.body}, s.Now())
	if err != nil {
		return err
	}
	ctx, cancel := r.keeping()
	defer cancel()
	if err := s.Replies.SaveReply(ctx, sealed); err != nil {
		s.logFailure(r.Request, r, slog.Any("error", fmt.Errorf("keep the answer for its idempotency key: %w", err)))
	}
	return nil
}

// printOf tells requests apart: by what they ask for, not by how it is written down.
func printOf(key *reply.Key, r *request) ([32]byte, error) {
	body, err := json.Marshal(r.body)
	if err != nil {
		return [32]byte{}, err
	}
	return key.Print([]byte(r.Method), []byte(r.URL.Path), body), nil
}

// command makes a call's command safe to repeat by the same key, so that a server that was killed between its commit and
// the keeping of the answer does not do it twice. No user has a name like the token's.
func (r *request) command() call.Request {
	if r.key == "" {
		return call.Request{}
	}
	sum := sha256.Sum256(bytes.Join([][]byte{[]byte(r.op.id), []byte(r.URL.Path), []byte(r.key)}, []byte("\n")))
	return call.Request{User: call.UserID(r.who.name), ID: base64.RawURLEncoding.EncodeToString(sum[:])}
}
