package sim

import (
	"ringline/internal/call"
	"ringline/internal/outbox"
)

// meddle stands between control and the relay, if that is what is broken.
func (w *world) meddle(relay *outbox.Relay) outbox.Sink { return relay }

// omits says that a part of the server does not run at all.
func (w *world) omits(part string) bool {
	return w.broke == "no sweeper" && part == "control"
}

// breakCommit changes what is committed, if that is what is broken.
func (w *world) breakCommit(*call.Change) {}
