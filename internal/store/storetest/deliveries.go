package storetest

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/record"
	"ringline/internal/webhook"
)

// Deliveries is a store that keeps deliveries beside calls and their records.
type Deliveries interface {
	control.Store
	webhook.Store
	record.Store
}

// RunDeliveries holds a store against the contract of [webhook.Store].
func RunDeliveries(t *testing.T, open func(t *testing.T) Deliveries) {
	for _, test := range []struct {
		name string
		run  func(s *deliveries)
	}{
		{"deliveries come with their change", testWithTheirChange},
		{"a call's deliveries go in order", testInOrder},
		{"what failed waits", testPostponed},
		{"what is settled stays settled", testSettled},
		{"pending ones are found by time", testPendingPages},
		{"lists are filtered and paged", testLists},
		{"an app that wants no more gets no more", testCancel},
		{"messages are sent again", testResend},
		{"an erased user is sent to nobody", testEraseDeliveries},
		{"apps are isolated", testDeliveriesOfApps},
		{"ids that are none", testNoIDs},
		{"many at once", testManyDeliveries},
	} {
		t.Run(test.name, func(t *testing.T) {
			store := open(t)
			test.run(&deliveries{suite: &suite{T: t, store: store}, hooks: store, records: store})
		})
	}
}

// deliveries is one test with its store.
type deliveries struct {
	*suite
	hooks   webhook.Store
	records record.Store
}

// tell commits a change with one delivery for each word.
func (s *deliveries) tell(c call.Call, cmd call.Command, now time.Time, words ...string) call.Call {
	s.Helper()
	change := s.decide(c, cmd, now)
	change.Origin = call.Origin{IP: "192.0.2.7", Platform: "web"}
	change.Deliveries = tellings(change.Events[0].At, words...)
	return s.commit(change)
}

// tellings are a millisecond apart.
func tellings(at time.Time, words ...string) []call.Delivery {
	var list []call.Delivery
	for i, word := range words {
		list = append(list, call.Delivery{
			Event: word, At: at.Add(time.Duration(i) * time.Millisecond), Body: fmt.Appendf(nil, `{"word":%q,"é":"\u0000'"}`, word),
		})
	}
	return list
}

// next reads the first pending delivery of a call and checks which it is; the empty word is none.
func (s *deliveries) next(c call.Call, word string) webhook.Delivery {
	s.Helper()
	first, err := s.hooks.NextDeliveries(s.Context(), c.Ref(), 1)
	if err != nil || len(first) > 1 {
		s.Fatalf("next are %v, %v", first, err)
	}
	if word == "" {
		if len(first) > 0 {
			s.Fatalf("next is %q, want none", first[0].Event)
		}
		return webhook.Delivery{}
	}
	if len(first) == 0 || first[0].Event != word {
		s.Fatalf("next is %v, want %q", first, word)
	}
	return first[0]
}

// settle says what became of a delivery, with one more attempt.
func (s *deliveries) settle(d webhook.Delivery, state webhook.State, due, now time.Time) {
	s.Helper()
	d.Tries++
	d.Attempts = append(d.Attempts, webhook.Attempt{At: now, Took: time.Duration(d.Tries), Status: 500, Error: "no", Node: "n1"})
	if err := s.hooks.SettleDelivery(s.Context(), &d, state, due, now); err != nil {
		s.Fatal(err)
	}
}

func (s *deliveries) get(d webhook.Delivery) webhook.Delivery {
	s.Helper()
	got, err := s.hooks.Delivery(s.Context(), d.Call.App, d.ID())
	if err != nil {
		s.Fatalf("read delivery %s: %v", d.ID(), err)
	}
	return got
}

func (s *deliveries) postponed(app call.AppID, limit int) []webhook.Postponed {
	s.Helper()
	list, err := s.hooks.PostponedDeliveries(s.Context(), app, limit)
	if err != nil {
		s.Fatal(err)
	}
	return list
}

func (s *deliveries) backlogs() []webhook.Backlog {
	s.Helper()
	list, err := s.hooks.Backlogs(s.Context())
	if err != nil {
		s.Fatal(err)
	}
	return list
}

// list reads deliveries page by page and returns their ids.
func (s *deliveries) list(f webhook.Filter, size int) (ids []string) {
	s.Helper()
	var at webhook.Position
	for {
		page, err := s.hooks.Deliveries(s.Context(), f, at, size)
		if err != nil {
			s.Fatal(err)
		}
		for i := range page {
			ids = append(ids, page[i].ID())
			at = webhook.Position{At: page[i].At, ID: page[i].ID()}
		}
		if len(page) < size {
			return ids
		}
	}
}

// pending reads the places of pending deliveries page by page and returns their ids.
func (s *deliveries) pending(app call.AppID, from webhook.Position, size int) (ids []string) {
	s.Helper()
	for {
		page, err := s.hooks.PendingDeliveries(s.Context(), app, from, size)
		if err != nil {
			s.Fatal(err)
		}
		for _, p := range page {
			ids, from = append(ids, p.ID), p
		}
		if len(page) < size {
			return ids
		}
	}
}

func testWithTheirChange(s *deliveries) {
	change := s.decide(call.Call{}, starting(app, "ann", "bob"), at(0))
	change.Origin = call.Origin{IP: "2001:db8::1", Platform: "ios"}
	change.Deliveries = tellings(change.Events[0].At, "start", "changed")
	c := s.commit(change)
	want := func(n int) webhook.Delivery {
		return webhook.Delivery{
			Delivery: change.Deliveries[n], Call: c.Ref(), Version: 1, N: n, Origin: change.Origin, State: webhook.Pending,
			Until: change.Deliveries[n].At.Add(webhook.GiveUpAfter),
		}
	}
	first := s.next(c, "start")
	same(s.suite, "the delivery", first, want(0))
	same(s.suite, "the other", s.get(want(1)), want(1))
	if first.ID() != string(c.ID)+"-1-0" {
		s.Fatalf("its id is %s", first.ID())
	}

	// P6: a change that is not committed gives none, and one of the clock has no origin.
	refused := s.decide(call.Call{}, starting(app, "cid", "bob"), at(1))
	refused.Deliveries = tellings(at(1), "never")
	if err := s.store.Commit(s.Context(), refused); err == nil {
		s.Fatal("a claimed user was called")
	}
	same(s.suite, "what is pending", s.backlogs(), []webhook.Backlog{{App: app, Pending: 2, Oldest: at(0)}})
	s.next(refused.To, "")
	over := s.decide(c, call.Tick{}, c.Deadline())
	over.Deliveries = tellings(c.Deadline(), "end")
	s.commit(over)
	if d, err := s.hooks.Delivery(s.Context(), app, string(c.ID)+"-2-0"); err != nil || d.Origin != (call.Origin{}) {
		s.Fatalf("of the clock: %+v, %v", d, err)
	}
}

func testInOrder(s *deliveries) {
	c := s.tell(call.Call{}, starting(app, "ann", "bob"), at(0), "a")
	c = s.tell(c, call.Rang{By: phone("bob")}, at(1))
	c = s.tell(c, call.Accept{By: phone("bob")}, at(2), "b")
	c = s.tell(c, call.Hangup{By: phone("bob")}, at(3), "c", "d")
	three, err := s.hooks.NextDeliveries(s.Context(), c.Ref(), 3)
	if err != nil || len(three) != 3 || three[0].Event+three[1].Event+three[2].Event != "abc" || three[1].Version != 3 {
		s.Fatalf("the next three are %+v, %v", three, err)
	}
	for i, word := range []string{"a", "b", "c", "d"} {
		d := s.next(c, word)
		s.settle(d, webhook.Delivered, time.Time{}, at(10+i))
		got := s.get(d)
		if got.State != webhook.Delivered || !got.SettledAt.Equal(at(10+i)) || got.Tries != 1 {
			s.Fatalf("%s: %+v", word, got)
		}
	}
	s.next(c, "")
	same(s.suite, "what is pending", s.backlogs(), nil)
}

func testPostponed(s *deliveries) {
	one := s.tell(call.Call{}, starting(app, "ann", "bob"), at(0), "a", "b")
	two := s.tell(call.Call{}, starting(app, "cid", "dan"), at(1), "a")
	s.tell(call.Call{}, starting(app, "eve", "fay"), at(2), "a") // was not tried
	s.settle(s.next(one, "a"), webhook.Pending, at(30), at(3))
	s.settle(s.next(two, "a"), webhook.Pending, at(20), at(4))
	want := []webhook.Postponed{{Call: two.ID, Due: at(20)}, {Call: one.ID, Due: at(30)}}
	same(s.suite, "what waits", s.postponed(app, 10), want)
	same(s.suite, "what waits, one at most", s.postponed(app, 1), want[:1])

	d := s.next(one, "a") // those behind it wait as well
	if !d.Due.Equal(at(30)) || d.Tries != 1 || len(d.Attempts) != 1 {
		s.Fatalf("what waits is %+v", d)
	}
	s.settle(d, webhook.Pending, at(90), at(30))
	got := s.get(d)
	attempts := []webhook.Attempt{
		{At: at(3), Took: 1, Status: 500, Error: "no", Node: "n1"}, {At: at(30), Took: 2, Status: 500, Error: "no", Node: "n1"},
	}
	same(s.suite, "the attempts", got.Attempts, attempts)
	if got.Tries != 2 || !got.Due.Equal(at(90)) || !got.SettledAt.IsZero() {
		s.Fatalf("it is %+v", got)
	}
	s.settle(s.next(one, "a"), webhook.GivenUp, time.Time{}, at(100))
	same(s.suite, "what waits then", s.postponed(app, 10), want[:1])
	s.next(one, "b")
}

func testSettled(s *deliveries) {
	c := s.tell(call.Call{}, starting(app, "ann", "bob"), at(0), "a")
	d := s.next(c, "a")
	s.settle(d, webhook.Delivered, time.Time{}, at(1))
	before := s.get(d)
	s.settle(before, webhook.Pending, at(9), at(2))
	same(s.suite, "a delivery settled twice", s.get(d), before)
	d.Call.ID = newID()
	s.settle(d, webhook.Delivered, time.Time{}, at(1)) // one that is not there
	same(s.suite, "what is pending", s.backlogs(), nil)
}

// some makes calls whose deliveries state times with many ties, and returns their ids, the oldest first.
func (s *deliveries) some(app call.AppID) (all []webhook.Delivery) {
	for i, second := range []int{0, 5, 5, 5, 9} {
		m := starting(app, call.UserID(fmt.Sprintf("a%d", i)), call.UserID(fmt.Sprintf("b%d", i)))
		c := s.tell(call.Call{}, m, at(second), "a", "b")
		c = s.tell(c, call.EndCall{By: admin()}, at(10), "c")
		for _, id := range []string{"-1-0", "-1-1", "-2-0"} {
			d, err := s.hooks.Delivery(s.Context(), app, string(c.ID)+id)
			if err != nil {
				s.Fatal(err)
			}
			all = append(all, d)
		}
	}
	// As they were committed, sorted by time.
	slices.SortStableFunc(all, func(a, b webhook.Delivery) int { return a.At.Compare(b.At) })
	return all
}

func names(list []webhook.Delivery) []string {
	var ids []string
	for i := range list {
		ids = append(ids, list[i].ID())
	}
	return ids
}

func testPendingPages(s *deliveries) {
	all := s.some(app)
	s.some(otherApp)
	want := names(all)
	for size := 1; size <= len(all)+1; size++ {
		same(s.suite, fmt.Sprintf("pages of %d", size), s.pending(app, webhook.Position{}, size), want)
	}
	same(s.suite, "behind a time", s.pending(app, webhook.Position{At: at(5)}, 3),
		names(slices.DeleteFunc(slices.Clone(all), func(d webhook.Delivery) bool { return !d.At.After(at(5)) })))

	s.settle(all[4], webhook.Delivered, time.Time{}, at(20))
	behind := webhook.Position{At: all[4].At, ID: all[4].ID()}
	same(s.suite, "behind one that is settled", s.pending(app, behind, 2), want[5:])
	same(s.suite, "without it", s.pending(app, webhook.Position{}, 4), slices.Delete(slices.Clone(want), 4, 5))
}

func testLists(s *deliveries) {
	all := s.some(app)
	s.some(otherApp)
	for i, state := range []webhook.State{webhook.Delivered, webhook.GivenUp, webhook.Delivered, webhook.Canceled} {
		s.settle(all[3*i], state, time.Time{}, at(30))
		all[3*i].State = state
	}
	s.settle(all[1], webhook.Pending, at(60), at(30))
	slices.Reverse(all)
	for name, f := range map[string]webhook.Filter{
		"everything":     {},
		"a call's":       {Call: all[2].Call.ID},
		"pending":        {State: webhook.Pending},
		"delivered":      {State: webhook.Delivered},
		"given up":       {State: webhook.GivenUp},
		"canceled":       {State: webhook.Canceled},
		"of an event":    {Event: "b"},
		"from":           {From: at(5)},
		"until":          {Until: at(5)},
		"a moment":       {From: at(5), Until: at(5)},
		"all at once":    {Call: all[2].Call.ID, State: webhook.Pending, Event: "c", From: at(0), Until: at(20)},
		"a call's state": {Call: all[2].Call.ID, State: webhook.GivenUp},
		"unknown state":  {State: "lost' OR '1'='1"},
		"unknown event":  {Event: "d"},
		"unknown call":   {Call: newID()},
	} {
		want := slices.DeleteFunc(slices.Clone(all), func(d webhook.Delivery) bool {
			return f.Call != "" && d.Call.ID != f.Call || f.State != "" && d.State != f.State || f.Event != "" && d.Event != f.Event ||
				!f.From.IsZero() && d.At.Before(f.From) || !f.Until.IsZero() && d.At.After(f.Until)
		})
		f.App = app
		for _, size := range []int{1, 2, 4, 100} {
			same(s.suite, fmt.Sprintf("%s, pages of %d", name, size), s.list(f, size), names(want))
		}
	}
	got, err := s.hooks.Deliveries(s.Context(), webhook.Filter{App: app}, webhook.Position{}, 1)
	if err != nil || len(got) != 1 {
		s.Fatal(got, err)
	}
	same(s.suite, "one of a list", got[0], s.get(got[0]))
}

func testCancel(s *deliveries) {
	all := s.some(app)
	others := len(s.some(otherApp))
	s.settle(all[0], webhook.Delivered, time.Time{}, at(20))
	s.settle(all[1], webhook.Pending, at(60), at(20))
	for i, want := range []int{len(all) - 1, 0} {
		if n, err := s.hooks.CancelDeliveries(s.Context(), app, at(30+i)); err != nil || n != want {
			s.Fatalf("canceled %d, %v; want %d", n, err, want)
		}
	}
	same(s.suite, "what is pending", s.backlogs(), []webhook.Backlog{{App: otherApp, Pending: others, Oldest: at(0)}})
	same(s.suite, "what waits", s.postponed(app, 10), nil)
	if d := s.get(all[1]); d.State != webhook.Canceled || !d.SettledAt.Equal(at(30)) || d.Tries != 1 {
		s.Fatalf("it is %+v", d)
	}
	if d := s.get(all[0]); d.State != webhook.Delivered {
		s.Fatalf("a delivered one is %+v", d)
	}
}

func testResend(s *deliveries) {
	all := s.some(app)
	s.some(otherApp)
	for i := range all {
		s.settle(all[i], []webhook.State{webhook.Delivered, webhook.GivenUp}[i%2], time.Time{}, at(20))
	}
	again := func(f webhook.Filter, want int) {
		s.Helper()
		f.App = app
		if n, err := s.hooks.ResendDeliveries(s.Context(), f, at(40)); err != nil || n != want {
			s.Fatalf("%d are sent again, %v; want %d", n, err, want)
		}
	}
	again(webhook.Filter{State: webhook.Canceled}, 0)
	again(webhook.Filter{State: webhook.GivenUp, Until: at(5)}, 2)
	d := s.get(all[1])
	want := d
	want.State, want.Until = webhook.Pending, at(40).Add(webhook.GiveUpAfter)
	same(s.suite, "one that is sent again", d, want)
	if d.Tries != 1 || len(d.Attempts) != 1 || !d.SettledAt.IsZero() {
		s.Fatalf("it is %+v", d)
	}
	// Of one call, first the first: also if one behind it is sent again before, and waits.
	if err := s.hooks.ResendDelivery(s.Context(), app, string(all[0].Call.ID)+"-2-0", at(41)); err != nil {
		s.Fatal(err)
	}
	c := call.Call{App: app, ID: all[0].Call.ID}
	s.settle(s.next(c, "b"), webhook.Delivered, time.Time{}, at(42))
	s.settle(s.next(c, "c"), webhook.Pending, at(60), at(43))
	again(webhook.Filter{Call: c.ID}, 3)
	same(s.suite, "what waits", s.postponed(app, 10), nil)
	s.next(c, "a")
	for _, id := range []string{string(newID()) + "-1-0", string(c.ID) + "-1-7", "x"} {
		s.isNotFound("resend "+id, s.hooks.ResendDelivery(s.Context(), app, id, at(50)))
	}
	again(webhook.Filter{}, len(all))
}

func testEraseDeliveries(s *deliveries) {
	other := s.tell(call.Call{}, starting(app, "cid", "dan"), at(0), "x")
	c := s.tell(call.Call{}, starting(app, "ann", "bob"), at(0), "a", "b")
	c = s.tell(c, call.EndCall{By: admin()}, at(1), "c")
	s.settle(s.next(c, "a"), webhook.Delivered, time.Time{}, at(2))
	s.settle(s.next(c, "b"), webhook.Pending, at(60), at(2))
	if n, err := s.records.EraseUser(s.Context(), app, "bob", "erased-1"); err != nil || n != 1 {
		s.Fatalf("erased in %d, %v", n, err)
	}
	s.next(c, "")
	same(s.suite, "what waits", s.postponed(app, 10), nil)
	list, err := s.hooks.Deliveries(s.Context(), webhook.Filter{App: app, Call: c.ID}, webhook.Position{}, 10)
	if err != nil || len(list) != 3 {
		s.Fatal(list, err)
	}
	for _, d := range list {
		want := webhook.Canceled
		if d.Event == "a" {
			want = webhook.Delivered
		}
		if len(d.Body) > 0 || d.State != want || d.SettledAt.IsZero() {
			s.Fatalf("it is %+v", d)
		}
	}
	if n, err := s.hooks.ResendDeliveries(s.Context(), webhook.Filter{App: app, Call: c.ID}, at(9)); err != nil || n != 0 {
		s.Fatalf("%d are sent again, %v", n, err)
	}
	s.isNotFound("resend", s.hooks.ResendDelivery(s.Context(), app, list[0].ID(), at(9)))
	s.next(other, "x")
}

// testDeliveriesOfApps checks P16 with one call id in both apps.
func testDeliveriesOfApps(s *deliveries) {
	m := starting(app, "ann", "bob")
	mine := s.tell(call.Call{}, m, at(0), "mine")
	m.App = otherApp
	theirs := s.tell(call.Call{}, m, at(0), "theirs", "too")
	s.next(mine, "mine")
	d := s.next(theirs, "theirs")
	s.settle(d, webhook.Delivered, time.Time{}, at(1))
	s.next(mine, "mine")
	same(s.suite, "mine", s.list(webhook.Filter{App: app}, 10), []string{string(m.ID) + "-1-0"})
	s.isNotFound("of another app", second(s.hooks.Delivery(s.Context(), 7, d.ID())))
	s.isNotFound("of another app", s.hooks.ResendDelivery(s.Context(), app, string(m.ID)+"-1-1", at(1)))
	same(s.suite, "what is pending", s.backlogs(), []webhook.Backlog{{App: app, Pending: 1, Oldest: at(0)}, {App: otherApp, Pending: 1, Oldest: at(0).Add(time.Millisecond)}})
}

func second[A, B any](_ A, b B) B { return b }

func testNoIDs(s *deliveries) {
	c := s.tell(call.Call{}, starting(app, "ann", "bob"), at(0), "a")
	for _, id := range []string{"", "-", "--", string(c.ID), string(c.ID) + "-1", string(c.ID) + "-1-00", string(c.ID) + "-+1-0", string(c.ID) + "-1-0 "} {
		s.isNotFound(fmt.Sprintf("%q", id), second(s.hooks.Delivery(s.Context(), app, id)))
	}
	if got, err := s.hooks.Deliveries(s.Context(), webhook.Filter{App: app}, webhook.Position{At: at(1), ID: "gone"}, 9); err != nil || len(got) != 1 {
		s.Fatalf("behind a place that is gone: %v, %v", got, err)
	}
}

// testManyDeliveries: calls begin and end while others send, and each delivery is settled once, those of a call in order.
func testManyDeliveries(s *deliveries) {
	const callers, calls = 8, 20
	var group sync.WaitGroup
	errs := make(chan error, callers)
	for n := range callers {
		group.Go(func() {
			for i := range calls {
				if err := s.tellAndSend(fmt.Sprintf("%d-%d", n, i)); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	group.Wait()
	close(errs)
	for err := range errs {
		s.Error(err)
	}
	same(s.suite, "what is pending", s.backlogs(), nil)
	if n := len(s.list(webhook.Filter{App: app, State: webhook.Delivered}, 50)); n != 3*callers*calls {
		s.Errorf("%d were delivered", n)
	}
}

func (s *deliveries) tellAndSend(name string) error {
	change, err := call.Apply(call.Call{}, starting(app, call.UserID("a-"+name), call.UserID("b-"+name)), at(0))
	if err != nil {
		return err
	}
	change.Deliveries = tellings(at(0), "a", "b")
	if err := s.store.Commit(s.Context(), change); err != nil {
		return err
	}
	end, err := call.Apply(change.To, call.EndCall{By: admin()}, at(1))
	if err != nil {
		return err
	}
	end.Deliveries = tellings(at(1), "c")
	if err := s.store.Commit(s.Context(), end); err != nil {
		return err
	}
	for _, word := range []string{"a", "b", "c"} {
		first, err := s.hooks.NextDeliveries(s.Context(), end.To.Ref(), 1)
		if err != nil || len(first) == 0 || first[0].Event != word {
			return cmp.Or(err, fmt.Errorf("next is %v, not %s", first, word))
		}
		if err := s.hooks.SettleDelivery(s.Context(), &first[0], webhook.Delivered, time.Time{}, at(2)); err != nil {
			return err
		}
	}
	return nil
}
