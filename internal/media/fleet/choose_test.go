package fleet_test

import (
	"testing"
	"testing/synctest"
	"time"

	"ringline/internal/cluster"
	"ringline/internal/media/fleet"
	"ringline/internal/store/memory"
)

// TestChoose: of the region that is asked for, else of this node's own, the one that serves and has the least to do.
func TestChoose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memory.New()
		for _, n := range []cluster.Node{
			{Name: "full", Region: "eu", Load: 30},
			{Name: "idle", Region: "eu", Load: 10},
			{Name: "leaves", Region: "eu", State: cluster.Leaving},
			{Name: "hidden", Region: "eu", Inner: "-"},
			{Name: "far", Region: "us"},
		} {
			if n.State == "" {
				n.State = cluster.Serving
			}
			if n.Inner == "-" {
				n.Inner = ""
			} else {
				n.Inner = n.Name + ":1"
			}
			if _, _, err := store.Beat(t.Context(), n); err != nil {
				t.Fatal(err)
			}
		}
		members, err := cluster.Join(t.Context(), cluster.Options{Store: store, Name: "me", Inner: "me:1", Region: "eu"})
		if err != nil {
			t.Fatal(err)
		}
		members.SetLoad(10)
		c := fleet.NewChooser(members, false)
		want := func(region, host string) {
			t.Helper()
			if got := c.Choose(app, region); got != host {
				t.Errorf("in region %q: %s, want %s", region, got, host)
			}
		}
		want("", "me") // no detour, if it does not matter
		want("", "idle")
		want("", "me")
		want("us", "far")
		want("us", "far")
		want("mars", "far") // rather far away than not at all
		for range 20 {
			c.Choose(app, "eu")
		}
		members.SetLoad(12)
		time.Sleep(11 * time.Second) // what was chosen is forgotten: by then nodes tell of it themselves
		want("", "idle")
		want("", "idle")
		want("", "me")
	})
}

// TestChooseWithoutAnybody: while no node serves a new call is the leaving node's own: whoever comes after it moves the call.
func TestChooseWithoutAnybody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		members, err := cluster.Join(t.Context(), cluster.Options{Store: memory.New(), Name: "me", Inner: "me:1"})
		if err != nil {
			t.Fatal(err)
		}
		if err := members.Leaving(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := fleet.NewChooser(members, false).Choose(app, ""); got != "me" {
			t.Errorf("chose %q", got)
		}
	})
}
