package test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"ringline/internal/call"
	"ringline/internal/process"
	"ringline/internal/tenant"
)

const (
	asked     = 1000 // starts at once
	perSecond = 50   // that the app may make
)

// TestOverload: a thousand calls are started at once by an app that may start fifty a second. Each start is answered, by a call or by
// the documented refusal, and there are exactly as many calls as were granted: nothing is half made (P20). Another app's calls go
// on beside it (P16, P17).
func TestOverload(t *testing.T) {
	c := gather(t, "overload: 1,000 starts at once, 50 a second allowed", process.Options{})
	back, all := newAPI(c.server.URL, overloadApp()), map[call.ID]bool{}
	late := 0
	for n := range *rounds {
		c.busy(50)
		var people sync.WaitGroup
		var mu sync.Mutex
		var granted []call.ID
		var took []time.Duration
		refusals := map[int]int{}
		for i := range asked {
			people.Go(func() {
				begun := time.Now()
				r, err := back.do(context.WithoutCancel(t.Context()), "start_call_by_robot", start(apart(fmt.Sprint("many", i), n)))
				mu.Lock()
				defer mu.Unlock()
				took = append(took, time.Since(begun))
				switch {
				case err != nil:
					t.Errorf("a start was not answered: %v", err)
				case r.ErrorCode == 0:
					granted = append(granted, r.Response.CallId)
				default:
					refusals[r.ErrorCode]++
				}
			})
		}
		people.Wait()
		slices.Sort(took)
		t.Logf("%d granted, refused %v; answers within %v, half of them within %v", len(granted), refusals, took[len(took)-1], took[len(took)/2])
		c.times++
		for _, id := range granted {
			all[id] = true
		}
		// They hear that it was too many or, on a machine that does not keep up, that it took too long: then they have to look.
		late += refusals[60008]
		if len(granted) == 0 || refusals[60007] < asked/4 || len(granted)+refusals[60007]+refusals[60008] != asked {
			t.Errorf("of %d starts %d were granted and refused were %v", asked, len(granted), refusals)
		}
	}
	h, unknown := c.end(), 0
	for i := range h.Calls {
		if ref := h.Calls[i].Ref(); ref.App == call.AppID(overloadApp().ID) && !all[ref.ID] {
			unknown++
		} else {
			delete(all, ref.ID)
		}
	}
	if unknown > late {
		t.Errorf("P20: %d calls are there that were not granted, and only %d were told to look", unknown, late)
	}
	if len(all) > 0 {
		t.Errorf("P9: %d calls were granted and are not there", len(all))
	}
}

func overloadApp() *tenant.App {
	return &tenant.App{ID: 1400000003, Secrets: []tenant.Secret{"the-secret-of-the-overload-test"}}
}
