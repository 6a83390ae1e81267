package reply

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// FuzzOpen: an answer that was kept comes back as it was, to the same asker with the same key; nothing else in its place opens.
func FuzzOpen(f *testing.F) {
	f.Add("token:1", "order-17", 201, "application/json", []byte(`{"id":"x"}`), []byte("0123456789ab"))
	f.Add("", "", 0, "", []byte(nil), []byte(nil))
	f.Fuzz(func(t *testing.T, asker, text string, status int, kind string, body, foreign []byte) {
		k := mustKey(t, asker, text)
		print := k.Print([]byte(kind), body)
		r, err := k.Seal(print, Answer{Status: status, Type: kind, Body: body}, time.Unix(1, 0))
		if err != nil {
			t.Fatal(err)
		}
		before, err := k.Open(r)
		if err != nil || before.Status != status || !cmp.Equal(string(before.Body), string(body)) {
			t.Errorf("kept %d %q and got %+v, %v", status, body, before, err)
		}
		r.Sealed = foreign
		if _, err := k.Open(r); err == nil {
			t.Error("something that nobody sealed was opened")
		}
	})
}
