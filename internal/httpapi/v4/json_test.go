package v4

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestValueTypes(t *testing.T) {
	for _, tc := range []struct {
		in      string
		text    string
		isText  bool
		integer int64
		isInt   bool
	}{
		{`"a"`, "a", true, 0, false},
		{`""`, "", true, 0, false},
		{`"\u00e9\n\"\\"`, "é\n\"\\", true, 0, false},
		{"\"\xff\"", "\ufffd", true, 0, false},
		{`12`, "", false, 12, true},
		{`-3`, "", false, -3, true},
		{`1.0`, "", false, 0, false},
		{`1e3`, "", false, 0, false},
		{`99999999999999999999`, "", false, 0, false},
		{`true`, "", false, 0, false},
		{`null`, "", false, 0, false},
		{`{}`, "", false, 0, false},
		{``, "", false, 0, false},
	} {
		v := value(tc.in)
		if s, ok := v.text(); s != tc.text || ok != tc.isText {
			t.Errorf("%s as text: %q %v", tc.in, s, ok)
		}
		if n, ok := v.integer(); n != tc.integer || ok != tc.isInt {
			t.Errorf("%s as integer: %d %v", tc.in, n, ok)
		}
	}
}

// checkAgainstEncodingJSON walks a valid text and compares with the standard library.
func checkAgainstEncodingJSON(t *testing.T, body []byte) {
	t.Helper()
	body = trim(body)
	if !json.Valid(body) {
		return
	}
	switch v := value(body); {
	case v.isObject():
		var want map[string]json.RawMessage
		if err := json.Unmarshal(body, &want); err != nil {
			t.Fatalf("%v in %q", err, body)
		}
		got := map[string]json.RawMessage{}
		for name, m := range v.members() {
			text, _ := value(`"` + string(name) + `"`).text()
			if bytes.ContainsAny(name, "\"\\\n") || bytes.ContainsFunc(name, func(r rune) bool { return r < ' ' }) {
				text = string(name) // was escaped and is no JSON text any more
			}
			got[text] = json.RawMessage(m)
			checkAgainstEncodingJSON(t, m)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("members of %q (- encoding/json, + ours):\n%s", body, diff)
		}
	case v.isArray():
		var want []json.RawMessage
		if err := json.Unmarshal(body, &want); err != nil {
			t.Fatalf("%v in %q", err, body)
		}
		got := []json.RawMessage{}
		for e := range v.elements() {
			got = append(got, json.RawMessage(e))
			checkAgainstEncodingJSON(t, e)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("elements of %q (- encoding/json, + ours):\n%s", body, diff)
		}
	}
}

var jsonSeeds = []string{
	`{"CallId":"x"}`, `{}`, `[]`, `[[],{}, [1,2 ,"]"]]`, ` { "a" : 1 , "b":[true,false,null] , "a":{"}":"{"} } `,
	`{"a\"b":"\\","c":"\\\""}`, `{"Call\u0049d":"\u0030"}`, `-1.5e+7`, `"x"`, `{"":""}`, "{\"\xff\":1}",
}

func TestWalkAgreesWithEncodingJSON(t *testing.T) {
	for _, s := range jsonSeeds {
		checkAgainstEncodingJSON(t, []byte(s))
	}
}

func FuzzWalk(f *testing.F) {
	for _, s := range jsonSeeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) { checkAgainstEncodingJSON(t, body) })
}
