package rates

import "encoding/json"

// count is what a node has let go of a key.
type count struct {
	Key
	Limit
	N int `json:"c"`
}

const mostTold = 1000 // counts in a message

// tell tells the others what was let go here. What was let go while they could not be reached they need not know: it was our share.
func (r *Rates) tell() {
	r.mu.Lock()
	untold := r.untold
	r.untold = nil
	r.mu.Unlock()
	whole := r.link.Whole()
	counts := make([]count, 0, min(len(untold), mostTold))
	for i, b := range untold {
		counts = append(counts, b.told())
		if len(counts) < mostTold && i < len(untold)-1 {
			continue
		}
		if text, err := json.Marshal(counts); err == nil && whole {
			r.link.Count(text)
		}
		counts = counts[:0]
	}
}

// heard takes in what another node has let go. What is not of this version is let be.
func (r *Rates) heard(text []byte) {
	var counts []count
	if json.Unmarshal(text, &counts) != nil {
		return
	}
	now := r.now()
	for _, c := range counts {
		if c.PerSecond > 0 && c.Burst > 0 {
			r.bucket(c.Key, c.Limit, now).owe(c.N, now)
		}
	}
}
