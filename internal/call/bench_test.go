package call_test

import (
	"encoding/json"
	"testing"
	"time"

	"ringline/internal/call"
)

// BenchmarkApply is the rules alone, for a call of two and for one of a hundred.
func BenchmarkApply(b *testing.B) {
	start := call.Start{
		App: 1, ID: "0198f2a0-0000-7000-8000-000000000000", By: actor("alice/a1"), Callees: []call.UserID{"bob"},
		Media: call.Video, RingFor: 30 * time.Second, Max: 100,
	}
	big := start
	for n := range 98 {
		big.Callees = append(big.Callees, call.UserID("user-"+string(rune('a'+n/26))+string(rune('a'+n%26))))
	}
	for _, bc := range []struct {
		name   string
		before call.Call
		cmd    call.Command
	}{
		{"start", call.Call{}, start},
		{"accept", decided(b, call.Call{}, start).To, call.Accept{By: actor("bob/b1")}},
		{"end", decided(b, call.Call{}, start).To, call.EndCall{By: actor("admin")}},
		{"start-100", call.Call{}, big},
		{"accept-100", decided(b, call.Call{}, big).To, call.Accept{By: actor("bob/b1")}},
		{"end-100", decided(b, call.Call{}, big).To, call.EndCall{By: actor("admin")}},
	} {
		b.Run(bc.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := call.Apply(bc.before, bc.cmd, epoch.Add(time.Second)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkEncode is a change as the disk gets it, by our own hands and by encoding/json.
func BenchmarkEncode(b *testing.B) {
	change := decided(b, begin(b), call.Accept{By: actor("bob/b1")})
	b.Run("own", func(b *testing.B) {
		var out []byte
		for b.Loop() {
			out = call.AppendEvents(change.To.AppendJSON(out[:0]), change.Events)
		}
	})
	b.Run("library", func(b *testing.B) {
		for b.Loop() {
			for _, v := range []any{&change.To, change.Events} {
				if _, err := json.Marshal(v); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

// BenchmarkDecode is a call as a start reads it, in both ways.
func BenchmarkDecode(b *testing.B) {
	change := decided(b, begin(b), call.Accept{By: actor("bob/b1")})
	doc := change.To.AppendJSON(nil)
	for name, decode := range map[string]func(*call.Call) error{
		"own":     func(c *call.Call) error { return call.Decode(doc, c) },
		"library": func(c *call.Call) error { return json.Unmarshal(doc, c) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := decode(new(call.Call)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func decided(b *testing.B, before call.Call, cmd call.Command) call.Change {
	b.Helper()
	change, err := call.Apply(before, cmd, epoch)
	if err != nil {
		b.Fatal(err)
	}
	return change
}
