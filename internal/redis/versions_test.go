package redis

import (
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"testing"

	"ringline/internal/redis/redistest"
)

// TestPacksStay: P18. Packs of earlier versions are read as they were meant, and this version writes the same. testdata/packs.txt only grows.
func TestPacksStay(t *testing.T) {
	text, err := os.ReadFile("testdata/packs.txt")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[kind]bool{}
	for line := range strings.Lines(string(text)) {
		golden, want, found := strings.Cut(strings.TrimSpace(line), " ")
		if !found || golden == "#" {
			continue
		}
		data, err := hex.DecodeString(golden)
		if err != nil {
			t.Fatal(err)
		}
		p, err := decodePack(data)
		if err != nil {
			t.Fatalf("%s: %v", golden, err)
		}
		got := fmt.Sprintf("%s %x from %d:", p.name, p.process, p.first)
		for _, e := range p.entries {
			got += fmt.Sprintf(" %d %c %d %x %q", e.number, e.kind, e.id, e.to, e.body)
			seen[e.kind] = true
		}
		if got != want {
			t.Errorf("%s reads\n%s, want\n%s", golden, got, want)
		}
		if again := hex.EncodeToString(p.encode()); again != golden {
			t.Errorf("%s is written\n%s, and was\n%s", want, again, golden)
		}
	}
	for _, k := range []kind{kindWord, kindQuestion, kindAnswer, kindCount, kindBye} {
		if !seen[k] {
			t.Errorf("no pack in testdata/packs.txt has a %c", k)
		}
	}
}

// TestUnknownKind: P18. What a version to come tells beside the rest is passed over, and nothing of the rest with it. A pack of another version is nobody's.
func TestUnknownKind(t *testing.T) {
	p := pack{name: "a", process: 7, first: 3, entries: []entry{{kind: kindWord, body: []byte("one")}, {kind: 'z', body: []byte("?")}, {kind: kindWord, body: []byte("two")}}}
	got, err := decodePack(p.encode())
	if err != nil || len(got.entries) != 3 || string(got.entries[2].body) != "two" || got.entries[2].number != 5 {
		t.Errorf("%+v, %v", got, err)
	}
	other := p.encode()
	other[0]++
	if _, err := decodePack(other); err == nil {
		t.Error("a pack of another version is read as one of this")
	}
}

// What is unknown is not counted as missed, and what comes after it is heard.
func TestUnknownKindHeard(t *testing.T) {
	a, b, _ := trio(t, redistest.New(t).URL())
	b.note(func() { b.missed = 0 })
	a.enqueue(entry{kind: 'z', body: []byte("?")})
	a.Tell([]byte("after"))
	b.hears("a: after")
	b.note(func() {
		if b.missed > 0 {
			t.Errorf("it takes something for missed %d times", b.missed)
		}
	})
}
