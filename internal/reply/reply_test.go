package reply

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func mustKey(t *testing.T, asker, key string) *Key {
	t.Helper()
	k, err := NewKey(asker, key)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestOnlyTheKeyOpensAReply(t *testing.T) {
	k := mustKey(t, "token:1", "order-17")
	answer := Answer{Status: 201, Type: "application/json", Body: []byte(`{"secret":"s3cr3t"}`)}
	print := k.Print([]byte("POST"), []byte("/apps"))
	r, err := k.Seal(print, answer, time.Unix(1, 2345678))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(r.Sealed, []byte("s3cr3t")) || bytes.Contains(r.Sealed, []byte("secret")) {
		t.Error("the answer lies open")
	}
	got, err := mustKey(t, "token:1", "order-17").Open(r)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(answer, got); diff != "" {
		t.Error(diff)
	}
	for name, other := range map[string]*Key{
		"another key": mustKey(t, "token:1", "order-18"), "another asker": mustKey(t, "token:2", "order-17"),
	} {
		if other.ID() == k.ID() || other.Print([]byte("POST"), []byte("/apps")) == print {
			t.Errorf("%s looks the same", name)
		}
		if _, err := other.Open(r); err == nil {
			t.Errorf("%s opens it", name)
		}
	}
	altered := r
	altered.Print[0]++
	if _, err := k.Open(altered); err == nil {
		t.Error("a reply opens for another request")
	}
	altered = r
	altered.Sealed = r.Sealed[:5]
	if _, err := k.Open(altered); err == nil {
		t.Error("half a reply opens")
	}
}

func TestPrintKeepsPartsApart(t *testing.T) {
	k := mustKey(t, "a", "b")
	if k.Print([]byte("ab"), []byte("c")) == k.Print([]byte("a"), []byte("bc")) {
		t.Error("two requests look the same")
	}
}
