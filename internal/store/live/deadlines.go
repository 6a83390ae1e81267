package live

import (
	"cmp"
	"container/heap"
	"time"

	"ringline/internal/call"
)

// entry is one live call and its place among the deadlines.
type entry struct {
	call *call.Call
	at   time.Time
	pos  int // in the heap, or nowhere
}

const nowhere = -1

// before orders entries by deadline; calls with the same one have a fixed order, too.
func (e *entry) before(o *entry) bool {
	return cmp.Or(e.at.Compare(o.at), cmp.Compare(e.call.ID, o.call.ID), cmp.Compare(e.call.App, o.call.App)) < 0
}

// deadlines is a heap of the entries that have a deadline, the earliest on top. Each entry knows
// its position, so a call that is answered or over leaves at once and no dead entries pile up.
type deadlines struct{ heap []*entry }

// set gives an entry a new deadline; the zero time takes it out.
func (d *deadlines) set(e *entry, at time.Time) {
	was := e.at
	e.at = at
	switch {
	case e.pos == nowhere && !at.IsZero():
		heap.Push(d, e)
	case e.pos != nowhere && at.IsZero():
		heap.Remove(d, e.pos)
	case e.pos != nowhere && !at.Equal(was):
		heap.Fix(d, e.pos)
	}
}

// first returns up to limit entries that are due, without taking them out. It walks down from the
// top and keeps the children of what it took as candidates, so the cost grows with limit alone.
func (d *deadlines) first(now time.Time, limit int) []call.Ref {
	var due []call.Ref
	next := candidates{of: d.heap}
	next.add(0)
	for len(due) < limit && len(next.pos) > 0 {
		i := heap.Pop(&next).(int)
		e := d.heap[i]
		if e.at.After(now) {
			break
		}
		due = append(due, e.call.Ref())
		next.add(2*i + 1)
		next.add(2*i + 2)
	}
	return due
}

// Len, Less, Swap, Push and Pop implement heap.Interface.

func (d *deadlines) Len() int           { return len(d.heap) }
func (d *deadlines) Less(i, j int) bool { return d.heap[i].before(d.heap[j]) }

func (d *deadlines) Swap(i, j int) {
	d.heap[i], d.heap[j] = d.heap[j], d.heap[i]
	d.heap[i].pos, d.heap[j].pos = i, j
}

func (d *deadlines) Push(x any) {
	e := x.(*entry)
	e.pos = len(d.heap)
	d.heap = append(d.heap, e)
}

func (d *deadlines) Pop() any {
	last := len(d.heap) - 1
	e := d.heap[last]
	d.heap[last] = nil
	d.heap = d.heap[:last]
	e.pos = nowhere
	return e
}

// candidates is a heap of positions in another heap.
type candidates struct {
	of  []*entry
	pos []int
}

func (c *candidates) add(i int) {
	if i < len(c.of) {
		heap.Push(c, i)
	}
}

func (c *candidates) Len() int           { return len(c.pos) }
func (c *candidates) Less(i, j int) bool { return c.of[c.pos[i]].before(c.of[c.pos[j]]) }
func (c *candidates) Swap(i, j int)      { c.pos[i], c.pos[j] = c.pos[j], c.pos[i] }
func (c *candidates) Push(x any)         { c.pos = append(c.pos, x.(int)) }

func (c *candidates) Pop() any {
	last := len(c.pos) - 1
	i := c.pos[last]
	c.pos = c.pos[:last]
	return i
}
