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

// P3: a device that comes back while it is looked whether another node keeps it is kept on, and that is written: else nobody would notice
// its loss until somebody searches for such devices.
func TestBackWhileLooked(t *testing.T) {
	rows := &backWhile{}
	k := newKeeper(rows, slog.New(slog.DiscardHandler))
	o := &others{node: &Node{}, keeper: k}
	who := account{1, "bob"}
	l := rowOf(who, "d1")
	rows.meanwhile = func() { k.keep(l, "c1", true) } // with the first command of its new connection
	k.keep(l, "c1", false)
	k.take() // as if it were written
	k.written(nil, nil, nil)
	if v := o.judge(t.Context(), &lapse{account: who, device: "d1"}); v != another {
		t.Errorf("the verdict is %v", v)
	}
	if !k.keeps(l) || !k.unwritten(l) {
		t.Error("a device that came back is kept by nobody")
	}
	rows.meanwhile = func() {}
	k.take()
	k.written(nil, nil, nil)
	if o.judge(t.Context(), &lapse{account: who, device: "d1"}); k.keeps(l) {
		t.Error("a device of another node is kept")
	}
}

// backWhile is rows that another node keeps. Something happens while they are looked at.
type backWhile struct {
	Leases
	meanwhile func()
}

func (b *backWhile) KeepsLease(context.Context, cluster.Lease) (bool, error) {
	b.meanwhile()
	return false, nil
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

// P7, P17: that an app's users are to be thrown out, of whom there may be many, keeps no word waiting that comes behind: it is not done where
// others are heard.
func TestThrowingOutIsNotHearing(t *testing.T) {
	o := newOthers(&Node{log: slog.New(slog.DiscardHandler)}, &Cluster{Members: alone{}})
	h := &Hearer{o.node, o}
	h.Told("b", encode(word{App: 7})) // there are no devices in this node: whoever looked for them would panic
	if !o.closed[7] || len(o.throw) != 1 {
		t.Error("the users of the app stay")
	}
}

type alone struct{ Members }

func (alone) Self() cluster.Node { return cluster.Node{Name: "a"} }
