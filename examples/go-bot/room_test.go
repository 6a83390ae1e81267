package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadSound(t *testing.T) {
	sound, err := readSound(ownSound)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(sound); n < 150 || n > 250 {
		t.Errorf("%d packets of 20 ms", n)
	}
	for name, data := range map[string][]byte{
		"empty": nil, "not Ogg": []byte("RIFF and so on, a wave file perhaps"), "cut short": ownSound[:5000], "no packets": ownSound[:47],
	} {
		if got, err := readSound(data); err == nil {
			t.Errorf("%s: %d packets", name, len(got))
		}
	}
}

// Silence first, the sound from its beginning to its end when somebody listens, silence again.
func TestPlayer(t *testing.T) {
	sound, err := readSound(ownSound)
	if err != nil {
		t.Fatal(err)
	}
	sound = sound[:3]
	p := &player{sound: sound, over: make(chan struct{})}
	next := func() string {
		s, err := p.NextSample(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return string(s.Data)
	}
	quiet := string(silence.Data)
	want := []string{quiet, quiet, string(sound[0].Data), string(sound[1].Data), string(sound[2].Data), quiet, quiet}
	var got []string
	for i := range want {
		if i == 2 {
			p.begin()
		}
		got = append(got, next())
		if speaking := p.CurrentAudioLevel() < 127; speaking != (got[i] != quiet) {
			t.Errorf("sample %d: speaking %v", i, speaking)
		}
		select {
		case <-p.over:
			if i < 5 {
				t.Errorf("over at sample %d", i)
			}
		default:
			if i >= 5 {
				t.Errorf("not over at sample %d", i)
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	p = &player{sound: sound, repeat: true, begun: true}
	for range 3 {
		next()
	}
	if next() != want[2] {
		t.Error("is not repeated")
	}
}
