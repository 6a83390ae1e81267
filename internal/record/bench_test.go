package record_test

import (
	"testing"

	"ringline/internal/call"
	"ringline/internal/record"
)

// BenchmarkDerive is everything that is derived from a call at its end.
func BenchmarkDerive(b *testing.B) {
	c := play(b, call.Start{Callees: []call.UserID{"bob", "cid", "dan"}},
		step{2, call.Accept{By: phone("bob")}}, step{3, call.Reject{By: phone("cid")}}, step{60, call.EndCall{By: admin}})
	for b.Loop() {
		record.Of(&c)
		record.KindOf(&c)
		record.Users(&c)
		record.Missers(&c)
		record.UsageOf(&c)
	}
}
