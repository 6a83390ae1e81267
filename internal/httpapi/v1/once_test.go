package v1

import (
	"context"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"ringline/client"
	"ringline/internal/admin"
	"ringline/internal/call"
	"ringline/internal/reply"
)

const start = `{"caller":"alice","callees":["bob"],"media":"audio"}`

// P12: the same key with the same request is done once and answered the same, also after a restart, for a day.
func TestIdempotency(t *testing.T) {
	w := newWorld(t)
	key := header{keyHeader, "order-17"}
	first := w.ask(post, shopCalls, start, key)
	c := as[client.Call](first, 201)
	w.wait(10 * time.Second)
	if first.Header().Get(replayedHeader) != "" {
		t.Error("the first answer says that it is another's")
	}
	for _, body := range []string{start, `{ "media":"audio", "callees":["bob"],  "caller":"alice" }`} {
		again := w.ask(post, shopCalls, body, key)
		if got := as[client.Call](again, 201); got.ID != c.ID || got.RingMS != c.RingMS || again.Header().Get(replayedHeader) != "true" {
			t.Errorf("again: %+v", got)
		}
		w.start() // a new process on the same store
	}
	w.ask(post, shopCalls, strings.Replace(start, "audio", "video", 1), key).refused(422, client.CodeKeyReused)
	w.ask(post, shopCalls+"/"+c.ID+"/end", "", key).refused(422, client.CodeKeyReused)
	if live, err := w.control.Live(t.Context(), shop); err != nil || len(live) != 1 {
		t.Errorf("%d calls, %v", len(live), err)
	}
	// A refusal is an answer, too.
	busy := header{keyHeader, "order-18"}
	w.ask(post, shopCalls, start, busy).refused(409, client.CodeBusy)
	as[client.Call](w.ask(post, shopCalls+"/"+c.ID+"/end", "", nil), 200)
	w.ask(post, shopCalls, start, busy).refused(409, client.CodeBusy)
	w.wait(reply.KeptFor)
	if again := as[client.Call](w.ask(post, shopCalls, start, busy), 201); again.ID == c.ID {
		t.Error("a day later the old answer comes again")
	}
}

// A key belongs to who uses it.
func TestKeysOfTwoTokensNeverMeet(t *testing.T) {
	w := newWorld(t)
	ids := map[string]bool{}
	for range 2 {
		secret := w.token(0, admin.Everything)
		got := w.askAt(w.Public(), post, "/apps", `{"name":"x"}`, header{keyHeader, "k", "Authorization", "Bearer " + secret})
		ids[as[client.CreatedApp](got, 201).App.ID] = true
	}
	ids[as[client.CreatedApp](w.ask(post, "/apps", `{"name":"x"}`, header{keyHeader, "k"}), 201).App.ID] = true
	if len(ids) != 3 {
		t.Errorf("three askers got %d apps", len(ids))
	}
}

// What the operator is answered lies in the store and its backups sealed with more than a key that can be guessed.
func TestAnOperatorsReplyTakesMoreThanTheKey(t *testing.T) {
	w := newWorld(t)
	as[client.CreatedApp](w.ask(post, "/apps", `{"name":"x"}`, header{keyHeader, "1"}), 201)
	w.Cursors = []byte("of another machine")
	if again := w.ask(post, "/apps", `{"name":"x"}`, header{keyHeader, "1"}); again.Header().Get(replayedHeader) != "" {
		t.Error("the store and the key alone open the reply")
	}
}

// What is not a refusal of the request may go better the next time, so it is not kept.
func TestFailuresAreNotKept(t *testing.T) {
	w := newWorld(t)
	key := header{keyHeader, "k"}
	w.ask(post, shopCalls, `{"caller":"alice"}`, key).refused(400, client.CodeInvalid)
	real := w.Calls
	w.Calls = broken{real}
	w.ask(post, shopCalls, start, key).refused(503, client.CodeUnavailable)
	w.Calls = real
	as[client.Call](w.ask(post, shopCalls, start, key), 201)
}

type broken struct{ Calls }

func (broken) Start(context.Context, call.Start, call.Request) (call.Call, error) {
	return call.Call{}, call.ErrUnavailable
}

// A server that is killed between the commit and the keeping of the answer has still done it only once.
func TestLostAnswerIsTheSameCall(t *testing.T) {
	w := newWorld(t)
	key := header{keyHeader, "order-17"}
	kept := w.Replies
	w.Replies = forgetful{kept}
	c := as[client.Call](w.ask(post, shopCalls, start, key), 201)
	w.Replies = kept
	w.log.Reset()
	w.start()
	if again := as[client.Call](w.ask(post, shopCalls, start, key), 201); again.ID != c.ID {
		t.Errorf("another call: %s, not %s", again.ID, c.ID)
	}
	w.Replies = forgetful{kept}
	as[client.Call](w.ask(post, shopCalls+"/"+c.ID+"/end", "", key), 200)
	if again := as[client.Call](w.ask(post, shopCalls+"/"+c.ID+"/end", "", key), 200); again.ID != c.ID {
		t.Errorf("ended %+v", again)
	}
}

type forgetful struct{ reply.Store }

func (forgetful) SaveReply(context.Context, reply.Reply) error { return call.ErrUnavailable }

func (forgetful) Reply(context.Context, [32]byte) (reply.Reply, error) {
	return reply.Reply{}, call.ErrNotFound
}

// Who goes away before the answer, most likely with a broken connection, has it given when they come back with their key: what
// was asked is done once (P12).
func TestWhoAskedGoesAway(t *testing.T) {
	w := newWorld(t)
	ctx, leave := context.WithCancel(t.Context())
	w.Replies = leaving{w.Replies, leave}
	r := httptest.NewRequestWithContext(ctx, post, root+"/apps/1400000001/signatures", strings.NewReader(`{"user":"ann"}`))
	r.Header.Set(keyHeader, "k")
	first := httptest.NewRecorder()
	w.Local().ServeHTTP(first, r)
	again := w.ask(post, "/apps/1400000001/signatures", `{"user":"ann"}`, header{keyHeader, "k"})
	if got := as[client.Signature](again, 201); again.Header().Get(replayedHeader) == "" || !strings.Contains(first.Body.String(), got.UserSig) {
		t.Errorf("first %q, then %+v", first.Body, got)
	}
}

// leaving breaks the connection once it was seen that the key is new, and heeds what a broken one means to a store on the disk.
type leaving struct {
	reply.Store
	leave context.CancelFunc
}

func (l leaving) Reply(ctx context.Context, id [32]byte) (reply.Reply, error) {
	defer l.leave()
	return l.Store.Reply(ctx, id)
}

func (l leaving) SaveReply(ctx context.Context, r reply.Reply) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return l.Store.SaveReply(ctx, r)
}

// While the first request is under way, the same key is told so and nothing happens twice.
func TestRequestUnderWay(t *testing.T) {
	w := newWorld(t)
	entered, leave := make(chan struct{}), make(chan struct{})
	real := w.Calls
	w.Calls = slow{real, entered, leave}
	var first *result
	var asking sync.WaitGroup
	asking.Go(func() { first = w.ask(post, shopCalls, start, header{keyHeader, "k"}) })
	<-entered
	got := w.ask(post, shopCalls, start, header{keyHeader, "k"})
	got.refused(409, client.CodeInProgress)
	if got.Header().Get("Retry-After") != "1" {
		t.Error("it does not say when to come back")
	}
	close(leave)
	asking.Wait()
	c := as[client.Call](first, 201)
	if again := as[client.Call](w.ask(post, shopCalls, start, header{keyHeader, "k"}), 201); again.ID != c.ID {
		t.Errorf("another call: %s, not %s", again.ID, c.ID)
	}
}

type slow struct {
	Calls
	entered, leave chan struct{}
}

func (s slow) Start(ctx context.Context, m call.Start, r call.Request) (call.Call, error) {
	close(s.entered)
	<-s.leave
	return s.Calls.Start(ctx, m, r)
}

func TestBadKeys(t *testing.T) {
	w := newWorld(t)
	for _, key := range []string{"a b", strings.Repeat("k", 256), "ü"} {
		p := w.ask(post, shopCalls, start, header{keyHeader, key}).refused(400, client.CodeInvalid)
		if p.Errors[0].In != "header" || p.Errors[0].Field != keyHeader {
			t.Errorf("%q: %+v", key, p.Errors)
		}
	}
}
