package external

import (
	"sync"
	"time"
)

const (
	rememberFor = 7 * time.Minute // at least: a token is good for five, and clocks may differ by one
	rememberMax = 50_000          // reports in that time
)

// memory knows which reports were there before. The zero value knows none.
type memory struct {
	mu      sync.Mutex
	since   time.Time // when the latest began to be noted
	latest  map[string]struct{}
	earlier map[string]struct{}
}

// first notes a report and reports whether it was not known.
func (m *memory) first(id string, now time.Time) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.latest == nil || now.Sub(m.since) >= rememberFor || len(m.latest) >= rememberMax {
		m.earlier, m.latest, m.since = m.latest, map[string]struct{}{}, now
	}
	_, late := m.latest[id]
	_, early := m.earlier[id]
	if late || early {
		return false
	}
	m.latest[id] = struct{}{}
	return true
}

// forget has a report be unknown again.
func (m *memory) forget(id string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.latest, id)
	delete(m.earlier, id)
}
