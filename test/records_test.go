package test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringline/internal/call"
)

// TestRecordCommands plays the documented answers of the two commands about records against the real server: those that do not
// depend on calls of days ago.
func TestRecordCommands(t *testing.T) {
	s, world := newStage(t)
	played := 0
	for _, name := range []string{"get_record_by_callid", "get_record_by_filter"} {
		cases := fixture[struct {
			Cases []goldenCase `json:"cases"`
		}](t, name+".json").Cases
		for _, c := range cases {
			if c.Repeat > 2 || c.Answer["ErrorCode"] == 0.0 {
				continue
			}
			played++
			t.Run(name+"/"+c.Name, func(t *testing.T) {
				for _, w := range world.Calls {
					if id := string(w.CallID); strings.Contains(c.Request.Body, id) && w.Then != "ended" {
						ours := s.call(t, w.Then)
						c.Request.Body = strings.ReplaceAll(c.Request.Body, id, string(ours))
						defer s.must(t, "end_call", object{"CallId": ours})
					}
				}
				if diff := cmp.Diff(c.Answer, s.play(t, &c.Request)); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
	if played < 20 {
		t.Errorf("only %d cases", played)
	}
}

// TestRecordIsThereAtOnce: P5. A back end that is told of the end of a call can read its record, exactly once and exact.
func TestRecordIsThereAtOnce(t *testing.T) {
	s, _ := newStage(t)
	from := time.Now().Unix()
	missing := func(command string, body object) {
		t.Helper()
		if r, err := s.do(t.Context(), command, body); err != nil || r.ErrorCode != 101050 {
			t.Errorf("%s %v: %+v, %v", command, body, r, err)
		}
	}
	missing("get_record_by_filter", object{})

	answered := s.call(t, "answered")
	missing("get_record_by_callid", object{"CallId": answered})
	s.must(t, "end_call", object{"CallId": answered})
	canceled := s.ring(t, "bob", "nobody")
	s.must(t, "end_call", object{"CallId": canceled})

	one := s.must(t, "get_record_by_callid", object{"CallId": answered}).Response.CallRecord
	two := s.must(t, "get_record_by_callid", object{"CallId": canceled}).Response.CallRecord
	until := time.Now().Unix()
	if one.CallId != answered || one.Caller != "robot" || one.CallType != "SingleCall" || one.CallResult != "NormalEnd" || one.MediaType != "Audio" ||
		one.StartTime < from || one.AcceptTime < one.StartTime || one.EndTime < one.AcceptTime || one.EndTime > until ||
		one.RoomId == "" || one.RoomIdType != 1 || !slices.Equal(one.Members, []call.UserID{"robot", "bob"}) {
		t.Errorf("record of the answered call: %+v", one)
	}
	if two.CallId != canceled || two.CallType != "MultiCall" || two.CallResult != "Cancel" || two.AcceptTime != 0 ||
		!slices.Equal(two.Members, []call.UserID{"robot", "bob", "nobody"}) {
		t.Errorf("record of the canceled call: %+v", two)
	}

	all := s.must(t, "get_record_by_filter", object{"StartTime": from, "EndTime": until}).Response
	if all.TotalNum != 2 || all.Page != 1 || !cmp.Equal(all.CallRecordList, []record{one, two}) {
		t.Errorf("both: %+v", all)
	}
	if r := s.must(t, "get_record_by_filter", object{"NumberPerPage": 1, "Page": 2}).Response; r.TotalNum != 2 || r.Page != 2 || !cmp.Equal(r.CallRecordList, []record{two}) {
		t.Errorf("second page: %+v", r)
	}
	if r := s.must(t, "get_record_by_filter", object{"Page": 2}).Response; r.TotalNum != 2 || r.Page != 0 || len(r.CallRecordList) != 0 {
		t.Errorf("page beyond the end: %+v", r)
	}
	if r := s.must(t, "get_record_by_filter", object{"CallResult": "Cancel"}).Response; !cmp.Equal(r.CallRecordList, []record{two}) {
		t.Errorf("canceled ones: %+v", r)
	}
	missing("get_record_by_filter", object{"CallResult": "CallBusy"})
	missing("get_record_by_filter", object{"EndTime": from - 1})
}
