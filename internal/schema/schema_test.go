package schema

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

type size string

func (size) Values() []string { return []string{"small", "large"} }

type inner struct {
	Name string            `json:"name" is:"word" max:"5" doc:"A name."`
	More map[string]string `json:"more,omitempty" max:"2"`
}

type outer struct {
	Text  string    `json:"text" min:"2" max:"4" example:"abc"`
	Size  size      `json:"size,omitempty" default:"small"`
	Count *int      `json:"count,omitempty" min:"1" max:"9"`
	Least int64     `json:"least,omitempty" min:"3"`
	Most  int       `json:"most,omitempty" max:"3"`
	Share *float64  `json:"share,omitempty"`
	On    bool      `json:"on,omitempty"`
	At    time.Time `json:"at,omitzero"`
	Day   string    `json:"day,omitempty" is:"day"`
	List  []string  `json:"list,omitempty" is:"word" min:"1" max:"2"`
	Deep  []inner   `json:"deep,omitempty"`
	inner2
	Raw json.RawMessage `json:"raw,omitempty"`
	No  string          `json:"-"`
}

type inner2 struct {
	Inner *inner `json:"inner,omitempty"`
}

var kinds = map[string]Kind{"word": {Pattern: "^[a-z]+$", Rule: "may only hold small letters", Min: 1, Max: 9}, "day": {Format: "date"}}

func check(t *testing.T, text string) []Fault {
	t.Helper()
	s := NewSet(kinds)
	one := s.Input(reflect.TypeFor[outer]())
	v, err := Decode([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return s.Check(v, one)
}

func TestCheck(t *testing.T) {
	for text, want := range map[string]string{
		`{"text":"abc"}`: "",
		`{"text":"abc","size":"large","count":9,"least":3,"most":-5,"on":true,"at":"2026-11-05T14:03:00.123+01:00","day":"2026-02-28","list":["a","b"]}`: "",
		`{"text":"äöüß","inner":{"name":"abc","more":{"x":"y"}},"deep":[{"name":"a"}],"raw":[null,{"a":1}]}`:                                             "",
		`{}`:                             "text is missing",
		`[]`:                             "must be an object",
		`{"text":null}`:                  "text must be a string",
		`{"text":"a"}`:                   "text must have at least 2 characters",
		`{"text":"abcde"}`:               "text must have at most 4 characters",
		`{"text":"abc","size":"medium"}`: "size must be small or large",
		`{"text":"abc","count":0}`:       "count must be 1 to 9",
		`{"text":"abc","count":1.5}`:     "count must be a whole number",
		`{"text":"abc","count":1e1}`:     "count must be a whole number",
		`{"text":"abc","count":"1"}`:     "count must be a number",
		`{"text":"abc","least":2}`:       "least must be at least 3",
		`{"text":"abc","most":4}`:        "most must be at most 3",
		`{"text":"abc","most":99999999999999999999}`:                        "most must be a whole number",
		`{"text":"abc","share":0.5}`:                                        "",
		`{"text":"abc","share":"0.5"}`:                                      "share must be a number",
		`{"text":"abc","on":"true"}`:                                        "on must be true or false",
		`{"text":"abc","at":"2026-11-05"}`:                                  "at must be a time as RFC 3339 has it, such as 2026-11-05T14:03:00Z",
		`{"text":"abc","day":"2026-02-30"}`:                                 "day must be a day, such as 2026-11-05",
		`{"text":"abc","list":[]}`:                                          "list must not be empty",
		`{"text":"abc","list":["a","b","c"]}`:                               "list must have at most 2 items",
		`{"text":"abc","list":["a","B"]}`:                                   "list[1] may only hold small letters",
		`{"text":"abc","list":"a"}`:                                         "list must be a list",
		`{"text":"abc","deep":[{"name":"a"},{"nome":"b"}]}`:                 "deep[1].name is missing; deep[1].nome is not a field of this",
		`{"text":"abc","inner":{"name":"abcdef"}}`:                          "inner.name must have at most 5 characters",
		`{"text":"abc","inner":{"name":"a","more":{"x":1}}}`:                "inner.more.x must be a string",
		`{"text":"abc","inner":{"name":"a","more":{"x":"","y":"","z":""}}}`: "inner.more must have at most 2 fields",
		`{"Text":"abc","text":"abc"}`:                                       "Text is not a field of this",
		`{"text":"abc","` + strings.Repeat("x", 60) + `":1}`:                strings.Repeat("x", 40) + "… is not a field of this",
	} {
		var got []string
		for _, f := range check(t, text) {
			got = append(got, strings.TrimSpace(f.Field+" "+f.Text))
		}
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("%s:\n got  %s\n want %s", text, s, want)
		}
	}
}

func TestFaultsAreBounded(t *testing.T) {
	if n := len(check(t, `{"text":"abc","deep":[`+strings.Repeat(`1,`, 99)+`1]}`)); n != mostFaults {
		t.Errorf("%d faults", n)
	}
}

func TestDecode(t *testing.T) {
	for text, want := range map[string]string{
		`{"a":1,"a":2}`:              "twice",
		`{"a":{"b":1,"b":1}}`:        "twice",
		`{`:                          "too early",
		`{"a"`:                       "too early",
		`[1,`:                        "too early",
		``:                           "too early",
		`x`:                          "not JSON",
		`{"a":1]`:                    "not JSON",
		`{1:2}`:                      "not JSON",
		`{} {}`:                      "behind",
		`{}x`:                        "behind",
		strings.Repeat("[", 200):     "deep",
		strings.Repeat(`{"a":`, 200): "deep",
	} {
		if _, err := Decode([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40s: %v, want %q", text, err, want)
		}
	}
	v, err := Decode([]byte(` {"a":[1,"x",true,null,{}]} `))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]any{"a": []any{json.Number("1"), "x", true, nil, map[string]any{}}}, v); diff != "" {
		t.Error(diff)
	}
}

func TestDescription(t *testing.T) {
	s := NewSet(kinds)
	s.Input(reflect.TypeFor[outer]())
	text, err := json.Marshal(s.Named())
	if err != nil {
		t.Fatal(err)
	}
	const want = `[{"type":"object","properties":{` +
		`"name":{"type":"string","description":"A name.","pattern":"^[a-z]+$","minLength":1,"maxLength":5},` +
		`"more":{"type":"object","maxProperties":2,"additionalProperties":{"type":"string"}}},"required":["name"],"additionalProperties":false},` +
		`{"type":"object","properties":{` +
		`"text":{"type":"string","minLength":2,"maxLength":4,"examples":["abc"]},` +
		`"size":{"type":"string","enum":["small","large"],"default":"small"},` +
		`"count":{"type":"integer","format":"int64","minimum":1,"maximum":9},` +
		`"least":{"type":"integer","format":"int64","minimum":3},"most":{"type":"integer","format":"int64","maximum":3},` +
		`"share":{"type":"number"},` +
		`"on":{"type":"boolean"},"at":{"type":"string","format":"date-time"},"day":{"type":"string","format":"date"},` +
		`"list":{"type":"array","minItems":1,"maxItems":2,"items":{"type":"string","pattern":"^[a-z]+$","minLength":1,"maxLength":9}},` +
		`"deep":{"type":"array","items":{"$ref":"#/components/schemas/inner"}},` +
		`"inner":{"$ref":"#/components/schemas/inner"},"raw":{}},"required":["text"],"additionalProperties":false}]`
	if string(text) != want {
		t.Errorf("got\n%s\nwant\n%s", text, want)
	}
}

// A type that cannot be described is a mistake in the program, found at its start.
func TestMistakes(t *testing.T) {
	type noTag struct{ X string }
	type unknownKind struct {
		X string `json:"x" is:"nosuch"`
	}
	type badBound struct {
		X int `json:"x" min:"one"`
	}
	type badDefault struct {
		X int `json:"x" default:"one"`
	}
	type channel struct {
		X chan int `json:"x"`
	}
	for _, typ := range []reflect.Type{
		reflect.TypeFor[noTag](), reflect.TypeFor[unknownKind](), reflect.TypeFor[badBound](), reflect.TypeFor[badDefault](), reflect.TypeFor[channel](),
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%v was described", typ)
				}
			}()
			NewSet(kinds).Of(typ)
		}()
	}
}

// What passes the check is decoded without an error, and encodes to the same again.
func FuzzCheck(f *testing.F) {
	for _, text := range []string{
		`{"text":"abc"}`, `{"text":"abc","count":5,"at":"2026-11-05T14:03:00Z","list":["a"],"deep":[{"name":"a","more":{}}]}`,
		`{"text":"abc","TEXT":"x"}`, `{"text":"abc","raw":{"a":[1,2,{"b":null}]}}`, `{"text":"\ud800ab"}`, `{"text":"abc","most":-0}`, `[`,
	} {
		f.Add(text)
	}
	s := NewSet(kinds)
	one := s.Input(reflect.TypeFor[outer]())
	f.Fuzz(func(t *testing.T, text string) {
		v, err := Decode([]byte(text))
		if err != nil {
			return
		}
		if faults := s.Check(v, one); len(faults) > 0 {
			return
		}
		var got outer
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Fatalf("%q passes and does not decode: %v", text, err)
		}
		again, err := json.Marshal(got)
		if err != nil {
			t.Fatal(err)
		}
		v, err = Decode(again)
		if err != nil {
			t.Fatal(err)
		}
		if faults := s.Check(v, one); len(faults) > 0 {
			t.Fatalf("%q passes, and what it decodes to does not: %s: %v", text, again, faults)
		}
	})
}
