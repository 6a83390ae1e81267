package server

import (
	"context"
	"fmt"
	"sync"

	"ringline/internal/call"
	"ringline/internal/media"
	"ringline/internal/media/external"
)

// openExternal makes the media servers that the operator runs known, and asks each whether it is there. It waits for none that is not.
func (s *Server) openExternal(ctx context.Context) error {
	metrics := external.NewMetrics(s.metrics)
	for i := range s.config.Media.External {
		settings := s.config.Media.External[i]
		if _, taken := s.members.Node(settings.Name); taken {
			return fmt.Errorf("media.external[%d].name: a Ringline server has the name %s: choose another", i, settings.Name)
		}
		one, err := external.New(settings, s.config.Media.TicketTTL, metrics, s.log)
		if err != nil {
			return fmt.Errorf("media.external[%d]: %w", i, err)
		}
		s.external = append(s.external, one)
	}
	var asked sync.WaitGroup
	for _, one := range s.external {
		asked.Go(func() { one.Ask(ctx) })
	}
	asked.Wait()
	return nil
}

// follow has the rooms of external media servers follow the calls, and takes what those report.
func (p *plane) follow(s *Server, facts *media.Facts) {
	hear := map[string]func(media.Event){}
	for _, one := range s.external {
		name := one.Name()
		here := func(c *call.Call) bool { return c.Host == name }
		duty := "media " + name
		sink := media.NewSink(one, s.log).Only(here)
		reconciler := media.NewReconciler(one, s.control, s.metrics, s.log).With(sink).When(func() bool { return s.members.Owns(duty) })
		hear[name] = func(e media.Event) {
			reconciler.Notice(e)
			facts.Notice(e)
		}
		s.parts.run("media server "+name, one.Run)
		s.parts.run("rooms of "+name, sink.Run)
		s.parts.run("reconciler of "+name, reconciler.Run)
		s.duty(duty, func(ctx context.Context) error {
			<-ctx.Done()
			return nil
		})
		p.sinks = append(p.sinks, sink)
	}
	if len(s.external) > 0 {
		p.reports = external.Reports(s.external, s.control, func(host string) func(media.Event) { return hear[host] })
	}
}
