package server

import (
	"context"
	"log/slog"
	"testing"

	"ringline/internal/call"
	"ringline/internal/cluster"
	"ringline/internal/media/fleet"
	"ringline/internal/realtime"
	"ringline/internal/store/memory"
)

// asked notes whose calls are to be given away.
type asked struct{ hosts []string }

func (a *asked) Hosted(_ context.Context, host string) ([]call.Ref, error) {
	a.hosts = append(a.hosts, host)
	return nil, nil
}

func (a *asked) Hosts(context.Context) ([]string, error) { return nil, nil }

// empty is a media server that nobody is in.
type empty struct{ fleet.Server }

func (empty) Busy() bool { return false }

// TestLeave: a node that stops gives its calls away, but not those of a process that has its name by now, because it stood still.
func TestLeave(t *testing.T) {
	for _, taken := range []bool{false, true} {
		store, hosted := memory.New(), &asked{}
		join := func(name string) *cluster.Members {
			m, err := cluster.Join(t.Context(), cluster.Options{Store: store, Name: name, Inner: name + ":1"})
			if err != nil {
				t.Fatal(err)
			}
			return m
		}
		join("b")
		members := join("a")
		if taken {
			store.Later(cluster.Dead)
			join("a")
		}
		s := &Server{
			log: slog.New(slog.DiscardHandler), members: members, clients: &realtime.Node{},
			fleet: fleet.New(fleet.Options{Chooser: fleet.NewChooser(members, false), Store: hosted, Server: empty{}}),
		}
		s.leave()
		if gave := len(hosted.hosts) > 0; gave == taken {
			t.Errorf("taken %v: it gave away the calls of %v", taken, hosted.hosts)
		}
	}
}
