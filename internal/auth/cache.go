package auth

import (
	"strings"
	"sync"

	"ringline/internal/call"
	"ringline/internal/tenant"
)

// Bounds of what is remembered: about 20 MB when full of usual signatures.
const (
	cacheSize  = 32 << 10 // signatures
	cacheWidth = 1 << 10  // characters; a longer signature is verified each time
)

// proof is what a verified signature proved.
type proof struct {
	app    int64
	user   call.UserID
	until  int64         // last valid second, unix time
	secret tenant.Secret // the one that signed: the proof holds only while the app keeps it
}

// cache keeps the most recently used proofs, by the signature as it was written.
// It has two generations: when the young one is full it becomes the old one, which is forgotten,
// and what is asked for meanwhile moves to the young one. So nothing is ever searched or sorted.
type cache struct {
	mu         sync.RWMutex
	young, old map[string]proof
	half       int // most entries of one generation
}

func newCache(size int) *cache {
	return &cache{young: make(map[string]proof), half: size / 2}
}

func (c *cache) get(sig string) (proof, bool) {
	c.mu.RLock()
	p, young := c.young[sig]
	old := false
	if !young {
		p, old = c.old[sig]
	}
	c.mu.RUnlock()
	if old {
		c.put(sig, p)
	}
	return p, young || old
}

func (c *cache) put(sig string, p proof) {
	if len(sig) > cacheWidth {
		return
	}
	// What comes in is often part of a longer text; keep only what is needed of it.
	sig = strings.Clone(sig)
	p.user = call.UserID(strings.Clone(string(p.user)))

	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.young) >= c.half {
		c.old, c.young = c.young, make(map[string]proof)
	}
	c.young[sig] = p
}
