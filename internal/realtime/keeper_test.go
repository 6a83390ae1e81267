package realtime

import (
	"context"
	"log/slog"
	"testing"

	"ringline/internal/call"
	"ringline/internal/cluster"
)

// stuck is rows that take what is to be kept, and say so only when they are let go.
type stuck struct {
	Leases
	asked, answer chan struct{}
}

func (s *stuck) DropLeases(context.Context, []cluster.Lease) error { return nil }

func (s *stuck) KeepLeases(context.Context, []cluster.Lease) error {
	s.asked <- struct{}{}
	<-s.answer
	return nil
}

// P3: while a row is on its way into the store, it is not taken for another node's because the store does not show it yet: the device
// of somebody who was thrown out at that moment would stay in the call.
func TestRowOnItsWay(t *testing.T) {
	rows := &stuck{asked: make(chan struct{}), answer: make(chan struct{})}
	k := newKeeper(rows, slog.New(slog.DiscardHandler))
	l := cluster.Lease{App: 1, User: "bob", Device: "d1"}
	k.keep(l, "c1", false)
	if !k.unwritten(l) {
		t.Error("a row that waits counts as written")
	}
	done := make(chan error, 1)
	go func() { done <- k.write(t.Context()) }()
	<-rows.asked
	if !k.unwritten(l) {
		t.Error("a row that is being written counts as written")
	}
	close(rows.answer)
	if err := <-done; err != nil || k.unwritten(l) || !k.keeps(l) {
		t.Errorf("%v: a row that was written counts as unwritten, or as nobody's", err)
	}
}

// P3: that a device left a call is heard of late, when it is in another one already. It is kept on, or nobody would notice its loss.
func TestLateWordOfCallBefore(t *testing.T) {
	k := newKeeper(&stuck{}, slog.New(slog.DiscardHandler))
	h := &Hearer{&Node{}, &others{keeper: k}}
	l := cluster.Lease{App: 1, User: "bob", Device: "d1"}
	left := func(id call.ID) {
		h.Told("b", encode(word{Call: &callWord{App: 1, ID: id, Left: []memberWord{{User: "bob", Device: "d1"}}}}))
	}
	k.keep(l, "c1", false)
	k.keep(l, "c2", false)
	if left("c1"); !k.keeps(l) {
		t.Error("a device is not kept any more that left the call before")
	}
	if left("c2"); k.keeps(l) {
		t.Error("a device is kept that left its call")
	}
	k.keep(l, "c3", false)
	if left(""); k.keeps(l) { // a node of the version before does not say which
		t.Error("a device is kept that left a call")
	}
}
