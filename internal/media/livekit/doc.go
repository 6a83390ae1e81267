// Package livekit runs a LiveKit media server inside this process and is its adapter: rooms, tickets, the door of its
// signalling, and its events.
//
// It guarantees that nobody reaches LiveKit without being asked for at the [Gate] at that moment, whatever ticket they
// hold, that no room exists unless Ringline opened it, and that clients are never pointed at servers of third parties.
//
// It is built from LiveKit's exported constructors in the order of that module's own pkg/service/wire_gen.go, without what
// calls do not need: no Redis, no HTTP port of its own, no egress, ingress, SIP, agents or WHIP. docs/adr/0003 says
// why it is embedded and why its version is pinned.
//
// LiveKit keeps two things per process, not per server: its logger, which the first [New] sets, and its metrics, see
// [Metrics]. A few of its goroutines outlive a stop.
package livekit
