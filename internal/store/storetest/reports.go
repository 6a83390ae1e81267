package storetest

import (
	"time"

	"ringline/internal/call"
	"ringline/internal/record"
)

// P8: what a user missed is found page by page, whatever else there is, and nothing else is.
func testMissed(s *recordSuite) {
	var want []call.ID
	for i := range 12 {
		way := i % len(ways)
		c := s.ended(starting(app, "ann", "bob"), at(i*100), way)
		if ways[way].result == call.ResultNoAnswer {
			want = append(want, c.ID)
		}
	}
	// Over for others before its time, so nobody's fault; and one in which one of two did not come.
	s.ended(starting(app, "cid", "bob", "dan"), at(2000), 1)
	c := s.put(call.Call{}, starting(app, "cid", "bob", "dan"), at(2100))
	c = s.put(c, call.Accept{By: phone("dan")}, at(2101))
	c = s.put(c, call.Tick{}, at(2140))
	c = s.put(c, call.Hangup{By: phone("dan")}, at(2150))
	want = append(want, c.ID)

	f := record.Filter{App: app, User: "bob", Missed: true}
	var walked []call.ID
	for behind := (record.Position{}); ; {
		page := s.list(f, true, behind, 1)
		if len(page) == 0 {
			break
		}
		walked = append(walked, page[0].ID)
		behind = record.Position{StartedAt: page[0].StartedAt, ID: page[0].ID}
	}
	same(&s.suite, "what bob missed, page by page", walked, want)
	same(&s.suite, "how many bob missed", s.count(f), len(want))
	f.Results = []call.Result{call.Completed}
	same(&s.suite, "what bob missed of what others talked", ids(s.list(f, false, record.Position{}, 10)), want[len(want)-1:])
	for _, user := range []call.UserID{"ann", "dan", "zoe"} {
		same(&s.suite, "what others missed", s.count(record.Filter{App: app, User: user, Missed: true}), 0)
	}
	same(&s.suite, "what nobody in particular missed", s.count(record.Filter{App: app, Missed: true}), 14)
}

func number(n float64) *float64 { return &n }

func reportOf(c *call.Call, leg int, at time.Time, rtt float64) record.Report {
	return record.Report{Call: c.Ref(), Leg: leg, At: at, Statistics: record.Statistics{RTT: number(rtt)}}
}

func (s *recordSuite) report(reports ...record.Report) {
	s.Helper()
	if err := s.records.SaveReports(s.Context(), reports); err != nil {
		s.Fatalf("save reports: %v", err)
	}
}

func (s *recordSuite) reports(app call.AppID, calls ...call.ID) []record.Report {
	s.Helper()
	all, err := s.records.Reports(s.Context(), app, calls)
	if err != nil {
		s.Fatalf("read reports: %v", err)
	}
	return all
}

func testReports(s *recordSuite) {
	first, second := s.start(starting(app, "ann", "bob")), s.start(starting(app, "cid", "dan"))
	first = s.do(first, call.Accept{By: phone("bob")}, at(1))
	same(&s.suite, "the reports before any", s.reports(app, first.ID, second.ID), nil)
	s.report()

	full := record.Report{Call: first.Ref(), Leg: 1, At: at(3), Statistics: record.Statistics{
		FirstAudio: number(420.5), FirstFrame: number(610), RTT: number(38.25), RTTMax: number(120), Jitter: number(0), LossIn: number(1),
		LossOut: number(0.004), BitrateIn: number(1e10), BitrateOut: number(0.1), Freezes: number(1), Frozen: number(340), Quality: number(1.4),
		Reconnects: number(2), Transport: record.Relay, Samples: number(30), Duration: number(60000),
	}}
	empty := record.Report{Call: second.Ref(), Leg: 0, At: at(4)}
	caller := reportOf(&first, 0, at(2), 7)
	s.report(empty, full, caller)
	same(&s.suite, "a call's reports", s.reports(app, first.ID), []record.Report{caller, full})
	all := []record.Report{caller, full, empty}
	if second.ID < first.ID {
		all = []record.Report{empty, caller, full}
	}
	same(&s.suite, "the reports of both calls", s.reports(app, second.ID, first.ID, first.ID, newID()), all)
	same(&s.suite, "the reports of no call", s.reports(app), nil)

	// The last one stands for all: what it does not say is not said.
	last := reportOf(&first, 1, at(5), 40)
	s.report(last)
	same(&s.suite, "the reports after another", s.reports(app, first.ID), []record.Report{caller, last})
	first = s.do(first, call.Hangup{By: phone("bob")}, at(6))
	last.At, last.RTT = at(7), number(41)
	s.report(last)
	same(&s.suite, "the reports after the end", s.reports(app, first.ID), []record.Report{caller, last})
}

// P16, with the same ids and users in both apps.
func testReportApps(s *recordSuite) {
	m := starting(app, "ann", "bob")
	mine := s.start(m)
	m.App = otherApp
	theirs := s.start(m)
	s.report(reportOf(&mine, 0, at(1), 1), reportOf(&theirs, 0, at(2), 2))
	same(&s.suite, "the reports", s.reports(app, mine.ID), []record.Report{reportOf(&mine, 0, at(1), 1)})
	same(&s.suite, "the other app's reports", s.reports(otherApp, mine.ID), []record.Report{reportOf(&theirs, 0, at(2), 2)})
	s.do(mine, call.Cancel{By: phone("ann")}, at(3))
	s.erase(app, "ann", "x1")
	same(&s.suite, "the erased user's reports", s.reports(app, mine.ID), nil)
	same(&s.suite, "the other app's reports", len(s.reports(otherApp, mine.ID)), 1)
}

func testReportsGo(s *recordSuite) {
	c := s.story() // bob is in it with leg 1, cid with 2 and 3
	s.report(reportOf(&c, 0, at(1), 1), reportOf(&c, 1, at(1), 2), reportOf(&c, 3, at(1), 3))
	s.erase(app, "cid", "gone-1")
	same(&s.suite, "the reports without cid's", s.reports(app, c.ID), []record.Report{reportOf(&c, 0, at(1), 1), reportOf(&c, 1, at(1), 2)})
	s.erase(app, "bob", "gone-2")
	same(&s.suite, "the reports without bob's", s.reports(app, c.ID), []record.Report{reportOf(&c, 0, at(1), 1)})

	kept := s.ended(starting(app, "dan", "eve"), at(100), 0)
	s.report(reportOf(&kept, 0, at(101), 4))
	same(&s.suite, "how many are purged", s.purge(app, at(50), 10), 1)
	same(&s.suite, "the purged call's reports", s.reports(app, c.ID), nil)
	same(&s.suite, "another call's reports", len(s.reports(app, kept.ID)), 1)
	// Who reports of a call that is forgotten comes too late.
	s.report(reportOf(&c, 0, at(200), 5), record.Report{Call: call.Ref{App: app, ID: newID()}, At: at(200)}, reportOf(&kept, 1, at(200), 6))
	same(&s.suite, "the purged call's reports", s.reports(app, c.ID), nil)
	same(&s.suite, "the reports beside it", len(s.reports(app, kept.ID)), 2)
}
