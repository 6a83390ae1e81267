package call_test

import (
	"testing"
	"time"

	"ringline/internal/call"
)

// TestCheckCatches breaks a sound call in one place at a time: each must be noticed, or the invariants check nothing.
func TestCheckCatches(t *testing.T) {
	talking := func() call.Call { return step(t, begin(t), call.Accept{By: actor("bob/b1")}, epoch) }
	// lonely is a call that bob answered and left before anybody else came.
	lonely := func() call.Call {
		return step(t, step(t, beginServed(t), call.Accept{By: actor("bob/b1")}, epoch), call.Hangup{By: actor("bob/b1")}, epoch)
	}
	ended := func() call.Call { return step(t, talking(), call.EndCall{By: actor("admin")}, epoch) }
	for name, tc := range map[string]struct {
		sound  func() call.Call
		damage func(*call.Call)
	}{
		"never started":        {talking, func(c *call.Call) { c.Version = 0 }},
		"alone in a live call": {talking, func(c *call.Call) { c.Legs[1].State, c.Legs[2].State = call.Gone, call.Gone }},
		"one user live twice":  {talking, func(c *call.Call) { c.Legs[2].User = "alice" }},
		"moved to nowhere":     {talking, func(c *call.Call) { c.Moves = 1 }},
		"too many members":     {talking, func(c *call.Call) { c.Max = 2 }},
		"answered by nobody":   {func() call.Call { return begin(t) }, func(c *call.Call) { c.AnsweredAt = epoch }},
		"answered one after the other": {
			func() call.Call { return step(t, lonely(), call.Accept{By: actor("carol/c1")}, epoch) },
			func(c *call.Call) { c.AnsweredAt = c.Legs[2].JoinedAt },
		},
		"answered too early": {
			func() call.Call { return step(t, lonely(), call.Accept{By: actor("alice/a1")}, epoch) },
			func(c *call.Call) { c.AnsweredAt = epoch },
		},
		"answer forgotten":            {talking, func(c *call.Call) { c.AnsweredAt = time.Time{} }},
		"legs out of order":           {talking, func(c *call.Call) { c.Legs[1].N = 2 }},
		"two callers":                 {talking, func(c *call.Call) { c.Legs[1].Role = call.Caller }},
		"gone without a reason":       {ended, func(c *call.Call) { c.Legs[1].Reason = "" }},
		"a reason without going":      {talking, func(c *call.Call) { c.Legs[1].Reason = call.HungUp }},
		"in the call on no device":    {talking, func(c *call.Call) { c.Legs[1].Device = "" }},
		"rings for ever":              {talking, func(c *call.Call) { c.Legs[2].Deadline = time.Time{} }},
		"invited before the start":    {talking, func(c *call.Call) { c.Legs[1].InvitedAt = epoch.Add(-1) }},
		"live after the end":          {ended, func(c *call.Call) { c.Legs[1].State = call.Joined }},
		"an end that says no why":     {ended, func(c *call.Call) { c.End.Cause = "" }},
		"something after the end":     {ended, func(c *call.Call) { c.LastAt = c.LastAt.Add(1) }},
		"rejected after an answer":    {ended, func(c *call.Call) { c.End.Result = call.ResultRejected }},
		"an unheard-of result":        {ended, func(c *call.Call) { c.End.Result = "fine" }},
		"last event before the first": {talking, func(c *call.Call) { c.LastAt = epoch.Add(-1) }},
	} {
		t.Run(name, func(t *testing.T) {
			c := tc.sound()
			if err := call.Check(&c); err != nil {
				t.Fatalf("sound: %v", err)
			}
			tc.damage(&c)
			if call.Check(&c) == nil {
				t.Error("the damage went unnoticed")
			}
		})
	}
}
