package storetest

import (
	"cmp"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/record"
	"ringline/internal/webhook"
)

// Records is a store that finds the calls that have ended, and has what back ends are told of them.
type Records interface {
	control.Store
	record.Store
	webhook.Store
}

// RunRecords holds a store against the contract of [record.Store]. open returns an empty one for each test and cleans up after
// it. What a change takes with it to the records is seen by reading it back; that it is all one transaction each durable store
// proves by its own means.
func RunRecords(t *testing.T, open func(t *testing.T) Records) {
	for _, test := range []struct {
		name string
		run  func(s *recordSuite)
	}{
		{"live calls are no records", testLiveIsNoRecord},
		{"record is there with the end", testRecordAtOnce},
		{"records come in order", testRecordOrder},
		{"every filter finds what it should", testRecordFilters},
		{"pages reach everything once", testRecordPages},
		{"records of apps are apart", testRecordApps},
		{"days are summed up", testUsage},
		{"facts come back in order", testFacts},
		{"missed calls are found", testMissed},
		{"last report of a leg counts", testReports},
		{"reports of apps are apart", testReportApps},
		{"reports go with their call, and with their user", testReportsGo},
		{"purge forgets what is old and no more", testPurge},
		{"purge takes everything with it", testPurgeAll},
		{"purge keeps the sums and the live", testPurgeKeeps},
		{"purge waits for what is to be told", testPurgeWaits},
		{"counts stay right while all write", testCountsUnderLoad},
		{"user is erased everywhere", testErase},
		{"erasing empties what was told", testEraseTold},
		{"erasing keeps calls whole", testEraseKeeps},
		{"erasing refuses a bad alias", testEraseRefuses},
	} {
		t.Run(test.name, func(t *testing.T) {
			store := open(t)
			test.run(&recordSuite{suite: suite{T: t, store: store}, records: store})
		})
	}
}

// recordSuite is one test with its store.
type recordSuite struct {
	suite
	records Records
}

// ways are how a call between two and a group call can go from its start on, so that every result comes up.
var ways = []struct {
	result   call.Result
	commands func(c *call.Call) []call.Command
}{
	{call.Completed, func(c *call.Call) []call.Command {
		return []call.Command{call.Rang{By: phone(c.Legs[1].User)}, call.Accept{By: phone(c.Legs[1].User)}, call.EndCall{By: admin()}}
	}},
	{call.ResultCanceled, func(c *call.Call) []call.Command { return []call.Command{call.Cancel{By: phone(c.Legs[0].User)}} }},
	{call.ResultRejected, func(c *call.Call) []call.Command { return everybody(c, false) }},
	{call.ResultBusy, func(c *call.Call) []call.Command { return everybody(c, true) }},
	{call.ResultNoAnswer, func(*call.Call) []call.Command { return []call.Command{call.Tick{}} }},
	{call.ResultOffline, func(c *call.Call) []call.Command {
		return []call.Command{call.Lapse{User: c.Legs[0].User, Device: c.Legs[0].Device}}
	}},
	{call.ResultInterrupted, func(c *call.Call) []call.Command {
		return []call.Command{call.Lapse{User: c.Legs[0].User, Device: c.Legs[0].Device, Restart: true}}
	}},
}

func everybody(c *call.Call, busy bool) []call.Command {
	var commands []call.Command
	for _, l := range c.Legs[1:] {
		commands = append(commands, call.Reject{By: phone(l.User), Busy: busy})
	}
	return commands
}

// ended makes a call that started then and went that way, a second for each command.
func (s *recordSuite) ended(m call.Start, startedAt time.Time, way int) call.Call {
	s.Helper()
	c := s.put(call.Call{}, m, startedAt)
	for i, cmd := range ways[way].commands(&c) {
		now := startedAt.Add(time.Duration(i+1) * time.Second)
		if _, tick := cmd.(call.Tick); tick {
			now = c.Legs[len(c.Legs)-1].Deadline // of all
		}
		c = s.put(c, cmd, now)
	}
	if c.End == nil || c.End.Result != ways[way].result {
		s.Fatalf("way %d ended in %+v", way, c.End)
	}
	return c
}

// put decides and commits, without looking: there are many.
func (s *recordSuite) put(c call.Call, cmd call.Command, now time.Time) call.Call {
	s.Helper()
	change := s.decide(c, cmd, now)
	if err := s.store.Commit(s.Context(), change); err != nil {
		s.Fatalf("commit %s: %v", cmd.Rule(), err)
	}
	return change.To
}

func (s *recordSuite) list(f record.Filter, oldestFirst bool, behind record.Position, limit int) []call.Call {
	s.Helper()
	calls, err := s.records.Records(s.Context(), f, oldestFirst, behind, limit)
	if err != nil {
		s.Fatalf("list records: %v", err)
	}
	for i := range calls {
		if err := call.Check(&calls[i]); err != nil {
			s.Fatalf("record %s is broken: %v", calls[i].ID, err)
		}
	}
	return calls
}

func (s *recordSuite) page(f record.Filter, skip, limit int) []call.Call {
	s.Helper()
	calls, err := s.records.PageRecords(s.Context(), f, skip, limit)
	if err != nil {
		s.Fatalf("page through records: %v", err)
	}
	return calls
}

func (s *recordSuite) count(f record.Filter) int {
	s.Helper()
	n, err := s.records.CountRecords(s.Context(), f)
	if err != nil {
		s.Fatalf("count records: %v", err)
	}
	return n
}

func (s *recordSuite) usage(app call.AppID, from, until time.Time) []record.Usage {
	s.Helper()
	days, err := s.records.Usage(s.Context(), app, from, until)
	if err != nil {
		s.Fatalf("read usage: %v", err)
	}
	return days
}

func (s *recordSuite) facts(ref call.Ref) []record.Fact {
	s.Helper()
	facts, err := s.records.Facts(s.Context(), ref)
	if err != nil {
		s.Fatalf("read facts: %v", err)
	}
	return facts
}

func (s *recordSuite) addFacts(facts ...record.Fact) {
	s.Helper()
	if err := s.records.AddFacts(s.Context(), facts); err != nil {
		s.Fatalf("add facts: %v", err)
	}
}

func (s *recordSuite) purge(app call.AppID, endedBefore time.Time, limit int) int {
	s.Helper()
	n, err := s.records.PurgeRecords(s.Context(), app, endedBefore, limit)
	if err != nil {
		s.Fatalf("purge records: %v", err)
	}
	return n
}

func (s *recordSuite) erase(app call.AppID, user, alias call.UserID) int {
	s.Helper()
	n, err := s.records.EraseUser(s.Context(), app, user, alias)
	if err != nil {
		s.Fatalf("erase %s: %v", user, err)
	}
	return n
}

// everything of an app.
var everything = record.Filter{App: app}

func ids(calls []call.Call) []call.ID {
	var all []call.ID
	for i := range calls {
		all = append(all, calls[i].ID)
	}
	return all
}

func testLiveIsNoRecord(s *recordSuite) {
	c := s.start(starting(app, "ann", "bob"))
	same(&s.suite, "the records", s.list(everything, false, record.Position{}, 10), nil)
	same(&s.suite, "their number", s.count(everything), 0)
	same(&s.suite, "a page", s.page(everything, 0, 10), nil)
	same(&s.suite, "the sums", s.usage(app, at(0), at(0)), nil)
	c = s.do(c, call.Cancel{By: phone("ann")}, at(1))
	same(&s.suite, "the records after the end", s.list(everything, false, record.Position{}, 10), []call.Call{c})
}

// P5: exactly one record per call, with everything in it.
func testRecordAtOnce(s *recordSuite) {
	m := starting(app, "ann", "bob", "cid")
	m.UserData, m.Push, m.ChatGroup = "data", []byte(`{"a":1}`), "team"
	c := s.start(m)
	c = s.do(c, call.Rang{By: phone("bob")}, at(1))
	c = s.do(c, call.Accept{By: phone("bob")}, at(2))
	c = s.do(c, call.Reject{By: phone("cid")}, at(3))
	c = s.do(c, call.Invite{By: phone("ann"), Users: []call.UserID{"cid"}, RingFor: ringFor}, at(4))
	c = s.do(c, call.EndCall{By: admin()}, at(5))
	for _, f := range []record.Filter{
		everything,
		{App: app, User: "ann"},
		{App: app, User: "cid"},
		{App: app, From: at(0), Until: at(0)},
		{App: app, Results: []call.Result{call.Completed}, Kind: record.Group, Media: call.Audio},
	} {
		same(&s.suite, "the records", s.list(f, true, record.Position{}, 10), []call.Call{c})
		same(&s.suite, "their number", s.count(f), 1)
	}
	// Over as it begins: one change that is a start and an end.
	s.start(starting(app, "dan", "eve"))
	busy := s.decide(call.Call{}, call.Claimer(starting(app, "fay", "dan")).WithHeld(map[call.UserID]call.ID{"dan": "x"}), at(6))
	c = s.commit(busy)
	same(&s.suite, "the newest record", s.list(everything, false, record.Position{}, 1), []call.Call{c})
}

func testRecordOrder(s *recordSuite) {
	// Started out of order and some at the same moment, so neither the order of ids nor that of the ends is that of the list.
	var all []call.Call
	for i, second := range []int{50, 10, 10, 4000, 10, 60, 0, 90_000} {
		all = append(all, s.ended(starting(app, users[i%4], users[4+i%4]), at(second), i%len(ways)))
	}
	slices.SortFunc(all, func(a, b call.Call) int { return cmp.Or(a.StartedAt.Compare(b.StartedAt), cmp.Compare(a.ID, b.ID)) })
	for _, oldestFirst := range []bool{true, false} {
		same(&s.suite, "the records", s.list(everything, oldestFirst, record.Position{}, 100), all)
		for i, c := range all {
			behind := record.Position{StartedAt: c.StartedAt, ID: c.ID}
			same(&s.suite, "the records behind one", s.list(everything, oldestFirst, behind, 100), all[i+1:])
			same(&s.suite, "some records behind one", s.list(everything, oldestFirst, behind, 2), all[i+1:min(i+3, len(all))])
		}
		same(&s.suite, "no records asked for", s.list(everything, oldestFirst, record.Position{}, 0), nil)
		slices.Reverse(all)
	}
	// A position need not be that of a record.
	same(&s.suite, "the records behind a moment", ids(s.list(everything, true, record.Position{StartedAt: at(10)}, 100)), ids(all[1:]))
}

// world makes many calls: in two apps, of all sorts, in the minutes and hours around a day's end.
func (s *recordSuite) world(random *rand.Rand, n int) []call.Call {
	s.Helper()
	midnight := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	moments := []time.Duration{
		-25 * time.Hour, -2 * time.Hour, -time.Hour, -time.Minute - time.Millisecond, -time.Minute, -time.Millisecond, 0, time.Millisecond,
		time.Minute, 59 * time.Minute, time.Hour - time.Millisecond, time.Hour, 3*time.Hour + 30*time.Minute, 26 * time.Hour,
	}
	var all []call.Call
	for range n {
		who := slices.Clone(users)
		random.Shuffle(len(who), func(i, j int) { who[i], who[j] = who[j], who[i] })
		m := starting(app, who[0], who[1:2+random.IntN(3)]...)
		if random.IntN(5) == 0 {
			m.App = otherApp
		}
		if random.IntN(3) == 0 {
			m.Media = call.Video
		}
		startedAt := midnight.Add(moments[random.IntN(len(moments))])
		if random.IntN(2) == 0 {
			startedAt = startedAt.Add(time.Duration(random.IntN(3*3600_000)) * time.Millisecond)
		}
		all = append(all, s.ended(m, startedAt, random.IntN(len(ways))))
	}
	slices.SortFunc(all, func(a, b call.Call) int { return cmp.Or(a.StartedAt.Compare(b.StartedAt), cmp.Compare(a.ID, b.ID)) })
	return all
}

// pick is what a filter should find.
func pick(all []call.Call, f record.Filter) []call.Call {
	return slices.DeleteFunc(slices.Clone(all), func(c call.Call) bool { return !f.Picks(&c) })
}

// anyFilter asks for something, at times that are just those of a record, or on the edge of a minute or an hour.
func anyFilter(random *rand.Rand, all []call.Call) record.Filter {
	moment := func() time.Time {
		at := all[random.IntN(len(all))].StartedAt.Add(time.Duration(random.IntN(3)-1) * time.Millisecond)
		switch random.IntN(5) {
		case 0:
			return time.Time{}
		case 1:
			return at.Truncate(time.Minute)
		case 2:
			return at.Truncate(time.Hour)
		case 3:
			return at.Add(time.Duration(random.IntN(1e6))) // no whole millisecond
		}
		return at
	}
	f := record.Filter{App: app, From: moment(), Until: moment()}
	if random.IntN(3) == 0 {
		f.From, f.Until = time.Time{}, time.Time{}
	}
	if random.IntN(6) == 0 {
		f.App = otherApp
	}
	if random.IntN(4) == 0 {
		f.User = users[random.IntN(len(users))]
		f.Missed = random.IntN(2) == 0
	}
	if random.IntN(3) == 0 {
		f.Kind = []record.Kind{record.OneToOne, record.Group}[random.IntN(2)]
	}
	if random.IntN(3) == 0 {
		f.Media = []call.Media{call.Audio, call.Video}[random.IntN(2)]
	}
	for range random.IntN(3) {
		f.Results = append(f.Results, ways[random.IntN(len(ways))].result)
	}
	return f
}

func testRecordFilters(s *recordSuite) {
	random := rand.New(rand.NewPCG(7, 7))
	all := s.world(random, 150)
	for range 150 {
		f := anyFilter(random, all)
		want := pick(all, f)
		same(&s.suite, "the number of records", s.count(f), len(want))
		same(&s.suite, "the records", ids(s.list(f, true, record.Position{}, 1000)), ids(want))
		slices.Reverse(want)
		same(&s.suite, "the records backwards", ids(s.list(f, false, record.Position{}, 1000)), ids(want))
	}
	for name, f := range map[string]record.Filter{
		"of an unknown user":   {App: app, User: "zoe"},
		"of an unknown result": {App: app, Results: []call.Result{"x' OR 1=1 --"}},
		"of an unknown media":  {App: app, Media: "smell"},
		"of an unknown app":    {App: 7},
		"of no app":            {},
		"of a time backwards":  {App: app, From: at(1000), Until: at(0)},
		"of the stone age":     {App: app, Until: time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)},
		"of the far future":    {App: app, From: time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)},
	} {
		same(&s.suite, "the number of records "+name, s.count(f), 0)
		same(&s.suite, "the records "+name, s.list(f, false, record.Position{}, 10), nil)
		same(&s.suite, "the page of records "+name, s.page(f, 0, 10), nil)
	}
}

func testRecordPages(s *recordSuite) {
	random := rand.New(rand.NewPCG(8, 8))
	all := s.world(random, 150)
	for range 40 {
		f := anyFilter(random, all)
		want, size := pick(all, f), 1+random.IntN(20)
		for skip := 0; skip <= len(want)+size; skip += size {
			same(&s.suite, "a page", ids(s.page(f, skip, size)), ids(want[min(skip, len(want)):min(skip+size, len(want))]))
		}
		var walked []call.Call
		for behind := (record.Position{}); ; {
			next := s.list(f, true, behind, size)
			if walked = append(walked, next...); len(next) < size {
				break
			}
			last := next[len(next)-1]
			behind = record.Position{StartedAt: last.StartedAt, ID: last.ID}
		}
		same(&s.suite, "the records, walked", ids(walked), ids(want))
	}
	same(&s.suite, "a page before the first", ids(s.page(everything, -5, 2)), ids(pick(all, everything)[:2]))
	same(&s.suite, "an empty page", s.page(everything, 0, 0), nil)
}

// P16, with the same ids and users in both apps.
func testRecordApps(s *recordSuite) {
	m := starting(app, "ann", "bob")
	mine := s.ended(m, at(0), 0)
	m.App = otherApp
	theirs := s.ended(m, at(0), 0)
	other := record.Filter{App: otherApp, User: "ann"}
	same(&s.suite, "the records", s.list(everything, true, record.Position{}, 10), []call.Call{mine})
	same(&s.suite, "the other app's records", s.list(other, true, record.Position{}, 10), []call.Call{theirs})
	s.addFacts(record.Fact{Call: mine.Ref(), At: at(0), Source: "media", Kind: "joined"})
	same(&s.suite, "the other app's facts", s.facts(theirs.Ref()), nil)

	same(&s.suite, "how many are erased", s.erase(app, "ann", "x1"), 1)
	same(&s.suite, "how many are purged", s.purge(app, at(1000), 10), 1)
	same(&s.suite, "the other app's records", s.list(other, true, record.Position{}, 10), []call.Call{theirs})
	same(&s.suite, "the other app's number", s.count(other), 1)
	s.checkHistory(&theirs, s.history(theirs.Ref()))
}

func testUsage(s *recordSuite) {
	random := rand.New(rand.NewPCG(9, 9))
	var want []record.Usage
	for _, c := range s.world(random, 100) {
		if c.App != app {
			continue
		}
		u := record.UsageOf(&c)
		i := slices.IndexFunc(want, func(w record.Usage) bool { return w.Day.Equal(u.Day) && w.Media == u.Media && w.Result == u.Result })
		if i < 0 {
			want = append(want, u)
		} else {
			want[i].Add(u)
		}
	}
	slices.SortFunc(want, func(a, b record.Usage) int {
		return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.Media, b.Media), cmp.Compare(a.Result, b.Result))
	})
	first, last := want[0].Day, want[len(want)-1].Day
	if first.Equal(last) {
		s.Fatal("all ended on one day")
	}
	same(&s.suite, "the sums", s.usage(app, first, last), want)
	same(&s.suite, "the sums from noon to noon", s.usage(app, first.Add(12*time.Hour), last.Add(12*time.Hour)), want)
	one := slices.DeleteFunc(slices.Clone(want), func(u record.Usage) bool { return !u.Day.Equal(last) })
	same(&s.suite, "the last day's sums", s.usage(app, last, last), one)
	same(&s.suite, "the sums of other days", s.usage(app, last.Add(24*time.Hour), last.Add(240*time.Hour)), nil)
	same(&s.suite, "the sums of an unknown app", s.usage(7, first, last), nil)
}

func testFacts(s *recordSuite) {
	c := s.start(starting(app, "ann", "bob"))
	first := record.Fact{Call: c.Ref(), At: at(1), Source: "media", Kind: "joined", User: "ann", Device: "ann-phone"}
	second := record.Fact{Call: c.Ref(), At: at(2), Source: "client", Kind: "lost", User: "bob", Detail: map[string]string{"why": "\x00 'ü\" "}}
	same(&s.suite, "the facts before any", s.facts(c.Ref()), nil)
	s.addFacts(second, first)
	third := first
	s.addFacts(third)
	s.addFacts()
	same(&s.suite, "the facts", s.facts(c.Ref()), []record.Fact{first, third, second})
	unknown := call.Ref{App: app, ID: newID()}
	first.Call = unknown
	s.addFacts(first)
	same(&s.suite, "the facts of an unknown call", s.facts(unknown), []record.Fact{first})
	s.do(c, call.Cancel{By: phone("ann")}, at(3))
	same(&s.suite, "the facts after the end", s.facts(c.Ref()), []record.Fact{{
		Call: c.Ref(), At: at(1), Source: "media", Kind: "joined", User: "ann", Device: "ann-phone",
	}, third, second})
}

func testPurge(s *recordSuite) {
	random := rand.New(rand.NewPCG(10, 10))
	all := s.world(random, 120)
	mine := pick(all, everything)
	for len(mine) > 0 {
		cut := mine[random.IntN(len(mine))].End.At.Add(time.Duration(random.IntN(2)) * time.Millisecond)
		var old, kept []call.Call
		for _, c := range mine {
			if c.End.At.Before(cut) {
				old = append(old, c)
			} else {
				kept = append(kept, c)
			}
		}
		left := len(old)
		for left > 0 {
			limit := 1 + random.IntN(7)
			n := s.purge(app, cut, limit)
			same(&s.suite, "how many are purged", n, min(limit, left))
			left -= n
		}
		same(&s.suite, "how many more", s.purge(app, cut, 100), 0)
		mine = kept
		for range 10 {
			f := anyFilter(random, all)
			f.App = app
			want := pick(mine, f)
			same(&s.suite, "the number of records", s.count(f), len(want))
			same(&s.suite, "the records", ids(s.list(f, true, record.Position{}, 1000)), ids(want))
		}
		if len(kept) > 0 && random.IntN(4) == 0 {
			last := kept[len(kept)-1].End.At
			same(&s.suite, "how many are purged up to the last", s.purge(app, last.Add(-time.Hour*1000), 100), 0)
		}
		if len(mine) < 20 {
			same(&s.suite, "how many are left", s.purge(app, at(1e6), 1000), len(mine))
			mine = nil
		}
	}
	same(&s.suite, "the number of records at last", s.count(everything), 0)
	other := record.Filter{App: otherApp}
	same(&s.suite, "the other app's records", ids(s.list(other, true, record.Position{}, 1000)), ids(pick(all, other)))
}

func testPurgeAll(s *recordSuite) {
	change := s.decide(call.Call{}, starting(app, "ann", "bob"), at(0))
	change.Request = call.Request{User: "ann", Device: "ann-phone", ID: "r1"}
	c := s.commit(change)
	c = s.do(c, call.Cancel{By: phone("ann")}, at(1))
	stray := call.Ref{App: app, ID: "019b76da-a800-7000-8000-000000000001"} // of New Year's Eve 2025
	s.addFacts(record.Fact{Call: c.Ref(), At: at(0), Source: "s", Kind: "k"},
		record.Fact{Call: stray, At: at(0), Source: "s", Kind: "k"}, record.Fact{Call: stray, At: at(2), Source: "s", Kind: "k"})
	same(&s.suite, "how many are purged at their end", s.purge(app, at(1), 10), 0)
	same(&s.suite, "how many are purged", s.purge(app, at(2), 10), 1)
	s.purge(app, at(2), 10) // a stray fact goes with the last lot, or the next

	_, err := s.store.Load(s.Context(), c.Ref())
	s.isNotFound("load", err)
	_, err = s.store.History(s.Context(), c.Ref())
	s.isNotFound("history", err)
	same(&s.suite, "the request's call", s.requested(app, change.Request), call.ID(""))
	same(&s.suite, "the facts", s.facts(c.Ref()), nil)
	same(&s.suite, "the facts of a call that nobody knows", len(s.facts(stray)), 1)
	for _, f := range []record.Filter{everything, {App: app, User: "ann"}, {App: app, User: "bob"}} {
		same(&s.suite, "the records", s.list(f, true, record.Position{}, 10), nil)
		same(&s.suite, "their number", s.count(f), 0)
	}
	// All of it may come again.
	again := s.decide(call.Call{}, starting(app, "ann", "bob"), at(3))
	again.Request = change.Request
	s.commit(again)
}

func testPurgeKeeps(s *recordSuite) {
	live := s.start(starting(app, "cid", "dan"))
	s.addFacts(record.Fact{Call: live.Ref(), At: at(0), Source: "s", Kind: "k"})
	old := s.ended(starting(app, "ann", "bob"), at(0), 0)
	long := s.start(starting(app, "ann", "bob"))
	long = s.do(long, call.Accept{By: phone("bob")}, at(1))
	long = s.do(long, call.Hangup{By: phone("ann")}, at(1000))
	before := s.usage(app, at(0), at(1000))
	same(&s.suite, "how many are purged", s.purge(app, at(900), 10), 1)
	_, err := s.store.Load(s.Context(), old.Ref())
	s.isNotFound("load", err)
	same(&s.suite, "the records", s.list(everything, true, record.Position{}, 10), []call.Call{long})
	same(&s.suite, "the live calls", s.live(app), []call.Call{live})
	same(&s.suite, "the live call's history", len(s.history(live.Ref())), 1)
	same(&s.suite, "the live call's facts", len(s.facts(live.Ref())), 1)
	same(&s.suite, "the sums", s.usage(app, at(0), at(1000)), before)
}

// told makes a call between two that a back end hears of, twice.
func (s *recordSuite) told(caller, callee call.UserID) call.Call {
	s.Helper()
	message := func(ch call.Change) call.Change {
		ch.Deliveries = []call.Delivery{{Event: "changed", At: ch.To.LastAt, Body: []byte(`{"of":"` + string(callee) + `"}`)}}
		return ch
	}
	c := s.commit(message(s.decide(call.Call{}, starting(app, caller, callee), at(0))))
	return s.commit(message(s.decide(c, call.Cancel{By: phone(caller)}, at(1))))
}

func (s *recordSuite) deliveries(id call.ID) []webhook.Delivery {
	s.Helper()
	list, err := s.records.Deliveries(s.Context(), webhook.Filter{App: app, Call: id}, webhook.Position{}, 10)
	if err != nil {
		s.Fatalf("list deliveries: %v", err)
	}
	return list
}

// P6: what is to be told goes with nothing. What was told goes with its call.
func testPurgeWaits(s *recordSuite) {
	waiting := s.told("ann", "bob")
	other := s.ended(starting(app, "cid", "dan"), at(0), 0)
	same(&s.suite, "how many are purged", s.purge(app, at(100), 1), 1)
	_, err := s.store.Load(s.Context(), other.Ref())
	s.isNotFound("load", err)
	for left := 2; left > 0; left-- {
		same(&s.suite, "how many are purged", s.purge(app, at(100), 10), 0)
		same(&s.suite, "the call", s.load(waiting.Ref()), waiting)
		next, err := s.records.NextDeliveries(s.Context(), waiting.Ref(), 1)
		if err == nil {
			err = s.records.SettleDelivery(s.Context(), &next[0], webhook.Delivered, time.Time{}, at(50))
		}
		if err != nil {
			s.Fatal(err)
		}
	}
	same(&s.suite, "what was told", len(s.deliveries(waiting.ID)), 2)
	same(&s.suite, "how many are purged when all is told", s.purge(app, at(100), 10), 1)
	same(&s.suite, "what was told", len(s.deliveries(waiting.ID)), 0)
}

// What was told of a user, or was to be, is told to nobody any more; that there was something stays.
func testEraseTold(s *recordSuite) {
	c, other := s.told("ann", "bob"), s.told("cid", "dan")
	same(&s.suite, "in how many calls bob was", s.erase(app, "bob", "gone-1"), 1)
	for _, d := range s.deliveries(c.ID) {
		if len(d.Body) > 0 || d.State != webhook.Canceled {
			s.Fatalf("still %s: %s", d.State, d.Body)
		}
	}
	for _, d := range s.deliveries(other.ID) {
		if len(d.Body) == 0 || d.State != webhook.Pending {
			s.Fatalf("of others: %s, %s", d.State, d.Body)
		}
	}
	same(&s.suite, "what is left", len(s.deliveries(c.ID)), 2)
}

// testCountsUnderLoad ends, purges and erases at once, so that they share transactions. What is left must be counted.
func testCountsUnderLoad(s *recordSuite) {
	var group sync.WaitGroup
	failed := make(chan error, 64)
	fail := func(err error) {
		select {
		case failed <- err:
		default:
		}
	}
	for worker := range 4 {
		group.Go(func() {
			caller, callee := users[2*worker], users[2*worker+1]
			for i := range 25 {
				start, err := call.Apply(call.Call{}, starting(app, caller, callee), at(i*40))
				if err == nil {
					err = s.store.Commit(s.Context(), start)
				}
				if err != nil {
					fail(err)
					return
				}
				end, err := call.Apply(start.To, call.EndCall{By: admin()}, at(i*40+1))
				if err == nil {
					err = s.store.Commit(s.Context(), end)
				}
				if err != nil {
					fail(err)
					return
				}
				if _, err := s.records.EraseUser(s.Context(), app, callee, "erased-"+callee); err != nil {
					fail(err)
				}
			}
		})
		group.Go(func() {
			for i := range 20 {
				if _, err := s.records.PurgeRecords(s.Context(), app, at(i*30), 5); err != nil {
					fail(err)
				}
			}
		})
	}
	group.Wait()
	close(failed)
	for err := range failed {
		s.Fatal(err)
	}
	left := s.list(everything, true, record.Position{}, 1000)
	same(&s.suite, "the number of records", s.count(everything), len(left))
	same(&s.suite, "the page of records", ids(s.page(everything, len(left)/2, 1000)), ids(left[len(left)/2:]))
	for _, u := range users {
		same(&s.suite, "the number of a user's records", s.count(record.Filter{App: app, User: u}), len(pick(left, record.Filter{App: app, User: u})))
	}
	calls := 0
	for _, u := range s.usage(app, at(0), at(0)) {
		calls += u.Calls
	}
	same(&s.suite, "the calls of the day", calls, 100)
}

// story is a call with everything in it that could tell of a user.
func (s *recordSuite) story() call.Call {
	s.Helper()
	m := starting(app, "ann", "bob", "cid")
	m.UserData, m.Push = "bob's number is 4711", []byte(`{"title":"bob"}`)
	m.By.From = call.Origin{IP: "192.0.2.1", Platform: "web"}
	bob := phone("bob")
	bob.From = call.Origin{IP: "192.0.2.2", Platform: "ios"}
	c := call.Call{}
	for i, cmd := range []call.Command{
		m,
		call.Rang{By: tablet("bob")},
		call.Accept{By: bob},
		call.Reject{By: phone("cid")},
		call.Invite{By: bob, Users: []call.UserID{"cid"}, RingFor: ringFor},
		call.Reject{By: tablet("cid"), Busy: true},
		call.Hangup{By: bob},
	} {
		change := s.decide(c, cmd, at(i))
		if i%2 == 0 {
			change.Request = call.Request{User: change.Events[0].By.User, Device: change.Events[0].By.Device, ID: "r1"}
			if i > 0 {
				change.Request.ID += cmd.Rule()
			}
		}
		c = s.commit(change)
	}
	return c
}

func testErase(s *recordSuite) {
	c := s.story()
	s.addFacts(record.Fact{Call: c.Ref(), At: at(1), Source: "media", Kind: "joined", User: "bob", Device: "bob-phone", Detail: map[string]string{"ip": "192.0.2.2"}},
		record.Fact{Call: c.Ref(), At: at(2), Source: "media", Kind: "joined", User: "ann", Device: "ann-phone", Detail: map[string]string{"ip": "192.0.2.1"}})
	same(&s.suite, "in how many calls bob was", s.erase(app, "bob", "gone-1"), 1)
	same(&s.suite, "in how many calls bob is", s.erase(app, "bob", "gone-1"), 0)

	e := record.Erasure{User: "bob", Alias: "gone-1"}
	want, err := e.Call(&c)
	if err != nil {
		s.Fatal(err)
	}
	got := s.load(c.Ref())
	same(&s.suite, "the record", got, want)
	if got.UserData != "" || got.Push != nil || got.Leg("bob") != nil || got.End.By.User != "gone-1" {
		s.Fatalf("the record still tells of bob: %+v", got)
	}
	entries := s.history(c.Ref())
	s.checkHistory(&got, entries)
	for _, entry := range entries {
		for _, event := range entry.Events {
			if event.User == "bob" || event.By.User == "bob" || event.Device == "bob-phone" || event.By.Device == "bob-phone" {
				s.Fatalf("version %d still tells of bob: %+v", entry.Version, event)
			}
		}
		if entry.Request.User == "bob" || entry.Origin.IP == "192.0.2.2" {
			s.Fatalf("version %d still tells of bob: %+v %+v", entry.Version, entry.Request, entry.Origin)
		}
	}
	same(&s.suite, "where the other user's command came from", entries[0].Origin, call.Origin{IP: "192.0.2.1", Platform: "web"})
	same(&s.suite, "the other user's request", s.requested(app, call.Request{User: "ann", Device: "ann-phone", ID: "r1"}), c.ID)
	same(&s.suite, "the erased user's request", s.requested(app, call.Request{User: "bob", Device: "bob-phone", ID: "r1accept"}), call.ID(""))
	facts := s.facts(c.Ref())
	same(&s.suite, "the erased user's fact", facts[0], record.Fact{
		Call: c.Ref(), At: at(1), Source: "media", Kind: "joined", User: "gone-1", Device: record.ErasedDevice,
	})
	same(&s.suite, "the other user's fact", facts[1].Detail, map[string]string{"ip": "192.0.2.1"})
	for user, n := range map[call.UserID]int{"bob": 0, "gone-1": 1, "ann": 1, "cid": 1} {
		f := record.Filter{App: app, User: user}
		same(&s.suite, "the number of records of "+string(user), s.count(f), n)
		same(&s.suite, "the records of "+string(user), len(s.list(f, true, record.Position{}, 10)), n)
	}
}

// testEraseKeeps erases in many calls, one after the other.
func testEraseKeeps(s *recordSuite) {
	random := rand.New(rand.NewPCG(11, 11))
	all := s.world(random, 130)
	live := s.start(starting(app, "ann", "bob"))
	for i, u := range users[:3] {
		alias := "gone-" + u
		n := len(pick(all, record.Filter{App: app, User: u}))
		missed := record.Filter{App: app, User: u, Missed: true}
		theirs := ids(pick(all, missed))
		same(&s.suite, "in how many calls a user was", s.erase(app, u, alias), n)
		same(&s.suite, "the number of records", s.count(everything), len(pick(all, everything)))
		same(&s.suite, "the alias's records", len(s.list(record.Filter{App: app, User: alias}, false, record.Position{}, 1000)), n)
		same(&s.suite, "what the user missed", s.list(missed, true, record.Position{}, 1000), nil)
		missed.User = alias
		same(&s.suite, "what the alias missed", ids(s.list(missed, true, record.Position{}, 1000)), theirs)
		if i == 0 {
			same(&s.suite, "the live call", s.load(live.Ref()), live)
		}
	}
	s.everything() // no claim went with them
	for _, c := range s.list(everything, true, record.Position{}, 1000) {
		s.checkHistory(&c, s.history(c.Ref()))
	}
	same(&s.suite, "the other app's records", s.list(record.Filter{App: otherApp}, true, record.Position{}, 1000), pick(all, record.Filter{App: otherApp}))
	// What is purged is purged under the new name, too.
	same(&s.suite, "how many are purged", s.purge(app, at(1e6), 1000), len(pick(all, everything)))
	same(&s.suite, "the alias's number", s.count(record.Filter{App: app, User: "gone-ann"}), 0)
	same(&s.suite, "what the alias missed", s.count(record.Filter{App: app, User: "gone-ann", Missed: true}), 0)
}

func testEraseRefuses(s *recordSuite) {
	c := s.ended(starting(app, "ann", "bob"), at(0), 0)
	s.ended(starting(app, "ann", "cid"), at(100), 0)
	for _, alias := range []call.UserID{"", "ann", "bob", "a b", "012345678901234567890123456789012"} {
		n, err := s.records.EraseUser(s.Context(), app, "ann", alias)
		var refused *call.Error
		if !errors.As(err, &refused) || refused.Code != call.CodeInvalid || n != 0 {
			s.Fatalf("alias %q: %d, %v", alias, n, err)
		}
	}
	same(&s.suite, "the record", s.load(c.Ref()), c)
	same(&s.suite, "the user's records", s.count(record.Filter{App: app, User: "ann"}), 2)
	// A name that is somebody's, but in no call of the user, is the caller's business.
	same(&s.suite, "how many", s.erase(app, "cid", "dan"), 1)
}
