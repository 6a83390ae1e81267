package media_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"

	"ringline/internal/call"
	"ringline/internal/media"
	"ringline/internal/record"
)

// notebook is a store of facts that can be slow, or fail.
type notebook struct {
	mu      sync.Mutex
	facts   []record.Fact
	batches []int
	fail    error
	hold    chan struct{} // each write waits for it, if set
}

func (n *notebook) AddFacts(_ context.Context, facts []record.Fact) error {
	if n.hold != nil {
		<-n.hold
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.fail != nil {
		return n.fail
	}
	n.facts = append(n.facts, facts...)
	n.batches = append(n.batches, len(facts))
	return nil
}

func counted(t *testing.T, reg *prometheus.Registry, outcome string) float64 {
	t.Helper()
	families, err := reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			if f.GetName() == "ringline_media_facts_total" && m.GetLabel()[0].GetValue() == outcome {
				return m.GetCounter().GetValue()
			}
		}
	}
	t.Fatalf("nothing is counted as %s", outcome)
	return 0
}

var seenCall = call.Ref{App: app, ID: "c1"}

func TestFactsSayWhatWasSeen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		book, reg, begun := &notebook{}, prometheus.NewRegistry(), time.Now()
		facts := media.NewFacts(book, time.Now, reg, quiet)
		run(t, facts.Run)
		facts.Notice(media.Event{Type: media.RoomOpened, Call: seenCall})
		facts.Notice(media.Event{Type: media.TrackPublished, Call: seenCall, Participant: phone("alice"), Source: media.Microphone})
		time.Sleep(time.Second)
		facts.Notice(media.Event{Type: media.Left, Call: seenCall, Participant: phone("alice"), Reason: "client_initiated"})
		time.Sleep(time.Second)
		book.mu.Lock()
		defer book.mu.Unlock()
		fact := func(after time.Duration, kind string, who media.Participant, detail map[string]string) record.Fact {
			return record.Fact{Call: seenCall, At: begun.Add(after), Source: "media", Kind: kind, User: who.User, Device: who.Device, Detail: detail}
		}
		want := []record.Fact{
			fact(0, "room_opened", media.Participant{}, nil),
			fact(0, "track_published", phone("alice"), map[string]string{"source": "microphone"}),
			fact(time.Second, "left", phone("alice"), map[string]string{"reason": "client_initiated"}),
		}
		if diff := cmp.Diff(want, book.facts); diff != "" {
			t.Errorf("kept (-want +got):\n%s", diff)
		}
		if !slices.Equal(book.batches, []int{2, 1}) || counted(t, reg, "kept") != 3 {
			t.Errorf("batches of %v, %v counted as kept", book.batches, counted(t, reg, "kept"))
		}
	})
}

// P17: a store that hangs makes no media server wait, and costs a bounded amount of memory.
func TestFactsNeverBlock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const sent = 10_000
		book, reg := &notebook{hold: make(chan struct{})}, prometheus.NewRegistry()
		facts := media.NewFacts(book, time.Now, reg, quiet)
		run(t, facts.Run)
		begun := time.Now()
		for range sent {
			facts.Notice(media.Event{Type: media.Joined, Call: seenCall})
		}
		if took := time.Since(begun); took > 0 {
			t.Errorf("a media server waited %v", took)
		}
		time.Sleep(time.Second)
		close(book.hold)
		time.Sleep(time.Second)
		kept, full := counted(t, reg, "kept"), counted(t, reg, "full")
		if kept+full != sent || full == 0 || kept < 4096 || int(kept) != len(book.facts) {
			t.Errorf("%v kept and %v lost of %d; the store has %d", kept, full, sent, len(book.facts))
		}
		if most := slices.Max(book.batches); most > 256 {
			t.Errorf("one write of %d", most)
		}
	})
}

func TestFactsSurviveAFailingStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		book, reg := &notebook{fail: errors.New("the disk is full")}, prometheus.NewRegistry()
		facts := media.NewFacts(book, time.Now, reg, quiet)
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- facts.Run(ctx) }()
		facts.Notice(media.Event{Type: media.Joined, Call: seenCall})
		time.Sleep(time.Second)
		if lost := counted(t, reg, "failed"); lost != 1 {
			t.Errorf("%v counted as lost to the store, want 1", lost)
		}
		book.mu.Lock()
		book.fail = nil
		book.mu.Unlock()
		facts.Notice(media.Event{Type: media.Left, Call: seenCall})
		cancel() // what waits at the end is written
		if err := <-done; err != nil || len(book.facts) != 1 || book.facts[0].Kind != "left" {
			t.Errorf("kept %v, %v, want that somebody left", book.facts, err)
		}
	})
}
