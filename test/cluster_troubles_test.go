package test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ringline/internal/process/cell"
)

// trouble is something that happens to a cell. When it returns the cause is gone, but for wires, which are healed then.
type trouble struct {
	name    string
	node    bool                           // it happens to one node, or to one after the other
	many    bool                           // and only where there are others
	happens func(s *siege) (string, error) // says to whom
}

var everyTrouble = []trouble{
	{name: "a node is killed (SIGKILL)", node: true, happens: func(s *siege) (string, error) {
		n := s.victim()
		if err := n.Kill(); err != nil {
			return n.Name, err
		}
		s.pass(s.upTo(5 * time.Second))
		return n.Name, n.Start(s.t.Context())
	}},
	{name: "a node stands still (SIGSTOP)", node: true, happens: func(s *siege) (string, error) {
		n := s.victim()
		if err := n.Pause(); err != nil {
			return n.Name, err
		}
		s.pass(s.longerThanDeath())
		return n.Name, n.Resume()
	}},
	{name: "all nodes are restarted, one after the other (SIGTERM)", node: true, happens: func(s *siege) (string, error) {
		for _, n := range s.cell.Nodes {
			if err := errors.Join(n.Stop(), n.Start(s.t.Context())); err != nil {
				return n.Name, err
			}
		}
		return "", nil
	}},
	{name: "a node is cut off from PostgreSQL", node: true, happens: func(s *siege) (string, error) {
		n := s.victim()
		return s.sever(n.Name, n.Databases[0], n.Databases[1])
	}},
	{name: "a node is cut off from Redis", node: true, many: true, happens: func(s *siege) (string, error) {
		n := s.victim()
		return s.sever(n.Name, n.Redis)
	}},
	{name: "a node is cut off from the other nodes", node: true, many: true, happens: func(s *siege) (string, error) {
		n := s.victim()
		return s.sever(n.Name, n.Inner)
	}},
	{name: "a node is cut off from the balancer", node: true, happens: func(s *siege) (string, error) {
		n := s.victim()
		return s.sever(n.Name, n.Door)
	}},
	{name: "a node is cut off from PostgreSQL, Redis and the other nodes", node: true, many: true, happens: func(s *siege) (string, error) {
		n := s.victim()
		return s.sever(n.Name, n.Databases[0], n.Databases[1], n.Redis, n.Inner)
	}},
	{name: "PostgreSQL is restarted", happens: func(s *siege) (string, error) { return "", s.cell.RestartDatabase(s.t.Context(), false) }},
	{name: "PostgreSQL crashes", happens: func(s *siege) (string, error) { return "", s.cell.RestartDatabase(s.t.Context(), true) }},
	{name: "PostgreSQL crashes and its standby is promoted", happens: func(s *siege) (string, error) {
		if err := s.cell.Promote(s.t.Context()); err != nil {
			return "", err
		}
		s.pass(time.Second)
		return "", s.cell.Follow(s.t.Context())
	}},
	{name: "Redis is away and comes back empty", many: true, happens: func(s *siege) (string, error) {
		if err := s.cell.StopRedis(); err != nil {
			return "", err
		}
		s.pass(s.upTo(5 * time.Second))
		return "", s.cell.StartRedis(s.t.Context())
	}},
}

// victim is one of the nodes.
func (s *siege) victim() *cell.Node { return s.cell.Nodes[s.dice.IntN(len(s.cell.Nodes))] }

func (s *siege) upTo(most time.Duration) time.Duration {
	return time.Duration(s.dice.Int64N(int64(most)))
}

// longerThanDeath is a time after which a node that was not heard of is taken for dead.
func (s *siege) longerThanDeath() time.Duration { return 4*time.Second + s.upTo(2*time.Second) }

// sever cuts wires for longer than a node may be silent: so that everybody notices at once, or so that nobody is told.
func (s *siege) sever(who string, wires ...*cell.Wire) (string, error) {
	silent := s.dice.IntN(2) == 0
	for _, w := range wires {
		if !silent {
			w.Cut()
			continue
		}
		if err := w.Freeze(); err != nil {
			return who, err
		}
	}
	s.pass(s.longerThanDeath())
	var healed []error
	for _, w := range wires {
		healed = append(healed, w.Heal(context.WithoutCancel(s.t.Context())))
	}
	how := "refused"
	if silent {
		how = "swallowed"
	}
	return fmt.Sprintf("(%s, %s)", who, how), errors.Join(healed...)
}
