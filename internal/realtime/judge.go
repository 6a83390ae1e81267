package realtime

import (
	"context"
	"log/slog"
	"time"

	"ringline/internal/call"
	"ringline/internal/cluster"
)

// verdict is what becomes of a device whose lease is over here.
type verdict int

const (
	lapses  verdict = iota // it is lost
	another                // it is another node's affair, or in no call
	unclear                // ask again
)

// judge finds out whether a device whose lease is over here is lost: only if this node is the one that keeps it, and it is connected
// nowhere. As long as that cannot be told, nobody is taken out of a call. If only the other nodes cannot be asked, the row alone
// counts after another lease: a device that came back elsewhere has had it rewritten by then.
func (o *others) judge(ctx context.Context, l *lapse) verdict {
	row := rowOf(l.account, l.device)
	wish, kept := o.keeper.wished(row)
	if !kept {
		return another
	}
	if o.keeper.unwritten(row) {
		return unclear
	}
	late, cancel := context.WithTimeout(ctx, rowsFor)
	defer cancel()
	mine, err := o.keeper.rows.KeepsLease(late, row)
	switch {
	case err != nil:
		l.doubt = time.Time{} // nor could another node write that it has the device
		return unclear
	case !mine:
		o.keeper.lost(row, wish)
		return another
	case l.expelled:
		return lapses
	}
	answers, complete := o.ask(ctx, &question{Connected: &askConnected{App: l.app, User: l.user, Device: l.device}})
	for _, a := range answers {
		if a.Connected {
			o.keeper.lost(row, wish) // it has been claimed with the answer
			return another
		}
	}
	switch {
	case o.node.devices.knows(l.account, l.device): // it came back meanwhile, or was taken over from another node
		return another
	case complete:
		return lapses
	case l.doubt.IsZero():
		l.doubt = time.Now()
		return unclear
	case time.Since(l.doubt) < o.node.config.Lease:
		return unclear
	default:
		return lapses
	}
}

// follow keeps and gives up leases as a change that this node committed has it. It returns the devices that left.
func (o *others) follow(ch *call.Change, now time.Time) (left []memberWord) {
	for _, i := range ch.Legs {
		l := &ch.To.Legs[i]
		who := account{ch.To.App, l.User}
		switch {
		case l.Robot || l.Device == "":
		case l.State == call.Joined && (entered(ch, l) || o.node.devices.knows(who, l.Device)):
			o.keeper.keep(rowOf(who, l.Device), ch.To.ID, false)
			o.node.devices.grant(who, l.Device, now, false)
		case l.State == call.Gone:
			o.keeper.drop(rowOf(who, l.Device), ch.To.ID)
			left = append(left, memberWord{l.User, l.Device})
		}
	}
	return left
}

// entered reports whether a change brought a leg's device into the call: its command was run here, so it is connected here, or was just now.
func entered(ch *call.Change, l *call.Leg) bool {
	for _, e := range ch.Events {
		came := e.Type == call.Started || e.Type == call.Answered || e.Type == call.JoinedIn
		if came && e.User == l.User && e.Device == l.Device {
			return true
		}
	}
	return false
}

// recall grants a lease to every device that this node kept before it was started anew.
func (o *others) recall(ctx context.Context) error {
	rows, err := o.keeper.rows.KeptLeases(ctx)
	if err != nil {
		return err
	}
	o.adopt(rows)
	return nil
}

// adopt gives a whole lease to devices that another process had: it was lost by the service, not they by the network.
func (o *others) adopt(rows []cluster.Lease) {
	o.keeper.found(rows)
	now := time.Now()
	for _, row := range rows {
		o.node.devices.renew(whose(row), row.Device, now)
	}
}

// Gone hears that a node has died or left, from whoever knows. Its devices are taken over while [Node.Run] runs.
func (n *Node) Gone(name string) {
	if n.others == nil {
		return
	}
	n.others.mu.Lock()
	n.others.dead[name] = true
	n.others.mu.Unlock()
	nudge(n.others.bury)
}

// buryDead takes over the leases of nodes that have gone, until ctx is done. Of several nodes one gets them.
func (o *others) buryDead(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-o.bury:
		}
		for _, name := range o.theDead() {
			late, cancel := context.WithTimeout(ctx, rowsFor)
			rows, err := o.keeper.rows.TakeLeases(late, name)
			cancel()
			if err != nil {
				o.node.log.Warn("cannot take over the devices of a server that has gone yet", slog.String("server", name), slog.Any("error", err))
				if !pause(ctx, rowsAgain) {
					return
				}
				o.retake(ctx)
				nudge(o.bury)
				continue
			}
			o.mu.Lock()
			delete(o.dead, name)
			o.mu.Unlock()
			o.adopt(rows)
			if len(rows) > 0 {
				o.node.log.Info("took over the devices of a server that has gone", slog.String("server", name), slog.Int("devices", len(rows)))
			}
			nudge(o.search) // what it had not written down yet
		}
	}
}

// retake adopts what an attempt took although it failed.
func (o *others) retake(ctx context.Context) {
	late, cancel := context.WithTimeout(ctx, rowsFor)
	defer cancel()
	rows, err := o.keeper.rows.KeptLeases(late)
	if err == nil {
		o.adopt(rows)
	}
}

func (o *others) theDead() (names []string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for name := range o.dead {
		names = append(names, name)
	}
	return names
}

const (
	searchAfter = 2 * time.Second // a node's death: what is under way is written by then
	searchAgain = 3 * time.Second // if not everybody can be asked
	searchEvery = 5 * time.Minute
	searchPart  = 500 // devices in a question
)

// searchLost looks for devices in calls that no node keeps: one that died had not written them down. The first node by name does,
// at its start, after each death, and now and then.
func (o *others) searchLost(ctx context.Context) {
	for {
		again := time.NewTimer(searchEvery)
		select {
		case <-ctx.Done():
			again.Stop()
			return
		case <-o.search:
		case <-again.C:
		}
		again.Stop()
		if !pause(ctx, searchAfter) {
			return
		}
		if nodes := o.members.Nodes(); len(nodes) == 0 || nodes[0].Name != o.name {
			continue
		}
		if !o.searchNow(ctx) && pause(ctx, searchAgain) {
			nudge(o.search)
		}
	}
}

// searchNow is false if it has to be done again.
func (o *others) searchNow(ctx context.Context) bool {
	if _, complete := o.ask(ctx, &question{}); !complete { // before much is read
		return false
	}
	live, err := o.node.calls.Live(ctx, 0)
	if err != nil {
		o.node.log.Warn("cannot look for devices that no server keeps yet", slog.Any("error", err))
		return false
	}
	var part []askDevice
	for i := range live {
		for j := range live[i].Legs {
			l := &live[i].Legs[j]
			row := rowOf(account{live[i].App, l.User}, l.Device)
			if l.State == call.Joined && !l.Robot && !o.keeper.keeps(row) {
				part = append(part, askDevice{row.App, row.User, row.Device})
			}
			if len(part) == searchPart {
				if !o.searchPart(ctx, part) {
					return false
				}
				part = nil
			}
		}
	}
	return len(part) == 0 || o.searchPart(ctx, part)
}

func (o *others) searchPart(ctx context.Context, part []askDevice) bool {
	answers, complete := o.ask(ctx, &question{Lost: part})
	if !complete {
		return false
	}
	known := map[int]bool{}
	for _, a := range answers {
		for _, i := range a.Known {
			known[i] = true
		}
	}
	now, found := time.Now(), 0
	for i, d := range part {
		if known[i] {
			continue
		}
		found++
		who := account{d.App, d.User}
		o.keeper.keep(rowOf(who, d.Device), "", false)
		o.node.devices.renew(who, d.Device, now)
	}
	if found > 0 {
		o.node.log.Info("keeps devices that no server kept", slog.Int("devices", found))
	}
	return true
}
