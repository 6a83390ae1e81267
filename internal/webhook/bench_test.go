package webhook

import (
	"testing"
	"time"

	"ringline/internal/call"
	"ringline/internal/dialect"
	"ringline/internal/tenant"
)

// BenchmarkRender is what an app that hears of everything is told of a call's start and of its end.
func BenchmarkRender(b *testing.B) {
	app, now := &tenant.App{ID: 1, Webhook: &tenant.Webhook{Events: dialect.Webhooks()}}, time.UnixMilli(1_772_366_400_000)
	start, err := call.Apply(call.Call{}, call.Start{
		App: 1, ID: "c", By: call.Actor{Kind: call.ByUser, User: "ann", Device: "d"}, Callees: []call.UserID{"bob"}, Media: call.Audio,
		RingFor: 30 * time.Second, Max: 9,
	}, now)
	if err != nil {
		b.Fatal(err)
	}
	end, err := call.Apply(start.To, call.EndCall{By: call.Actor{Kind: call.ByAdmin, User: "administrator"}}, now)
	if err != nil {
		b.Fatal(err)
	}
	for _, change := range []*call.Change{&start, &end} {
		b.Run(change.Rule, func(b *testing.B) {
			for b.Loop() {
				V4{}.Render(app, change)
			}
		})
	}
}
