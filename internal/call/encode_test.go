package call_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"
	"time"

	"ringline/internal/call"
)

// checkEncoding holds the encoders against encoding/json.
func checkEncoding(t testing.TB, c *call.Call, events []call.Event) {
	t.Helper()
	for _, both := range []struct {
		got  []byte
		like any
	}{{c.AppendJSON(nil), c}, {call.AppendEvents(nil, events), events}} {
		want, err := json.Marshal(both.like)
		if err != nil {
			t.Fatal(err)
		}
		if string(both.got) != string(want) {
			t.Fatalf("encoded as\n%s, want\n%s", both.got, want)
		}
	}
	checkDecoding(t, c.AppendJSON(nil))
}

// TestEncoding: whatever is in a call, what is kept of it is what encoding/json writes, also of a field that is new.
func TestEncoding(t *testing.T) {
	var empty call.Call
	checkEncoding(t, &empty, nil)
	for n, text := range []string{"plain", `"quo\ted"`, "<a href='x'>&", "zwölf \u2028\u2029 \x00\x1f\x7f", "\xff broken \xc3", "日本 🎉"} {
		var c call.Call
		var events []call.Event
		fill(t, reflect.ValueOf(&c), text, n)
		fill(t, reflect.ValueOf(&events), text, n)
		checkEncoding(t, &c, events)
	}
}

// fill sets every field that there is.
func fill(t testing.TB, v reflect.Value, text string, n int) {
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(epoch.Add(time.Duration(n*n*n*n) * 977 * time.Millisecond)))
		return
	case []byte:
		v.SetBytes([]byte(text))
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		fill(t, v.Elem(), text, n)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i), text, n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			fill(t, v.Index(i), fmt.Sprint(text, i), n)
		}
	case reflect.String:
		v.SetString(text)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(n) - 1)
	default:
		t.Fatalf("a %s is in a call", v.Kind())
	}
}
