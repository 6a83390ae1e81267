package control

import (
	"sync"

	"ringline/internal/call"
)

// mostRecent bounds the calls that are remembered. One takes about two kilobytes.
const mostRecent = 8192

// recent remembers live calls as this process committed them last, so that the next command need not load what it most likely is. It is a
// guess: another node may have changed the call. So nothing but a change that the store then takes for a change of this very version may
// come of it; a refusal, or that there is nothing to do, is only said of what was loaded. A nil recent remembers nothing.
type recent struct {
	mu    sync.Mutex
	calls map[call.Ref]call.Call
}

func (r *recent) get(ref call.Ref) (call.Call, bool) {
	if r == nil {
		return call.Call{}, false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	c, ok := r.calls[ref]
	return c, ok
}

// set remembers a call if it lives. When there are too many some other is forgotten.
func (r *recent) set(c *call.Call) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if !c.Live() {
		delete(r.calls, c.Ref())
		return
	}
	if _, known := r.calls[c.Ref()]; !known && len(r.calls) >= mostRecent {
		for other := range r.calls {
			delete(r.calls, other)
			break
		}
	}
	r.calls[c.Ref()] = *c
}

func (r *recent) forget(ref call.Ref) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.calls, ref)
}

// passed forgets a call that has a later version by now.
func (r *recent) passed(ref call.Ref, version int64) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if c, known := r.calls[ref]; known && c.Version < version {
		delete(r.calls, ref)
	}
}
