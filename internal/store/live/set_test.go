package live

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"ringline/internal/call"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// ringing is a live call that is due some seconds after noon.
func ringing(id int, seconds int) call.Call {
	return call.Call{App: 1, ID: call.ID(fmt.Sprintf("%04d", id)), Version: 1, Legs: []call.Leg{
		{User: call.UserID(fmt.Sprint("a", id)), State: call.Joined},
		{N: 1, User: call.UserID(fmt.Sprint("b", id)), State: call.Ringing, Deadline: noon.Add(time.Duration(seconds) * time.Second)},
	}}
}

// TestDue compares the heap with sorting everything, while calls come, change and go.
func TestDue(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	set, model := New(), map[call.Ref]call.Call{}
	for step := range 2000 {
		c := ringing(random.IntN(60), random.IntN(100))
		switch random.IntN(4) {
		case 0:
			c.Legs[1].State = call.Joined // answered: live without a deadline
		case 1:
			c.End = &call.End{}
		}
		batch := set.Batch()
		batch.Add(&call.Change{To: c})
		batch.Publish()
		if c.Live() {
			model[c.Ref()] = c
		} else {
			delete(model, c.Ref())
		}

		now, limit := noon.Add(time.Duration(random.IntN(110))*time.Second), random.IntN(20)
		if got, want := set.Due(now, limit), sorted(model, now, limit); !slices.Equal(got, want) {
			t.Fatalf("step %d: due are %v, want %v", step, got, want)
		}
		if set.Len() != len(model) {
			t.Fatalf("step %d: %d calls, want %d", step, set.Len(), len(model))
		}
	}
}

func sorted(model map[call.Ref]call.Call, now time.Time, limit int) []call.Ref {
	var due []call.Call
	for _, c := range model {
		if at := c.Deadline(); !at.IsZero() && !at.After(now) {
			due = append(due, c)
		}
	}
	slices.SortFunc(due, func(a, b call.Call) int {
		return cmp.Or(a.Deadline().Compare(b.Deadline()), cmp.Compare(a.ID, b.ID))
	})
	var refs []call.Ref
	for _, c := range due[:min(limit, len(due))] {
		refs = append(refs, c.Ref())
	}
	return refs
}

// TestBatch checks that changes of a batch see each other and readers see none of them before it is published.
func TestBatch(t *testing.T) {
	held := ringing(1, 0)
	set := New(&held)
	batch := set.Batch()

	over := ringing(1, 0)
	over.Version, over.End = 2, &call.End{}
	end := &call.Change{From: 1, To: over, Release: []call.UserID{"a1", "b1"}}
	next := ringing(2, 0)
	start := &call.Change{To: next, Claim: []call.UserID{"b1", "b2"}}

	if err := batch.Judge(start); err == nil {
		t.Fatal("a held user was claimed")
	}
	if err := batch.Judge(end); err != nil {
		t.Fatal(err)
	}
	batch.Add(end)
	if err := batch.Judge(end); err != call.ErrConflict {
		t.Fatalf("ended twice: %v", err)
	}
	if err := batch.Judge(start); err != nil {
		t.Fatalf("claim what the batch has released: %v", err)
	}
	batch.Add(start)

	if id, _ := set.Held(1, "b1"); id != "0001" || set.Len() != 1 {
		t.Fatalf("before it is published: held by %q, %d calls", id, set.Len())
	}
	batch.Publish()
	if id, _ := set.Held(1, "b1"); id != "0002" || set.Len() != 1 {
		t.Fatalf("after it was published: held by %q, %d calls", id, set.Len())
	}
	if _, held := set.Held(1, "a1"); held {
		t.Fatal("a user who was let go is held")
	}
}
