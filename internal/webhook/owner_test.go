package webhook_test

import (
	"io"
	"net/http"
	"sync"
	"testing"
	"time"

	"ringline/internal/call"
	"ringline/internal/webhook/hooktest"
)

// P6: what is committed while the duty is being given back is not begun on the strength of it. Another node would take it up meanwhile.
func TestCommitWhileGivingBack(t *testing.T) {
	for at, name := range []string{"on the node that gives", "on the other one"} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.several(2)
				gives, other := w.nodes[0], w.nodes[1]
				begun, through := make(chan struct{}), make(chan struct{})
				gives.giving = sync.OnceFunc(func() { close(begun); <-through })
				other.dead.Store(true)
				w.pass(time.Second)
				w.call(app)
				<-begun // when it has had nothing to do for a while
				r := w.nets["8.8.0.1:80"]
				r.set(behaviour{answer: func(rw http.ResponseWriter, _ *http.Request, _ string) bool {
					time.Sleep(1500 * time.Millisecond)
					_, _ = io.WriteString(rw, hooktest.Taken)
					return true
				}})
				for i, n := range w.nodes {
					n.dead.Store(i != at)
				}
				w.call(app)
				w.pass(100 * time.Millisecond)
				close(through)
				w.pass(time.Minute)
				if n := w.pending(); n > 0 {
					t.Errorf("%d are pending", n)
				}
				w.once(r)
				w.check()
			})
		})
	}
}

// P6: who lost the duty while the database was away and gets it again does not send anew what was taken and could not be written down yet.
func TestTakenWhileTheDatabaseWasAway(t *testing.T) {
	inWorld(t, func(w *world) {
		w.several(1)
		n := w.nodes[0]
		w.pass(time.Second)
		w.call(app)
		w.pass(time.Second)
		w.store.set(false, true)
		ref := w.start(app)
		w.pass(100 * time.Millisecond)
		n.store.off.Store(true)
		w.pass(10 * time.Second)
		n.store.off.Store(false)
		w.do(ref, call.EndCall{By: admin})
		w.pass(3 * time.Second)
		w.store.set(false, false)
		w.pass(time.Minute)
		if n := w.pending(); n > 0 {
			t.Errorf("%d are pending", n)
		}
		w.once(w.nets["8.8.0.1:80"])
		w.check()
	})
}

// once fails if a receiver was asked twice with the same message.
func (w *world) once(r *receiver) {
	w.Helper()
	seen := map[string]bool{}
	for _, q := range r.requests() {
		if seen[q.body] {
			w.Errorf("sent twice: %s", q.body)
		}
		seen[q.body] = true
	}
}
