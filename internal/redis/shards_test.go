package redis

import (
	"fmt"
	"strings"
	"testing"

	"ringline/internal/redis/redistest"
)

// shards is a Cluster: three servers that share the slots, and one that follows the first, which has ours.
type shards struct {
	t                            testing.TB
	first, second, third, follow *redistest.Server
	slot                         int
}

func cluster(t testing.TB) *shards {
	t.Helper()
	const slots = 16384
	var slot int
	server := func() *redistest.Server {
		return redistest.New(t, "--cluster-enabled", "yes", "--cluster-node-timeout", "1000", "--cluster-replica-validity-factor", "0")
	}
	c := &shards{t: t, first: server(), second: server(), third: server(), follow: server()}
	if _, err := fmt.Sscanf(c.do(c.first, "CLUSTER KEYSLOT {ringline}:nodes"), ":%d", &slot); err != nil {
		t.Fatal(err)
	}
	c.slot = slot
	c.do(c.first, "CLUSTER ADDSLOTSRANGE %d %d", slot, slot)
	c.do(c.second, "CLUSTER ADDSLOTSRANGE %d %d", 0, slot-1)
	c.do(c.third, "CLUSTER ADDSLOTSRANGE %d %d", slot+1, slots-1)
	for _, other := range []*redistest.Server{c.second, c.third, c.follow} {
		c.do(c.first, "CLUSTER MEET 127.0.0.1 %d", other.Port())
	}
	for _, s := range []*redistest.Server{c.first, c.second, c.third, c.follow} {
		until(t, "all are known and have all slots", func() bool {
			info := s.All("CLUSTER INFO")
			return strings.Contains(info, "cluster_state:ok") && strings.Contains(info, "cluster_known_nodes:4")
		})
	}
	c.do(c.follow, "CLUSTER REPLICATE %s", c.id(c.first))
	until(t, "the first is followed", func() bool { return strings.Contains(c.first.All("INFO replication"), "state=online") })
	until(t, "all know that it is", func() bool {
		return strings.Contains(c.second.All("CLUSTER NODES"), " slave ") && strings.Contains(c.third.All("CLUSTER NODES"), " slave ")
	})
	return c
}

// do runs a command that must succeed.
func (c *shards) do(s *redistest.Server, format string, args ...any) string {
	c.t.Helper()
	command := fmt.Sprintf(format, args...)
	answer := s.Do(command)
	if answer == "" || answer[0] == '-' {
		c.t.Fatalf("%s: %q", command, answer)
	}
	return answer
}

func (c *shards) id(s *redistest.Server) string {
	c.t.Helper()
	_, id, _ := strings.Cut(strings.TrimSpace(s.All("CLUSTER MYID")), "\r\n")
	return id
}

// url names two of the servers, as settings do; neither has our slot.
func (c *shards) url() string { return c.second.URL() + "," + c.third.Address() }

// A Cluster carries the words as one server does.
func TestCluster(t *testing.T) {
	a, b, c := trio(t, cluster(t).url())
	a.Tell([]byte("hello"))
	b.hears("a: hello")
	c.hears("a: hello")
	if answers, err := b.ask("who?"); err != nil || len(answers) != 2 {
		t.Errorf("%q, %v", answers, err)
	}
}

// The server that has our slot dies, and the one that followed it takes over: everybody learns that something was missed, and hears again.
func TestClusterFailOver(t *testing.T) {
	shards := cluster(t)
	a, b, _ := trio(t, shards.url())
	a.Tell([]byte("before"))
	b.hears("a: before")
	b.note(func() { b.missed = 0 })
	shards.first.Stop()
	b.await("knows that it missed something", func() bool { return b.missed > 0 })
	until(t, "both are back", func() bool { return a.Whole() && b.Whole() })
	a.Tell([]byte("after"))
	b.hears("a: after")
}

// Our slot is given to another server, which nothing broke: words go there.
func TestClusterSlotMoves(t *testing.T) {
	shards := cluster(t)
	a, b, _ := trio(t, shards.url())
	a.Tell([]byte("before"))
	b.hears("a: before")
	third := shards.id(shards.third)
	for _, s := range []*redistest.Server{shards.third, shards.first, shards.second} {
		shards.do(s, "CLUSTER SETSLOT %d NODE %s", shards.slot, third)
	}
	b.note(func() { b.missed = 0 })
	b.await("knows that it may have missed something", func() bool { return b.missed > 0 })
	until(t, "both are back", func() bool { return a.Whole() && b.Whole() })
	a.Tell([]byte("after"))
	b.hears("a: after")
}
