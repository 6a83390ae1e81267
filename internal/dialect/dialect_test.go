package dialect

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringline/internal/call"
)

func on(u call.UserID) call.Actor {
	return call.Actor{Kind: call.ByUser, User: u, Device: "phone"}
}

// play applies commands one after the other, a second apart.
func play(t *testing.T, cmds ...call.Command) call.Call {
	t.Helper()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	var c call.Call
	for _, cmd := range cmds {
		change, err := call.Apply(c, cmd, now)
		if err != nil {
			t.Fatalf("%s: %v", cmd.Rule(), err)
		}
		c, now = change.To, now.Add(time.Second)
	}
	return c
}

func starting(callees ...call.UserID) call.Start {
	return call.Start{
		App: 1, ID: "0198f2a0-0000-7000-8000-000000000001", By: on("ann"), Callees: callees, Media: call.Video,
		Room: call.Room{Name: "7", Numeric: true}, RingFor: 30 * time.Second, Max: 9,
	}
}

func TestRecord(t *testing.T) {
	c := play(t, starting("bob", "cid"), call.Accept{By: on("bob")}, call.Reject{By: on("cid")},
		call.Invite{By: on("bob"), Users: []call.UserID{"cid"}, RingFor: 30 * time.Second}, call.EndCall{By: call.Actor{Kind: call.ByAdmin}})
	got, err := json.Marshal(RecordOf(&c))
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"CallId":"0198f2a0-0000-7000-8000-000000000001","Caller_Account":"ann","MediaType":"Video","CallType":"MultiCall",` +
		`"StartTime":1772366400,"EndTime":1772366404,"AcceptTime":1772366401,"CallResult":"NormalEnd",` +
		`"CalleeList_Account":["ann","bob","cid"],"RoomId":"7","RoomIdType":1}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestRecordOfACallThatNobodyAnswered(t *testing.T) {
	c := play(t, starting("bob"), call.Cancel{By: on("ann")})
	if r := RecordOf(&c); r.AcceptTime != 0 || r.CallResult != "Cancel" || r.CallType != SingleCall {
		t.Errorf("%+v", r)
	}
}

func TestMembers(t *testing.T) {
	c := play(t, starting("bob", "cid"), call.Accept{By: on("bob")})
	if diff := cmp.Diff([]Member{{"ann", Calling}, {"bob", Calling}, {"cid", Waiting}}, Members(&c)); diff != "" {
		t.Error(diff)
	}
	c = play(t, starting("bob"), call.Accept{By: on("bob")}, call.Hangup{By: on("bob")})
	if diff := cmp.Diff([]Member{}, Members(&c)); diff != "" {
		t.Error("after the end:", diff)
	}
	if diff := cmp.Diff([]Member{{"ann", Calling}}, LastMembers(&c)); diff != "" {
		t.Error("before the end:", diff)
	}
}

func TestWords(t *testing.T) {
	for r, want := range results {
		if got, ok := ParseCallResult(CallResult(r)); !ok || got != r {
			t.Errorf("%s is written %s and read %s", r, want, got)
		}
	}
	if word := CallResult("new"); word == "" {
		t.Error("an unknown result is empty")
	}
	for _, word := range []string{"", "normalend", "x"} {
		if r, ok := ParseCallResult(word); ok {
			t.Errorf("%q is read %s", word, r)
		}
	}
	for _, tc := range []struct {
		room call.Room
		want int
	}{{call.Room{}, NoRoom}, {call.Room{Name: "1", Numeric: true}, NumericRoom}, {call.Room{Name: "1"}, NamedRoom}} {
		if got := RoomIDType(tc.room); got != tc.want {
			t.Errorf("%+v is of type %d, want %d", tc.room, got, tc.want)
		}
	}
	for word, want := range map[string]call.Media{"Audio": call.Audio, "VIDEO": call.Video, "": "", "x": ""} {
		if m, ok := ParseMediaType(word); m != want || ok != (want != "") {
			t.Errorf("%q is read %s, %v", word, m, ok)
		}
	}
	if MediaType(call.Audio) != "Audio" || MediaType(call.Video) != "Video" {
		t.Error("media types are written wrongly")
	}
}
