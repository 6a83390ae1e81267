package v1

import (
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringline/client"
	"ringline/internal/call"
	"ringline/internal/record"
)

func TestCallsOfABackEnd(t *testing.T) {
	w := newWorld(t)
	c := as[client.Call](w.ask(post, shopCalls, `{"caller":"alice","callees":["bob"],"media":"video","user_data":"order 17","ring_ms":20000}`, nil), 201)
	if c.App != "1400000001" || c.State != client.CallRinging || c.Kind != client.OneToOne || c.Caller != "alice" || c.UserData != "order 17" ||
		len(c.Legs) != 2 || c.Legs[0].State != client.LegRinging || c.Legs[1].Deadline.Sub(c.Legs[1].InvitedAt) != 20*time.Second {
		t.Errorf("started %+v", c)
	}
	path := shopCalls + "/" + c.ID
	as[client.App](w.ask(post, "/apps/1400000001/disable", "", nil), 200)
	w.ask(post, path+"/invite", `{"users":["carol"]}`, nil).refused(403, client.CodeForbidden)
	w.ask(post, shopCalls, start, nil).refused(403, client.CodeForbidden)
	as[client.App](w.ask(post, "/apps/1400000001/enable", "", nil), 200)
	w.ask(get, shopCalls+"?older_ms=9223372036854775807", "", nil).refused(400, client.CodeInvalid)
	w.wait(2 * time.Second)
	list := as[client.CallList](w.ask(get, shopCalls, "", nil), 200)
	if len(list.Calls) != 1 || list.Calls[0].ID != c.ID || list.Calls[0].RingMS < 1900 || list.NextCursor != "" {
		t.Errorf("list %+v", list)
	}
	w.accept(call.Call{App: shop, ID: call.ID(c.ID)}, "alice")
	w.accept(call.Call{App: shop, ID: call.ID(c.ID)}, "bob")
	c = as[client.Call](w.ask(post, path+"/invite", `{"users":["carol"]}`, nil), 200)
	if c.Kind != client.Group || len(c.Legs) != 3 || c.State != client.CallTalking {
		t.Errorf("invited %+v", c)
	}
	c = as[client.Call](w.ask(post, path+"/kick", `{"user":"bob"}`, nil), 200)
	if c.Leg("bob").Reason != client.Removed {
		t.Errorf("kicked %+v", c)
	}
	w.wait(3 * time.Second)
	c = as[client.Call](w.ask(post, path+"/end", "", nil), 200)
	if c.State != client.CallEnded || c.End.By.Name != "operator" || c.End.Cause != "end" || c.End.Result != client.Completed {
		t.Errorf("ended %+v", c)
	}
	w.ask(post, path+"/end", "", nil).refused(409, client.CodeEnded)
	if again := as[client.Call](w.ask(get, path, "", nil), 200); again.TalkMS != c.TalkMS || again.TalkMS < 2900 {
		t.Errorf("after the end: talked %v, at the end %v", again.TalkMS, c.TalkMS)
	}
	if list := as[client.CallList](w.ask(get, shopCalls, "", nil), 200); len(list.Calls) != 0 {
		t.Errorf("list after the end: %+v", list)
	}
	told := as[client.Timeline](w.ask(get, path+"/events", "", nil), 200)
	last := told.Events[len(told.Events)-1]
	if told.Events[0].Type != "started" || last.Type != "ended" || last.Rule != "end" || last.Node != "node-1" || last.Origin.Platform != "api" {
		t.Errorf("told %+v", told)
	}
}

// What devices report shows with the call, live and over, in lists and exports, and as lines of its timeline.
func TestStatistics(t *testing.T) {
	w := newWorld(t)
	c := w.ring(shop, "alice", "bob")
	silent := w.ring(shop, "carol", "dave")
	w.wait(2 * time.Second)
	c = w.accept(c, "bob")
	w.wait(10 * time.Second)
	n := func(v float64) *float64 { return &v }
	reported := w.clock()
	save := func(r record.Report) {
		t.Helper()
		r.At = w.clock()
		if err := w.store.SaveReports(t.Context(), []record.Report{r}); err != nil {
			t.Fatal(err)
		}
	}
	theirs := c.Ref()
	theirs.App = other
	save(record.Report{Call: theirs, Leg: 0}) // P16: of a call that is not theirs
	save(record.Report{Call: c.Ref(), Leg: 1, Statistics: record.Statistics{
		FirstAudio: n(420.4), RTT: n(38.5), LossIn: n(0), BitrateOut: n(1e6), Freezes: n(2), Quality: n(1.5), Transport: record.TCP, Duration: n(9999.6),
	}})

	path := shopCalls + "/" + string(c.ID)
	ms := func(n client.Millis) *client.Millis { return &n }
	whole := func(n int64) *int64 { return &n }
	want := &client.Statistics{
		At: reported, FirstAudioMS: ms(420), RTTMS: ms(39), LossIn: n(0), BitrateOut: whole(1_000_000), Freezes: whole(2), Quality: n(1.5),
		Transport: client.TCP, DurationMS: ms(10_000),
	}
	has := func(what string, got client.Call) {
		t.Helper()
		if diff := cmp.Diff(want, got.Legs[1].Statistics); diff != "" || got.Legs[0].Statistics != nil {
			t.Errorf("%s (- want, + got):\n%s\n%+v", what, diff, got.Legs[0].Statistics)
		}
	}
	has("live", as[client.Call](w.ask(get, path, "", nil), 200))
	for _, one := range as[client.CallList](w.ask(get, shopCalls, "", nil), 200).Calls {
		if one.ID == string(c.ID) {
			has("live, listed", one)
		} else if one.Legs[0].Statistics != nil || one.ID != string(silent.ID) {
			t.Errorf("of who said nothing: %+v", one)
		}
	}
	w.ask(post, path+"/end", "", nil)
	has("ended", as[client.Call](w.ask(get, path, "", nil), 200))
	has("record", as[client.Call](w.ask(get, "/apps/1400000001/records/"+string(c.ID), "", nil), 200))
	has("listed", as[client.RecordList](w.ask(get, "/apps/1400000001/records", "", nil), 200).Records[0])
	has("exported", as[client.Call](w.ask(get, "/apps/1400000001/records.ndjson", "", nil), 200))

	rows, err := csv.NewReader(w.ask(get, "/apps/1400000001/records.csv", "", nil).Body).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatalf("%v, %v", rows, err)
	}
	for i, want := range []string{
		"leg_first_audio_ms leg_first_frame_ms leg_rtt_ms leg_loss_in leg_loss_out leg_frozen_ms leg_quality leg_transport", "       ", "420  39 0   1.5 tcp",
	} {
		if got := strings.Join(rows[i][len(csvHead)-8:], " "); got != want {
			t.Errorf("CSV line %d: %q, want %q", i, got, want)
		}
	}

	var told []client.Event
	for _, e := range as[client.Timeline](w.ask(get, path+"/events", "", nil), 200).Events {
		if e.Source == client.FromClient {
			told = append(told, e)
		}
	}
	of := client.Event{Source: client.FromClient, User: "bob", Device: "phone"}
	first, last := of, of
	first.Type, first.At, first.Detail = "first_audio", c.AnsweredAt.Add(420*time.Millisecond), map[string]string{"after_ms": "420"}
	last.Type, last.At, last.Statistics = "statistics", reported, want
	if diff := cmp.Diff([]client.Event{first, last}, told); diff != "" {
		t.Errorf("the timeline (- want, + got):\n%s", diff)
	}

	as[client.DeletedUser](w.ask("DELETE", "/apps/1400000001/users/bob", "", nil), 200)
	if got := as[client.Call](w.ask(get, path, "", nil), 200); got.Legs[1].Statistics != nil {
		t.Errorf("of an erased user: %+v", got.Legs[1].Statistics)
	}
	for _, e := range as[client.Timeline](w.ask(get, path+"/events", "", nil), 200).Events {
		if e.Source == client.FromClient {
			t.Errorf("of an erased user: %+v", e)
		}
	}
}

func TestRobotCalls(t *testing.T) {
	w := newWorld(t)
	c := as[client.Call](w.ask(post, shopCalls, `{"caller":"bot","robot":true,"callees":["bob"],"media":"audio","room":{"name":"17","numeric":true}}`, nil), 201)
	if !c.Legs[0].Robot || c.Legs[0].State != client.LegJoined || c.Room != (client.Room{Name: "17", Numeric: true}) {
		t.Errorf("%+v", c)
	}
}

func TestLiveCallsAreFiltered(t *testing.T) {
	w := newWorld(t)
	first := w.ring(shop, "alice", "bob")
	w.accept(first, "bob")
	w.wait(time.Minute)
	second := w.ring(shop, "carol", "dave")
	w.ring(other, "alice", "bob")
	for query, want := range map[string][]call.ID{
		"":                              {first.ID, second.ID},
		"?user=bob":                     {first.ID},
		"?user=eve":                     {},
		"?state=ringing":                {second.ID},
		"?state=talking&media=audio":    {first.ID},
		"?media=video":                  {},
		"?older_ms=60000":               {first.ID},
		"?older_ms=60000&state=ringing": {},
	} {
		list := as[client.CallList](w.ask(get, shopCalls+query, "", nil), 200)
		var ids []call.ID
		for _, c := range list.Calls {
			ids = append(ids, call.ID(c.ID))
		}
		if len(ids) != len(want) || len(want) > 0 && ids[0] != want[0] {
			t.Errorf("%s: %v, want %v", query, ids, want)
		}
	}
}

func TestPages(t *testing.T) {
	w := newWorld(t)
	var want []string
	for _, u := range []call.UserID{"a", "b", "c", "d", "e"} {
		want = append(want, string(w.ring(shop, u, u+"2").ID))
	}
	var got []string
	cursor := ""
	for range 3 {
		l := as[client.CallList](w.ask(get, shopCalls+"?limit=2&media=audio&cursor="+cursor, "", nil), 200)
		for _, c := range l.Calls {
			got = append(got, c.ID)
		}
		if cursor = l.NextCursor; cursor == "" {
			break
		}
		for _, path := range []string{
			shopCalls + "?limit=2&media=video&cursor=" + cursor,                       // another filter
			"/apps/1400000002/calls?limit=2&media=audio&cursor=" + cursor,             // another app
			shopCalls + "?limit=2&media=audio&cursor=" + cursor[:len(cursor)-2] + "A", // altered
			shopCalls + "?media=audio&cursor=AAAA",
		} {
			w.ask(get, path, "", nil).refused(400, client.CodeInvalid)
		}
	}
	if len(got) != 5 || got[0] != want[0] || got[4] != want[4] {
		t.Errorf("pages hold %v, want %v", got, want)
	}
}

func TestEndAllCalls(t *testing.T) {
	w := newWorld(t)
	w.ring(shop, "alice", "bob")
	w.ring(shop, "carol", "dave")
	theirs := w.ring(other, "alice", "bob")
	if done := as[client.EndedCalls](w.ask(post, shopCalls+"/end", "", nil), 200); done.Ended != 2 {
		t.Errorf("ended %d", done.Ended)
	}
	if c, err := w.control.Load(t.Context(), theirs.Ref()); err != nil || !c.Live() {
		t.Errorf("P16: the other app's call: %v, %v", c.End, err)
	}
}
