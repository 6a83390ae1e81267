package realtime

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// TestWordsStay: P18. What nodes of earlier versions tell, ask and answer is understood as it was meant, also with something in it that nobody knows yet,
// and this version says the same in the same way. testdata/peers.txt only grows.
func TestWordsStay(t *testing.T) {
	text, err := os.ReadFile("testdata/peers.txt")
	if err != nil {
		t.Fatal(err)
	}
	used := map[reflect.Type]map[string]bool{}
	for line := range strings.Lines(string(text)) {
		what, golden, _ := strings.Cut(strings.TrimSpace(line), " ")
		into := map[string]any{"word": new(word), "question": new(question), "reply": new(reply)}[what]
		if into == nil {
			continue // a remark
		}
		if err := decode([]byte(golden), into); err != nil {
			t.Fatalf("%s: %v", golden, err)
		}
		if got := string(encode(into)); got != golden {
			t.Errorf("%s has become %s", golden, got)
		}
		note(reflect.ValueOf(into), used)
		more, said := reflect.New(reflect.TypeOf(into).Elem()).Interface(), strings.Replace(golden, "{", `{"next":{"a":[1]},`, 1)
		if err := decode([]byte(strings.Replace(said, ",}", "}", 1)), more); err != nil || !reflect.DeepEqual(into, more) {
			t.Errorf("with something unknown %s is %+v, %v", golden, more, err)
		}
	}
	for _, of := range []any{
		word{}, callWord{}, memberWord{}, loginWord{}, onlineWord{}, question{}, askDevice{}, askConnected{}, askOnline{}, askDevices{}, askKick{}, reply{}, deviceAnswer{},
	} {
		if kind := reflect.TypeOf(of); kind.NumField() > len(used[kind]) {
			t.Errorf("testdata/peers.txt shows only %v of %v: add a line with what is new", used[kind], kind)
		}
	}
}

// note notes which fields are there.
func note(v reflect.Value, used map[reflect.Type]map[string]bool) {
	switch v.Kind() {
	case reflect.Pointer:
		note(v.Elem(), used)
	case reflect.Slice:
		for i := range v.Len() {
			note(v.Index(i), used)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			note(v.MapIndex(key), used)
		}
	case reflect.Struct:
		if used[v.Type()] == nil {
			used[v.Type()] = map[string]bool{}
		}
		for i := range v.NumField() {
			if !v.Field(i).IsZero() {
				used[v.Type()][v.Type().Field(i).Name] = true
				note(v.Field(i), used)
			}
		}
	default: // it has no fields
	}
}

// TestUnknownQuestion: P18. A node that does not know a question says so, and it does not count as an answer; a word that it does not know is passed over.
func TestUnknownQuestion(t *testing.T) {
	t.Parallel()
	f := newFleet(t, quick(), "a", "b")
	a, b := f.nodes[0], f.nodes[1]
	alice, bob := a.device("alice", "d1"), b.device("bob", "d1")
	for asked, want := range map[string]bool{`{}`: true, `{"next":{"app":1}}`: false, `{"kick":7}`: false} {
		answers, complete := a.node.others.askIn(t.Context(), []byte(asked))
		if complete != want {
			t.Errorf("%s: %+v, complete %v", asked, answers, complete)
		}
	}
	a.link.Tell([]byte(`{"next":{"app":1}}`))
	a.link.Tell([]byte(`{"app":"no number"}`))
	id := alice.start("bob")
	bob.rings(id)
}
