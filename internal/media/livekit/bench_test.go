package livekit_test

import (
	"context"
	"fmt"
	"log/slog"
	"testing"

	"ringline/internal/call"
	"ringline/internal/media/livekit"
)

func newBare(b *testing.B) *livekit.Server {
	cfg := livekit.Default()
	cfg.NodeIP, cfg.UDPPort, cfg.STUNPort, cfg.Drain = "127.0.0.1", 0, 0, 0
	s, err := livekit.New(cfg, livekit.Options{Gate: gate(func() error { return nil }), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// How long a server takes from nothing to ready, and back.
func BenchmarkStartStop(b *testing.B) {
	ctx, cancel := context.WithCancel(b.Context())
	cancel()
	for b.Loop() {
		if err := newBare(b).Run(ctx); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpenClose(b *testing.B) {
	s := newBare(b)
	n := 0
	for b.Loop() {
		n++
		ref := call.Ref{App: app, ID: call.ID(fmt.Sprint(n))}
		if err := s.Open(b.Context(), ref); err != nil {
			b.Fatal(err)
		}
		if err := s.Close(b.Context(), ref); err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	ctx, cancel := context.WithCancel(b.Context())
	cancel()
	if err := s.Run(ctx); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkTicket(b *testing.B) {
	s := newBare(b)
	for b.Loop() {
		if _, err := s.Ticket(call.Ref{App: app, ID: "01930f2e-7c1b-7d3a-9d4e-1f2a3b4c5d6e"}, "alice", "phone"); err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	ctx, cancel := context.WithCancel(b.Context())
	cancel()
	if err := s.Run(ctx); err != nil {
		b.Fatal(err)
	}
}
