package call_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"ringline/internal/call"
)

// checkDecoding holds the decoder against encoding/json.
func checkDecoding(t testing.TB, doc []byte) {
	t.Helper()
	var want call.Call
	wantErr := json.Unmarshal(doc, &want)
	got := call.Call{Version: 7, Legs: []call.Leg{{User: "from before"}}}
	switch err := call.Decode(doc, &got); {
	case (err == nil) != (wantErr == nil):
		t.Fatalf("%s: error %v, want %v", doc, err, wantErr)
	case err == nil && !reflect.DeepEqual(got, want):
		t.Fatalf("%s: decoded as\n%+v, want\n%+v", doc, got, want)
	}
}

func talkingDoc(t testing.TB) []byte {
	t.Helper()
	m := call.Start{
		App: 1400000001, ID: "01890a5d-ac96-774b-bcce-b302099a8057", By: call.Actor{Kind: call.ByUser, User: "alice", Device: "a1"},
		Callees: []call.UserID{"bob"}, Media: call.Audio, Room: call.Room{Name: "1234567", Numeric: true}, RingFor: time.Minute, Max: 9,
	}
	ch, err := call.Apply(call.Call{}, m, epoch)
	if err != nil {
		t.Fatal(err)
	}
	return ch.To.AppendJSON(nil)
}

// TestDecodingIsLean: P14. A start reads all live calls, and must not do it in the slow way without anybody noticing.
func TestDecodingIsLean(t *testing.T) {
	doc := talkingDoc(t)
	var c call.Call
	allocs := testing.AllocsPerRun(100, func() {
		if err := call.Decode(doc, &c); err != nil {
			t.Fatal(err)
		}
	})
	if allocs > 8 {
		t.Errorf("decoding a call allocates %v times, want 8 at most: its texts, its legs and itself", allocs)
	}
}

// FuzzDecode: whatever the bytes, the decoder says what encoding/json says.
func FuzzDecode(f *testing.F) {
	doc := string(talkingDoc(f))
	f.Add([]byte(doc))
	for _, text := range [][2]string{
		{`"alice"`, `"z\u00e4zilie \"\\"`},
		{`"alice"`, `"zäzilie"`},
		{`"alice"`, "\"\xff\""},
		{`"alice"`, `"al`},
		{`"alice"`, `null`},
		{`"max":9`, `"max":09`},
		{`"max":9`, `"max":-9`},
		{`"max":9`, `"max":9e3`},
		{`"max":9`, `"max":99999999999999999999`},
		{`{`, ` {`},
		{`}`, `}} `},
		{`"version":1`, `"VERSION":1`},
		{`,"max":9`, `,"push":"eyJhIjoxfQ==","max":9`},
		{`,"max":9`, `,"push":"","max":9`},
		{`,"max":9`, `,"push":"?","max":9`},
		{`"audio"`, `"smoke"`},
		{`"audio"`, `"\u0061udio"`},
		{`Z"`, `+02:00"`},
		{`Z"`, `"`},
		{`T`, `t`},
		{`"legs":[`, `"legs":[],"was":[`},
		{`"legs"`, `"Legs":null,"legs"`},
		{`}]`, `}],"end":{"at":"2026-11-29T00:00:00Z","result":"busy","reason":"busy","by":{"kind":"user","user":"u","device":"d"},"cause":"start"}`},
	} {
		f.Add([]byte(strings.Replace(doc, text[0], text[1], 1)))
		f.Add([]byte(strings.ReplaceAll(doc, text[0], text[1])))
	}
	f.Fuzz(func(t *testing.T, doc []byte) { checkDecoding(t, doc) })
}
