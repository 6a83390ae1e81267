package sim

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/store/memory"
	"ringline/internal/webhook"
)

// store is what a process needs of one.
type store interface {
	control.Store
	webhook.Store
}

// disk is where calls survive the process.
type disk interface {
	open() store // by a new process
	look() store // for the judge
	// dies says that the process is about to die, in the middle of a commit perhaps, and the machine with it if the power goes.
	dies(inCommit, power bool)
	crashed() // decides what is left
	close()
}

func newDisk(w *world) disk {
	if w.store == "sqlite" {
		return newFileDisk(w)
	}
	return &memoryDisk{memory.New()}
}

// memoryDisk keeps everything: the memory store is the disk.
type memoryDisk struct{ store *memory.Store }

func (d *memoryDisk) open() store    { return d.store }
func (d *memoryDisk) look() store    { return d.store }
func (d *memoryDisk) dies(_, _ bool) {}
func (d *memoryDisk) crashed()       {}
func (d *memoryDisk) close()         {}

var (
	errDisk = errors.New("input/output error")
	errGone = errors.New("the process is dead")
)

// desk is a process's way to the store, with what may go wrong there.
type desk struct {
	store
	s *server
}

// enter waits while the store stands still, and says whether it answers.
func (d *desk) enter(ctx context.Context, about ...any) error {
	down := d.s.w.trouble.wait(ctx, about)
	switch {
	case d.s.dead.Load():
		return errGone
	case down:
		return fmt.Errorf("the disk does not answer: %w", call.ErrUnavailable)
	}
	return nil
}

// deadly, as a value of a command's context, kills the process at that command's commit.
type deadly struct{ before, power bool }

type deadlyKey struct{}

func (d *desk) Commit(ctx context.Context, ch call.Change) error {
	if err := d.enter(ctx, "commit", ch.To.App, ch.To.ID, ch.To.Version); err != nil {
		return err
	}
	w := d.s.w
	how, kill := ctx.Value(deadlyKey{}).(deadly)
	if kill && how.before {
		w.disk.dies(false, how.power)
		d.die()
		return errGone
	}
	kind := w.lotOfCommit(&ch)
	if kind == "commit refused" {
		return errDisk
	}
	d.breakCommit(&ch)
	w.order.Lock() // the tape is in the order of the commits
	defer w.order.Unlock()
	w.tape.add(attempt{change: ch, at: time.Now(), server: d.s.n})
	if kill {
		// Nobody hears of it any more: what the process would say now is not said.
		d.s.dead.Store(true)
		w.disk.dies(true, how.power)
		err := d.store.Commit(ctx, ch)
		d.die()
		return errors.Join(errGone, err)
	}
	err := d.store.Commit(ctx, ch)
	if err == nil && kind == "commit unconfirmed" {
		return d.breakAnswer(errDisk)
	}
	return err
}

// die ends the process in the middle of what it does.
func (d *desk) die() {
	d.s.dead.Store(true)
	w := d.s.w
	w.inbox.mu.Lock()
	w.inbox.crash = d.s
	w.inbox.mu.Unlock()
	w.wake()
}

// lotOfCommit draws what goes wrong with a commit, by what it is about.
func (w *world) lotOfCommit(ch *call.Change) (kind string) {
	t := &w.trouble
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.bad == 0 {
		return ""
	}
	m := moment{ch.To.Ref(), ch.To.Version}
	t.tries[m]++
	switch lot := w.about("commit", m, ch.Rule, t.tries[m]).Float64(); {
	case lot < t.bad/2:
		kind = "commit refused"
	case lot < t.bad:
		kind = "commit unconfirmed"
	default:
		return ""
	}
	t.odd[kind]++
	return kind
}

func (d *desk) Load(ctx context.Context, ref call.Ref) (call.Call, error) {
	if err := d.enter(ctx, "load", ref); err != nil {
		return call.Call{}, err
	}
	c, err := d.store.Load(ctx, ref)
	d.breakLoad(ctx, &c)
	return c, err
}

func (d *desk) Requested(ctx context.Context, app call.AppID, r call.Request) (call.ID, error) {
	if err := d.enter(ctx, "requested", app, r); err != nil {
		return "", err
	}
	return d.store.Requested(ctx, app, r)
}

func (d *desk) Held(ctx context.Context, app call.AppID, user call.UserID) (call.ID, error) {
	if err := d.enter(ctx, "held", app, user); err != nil {
		return "", err
	}
	return d.store.Held(ctx, app, user)
}

func (d *desk) Due(ctx context.Context, now time.Time, limit int) ([]call.Ref, error) {
	if err := d.enter(ctx, "due"); err != nil {
		return nil, err
	}
	return d.store.Due(ctx, now, limit)
}

func (d *desk) NextDeliveries(ctx context.Context, ref call.Ref, limit int) ([]webhook.Delivery, error) {
	if err := d.enter(ctx, "nextdeliveries", ref); err != nil {
		return nil, err
	}
	list, err := d.store.NextDeliveries(ctx, ref, limit)
	for i := range list {
		d.breakDelivery(&list[i])
	}
	return list, err
}

func (d *desk) PendingDeliveries(ctx context.Context, app call.AppID, behind webhook.Position, limit int) ([]webhook.Position, error) {
	if err := d.enter(ctx, "pendingdeliveries", app); err != nil {
		return nil, err
	}
	return d.store.PendingDeliveries(ctx, app, behind, limit)
}

func (d *desk) PostponedDeliveries(ctx context.Context, app call.AppID, limit int) ([]webhook.Postponed, error) {
	if err := d.enter(ctx, "postponeddeliveries", app); err != nil {
		return nil, err
	}
	return d.store.PostponedDeliveries(ctx, app, limit)
}

func (d *desk) Backlogs(ctx context.Context) ([]webhook.Backlog, error) {
	if err := d.enter(ctx, "backlogs"); err != nil {
		return nil, err
	}
	return d.store.Backlogs(ctx)
}

func (d *desk) SettleDelivery(ctx context.Context, x *webhook.Delivery, state webhook.State, due, now time.Time) error {
	if err := d.enter(ctx, "settledelivery", x.Call, x.Version, x.N); err != nil {
		return err
	}
	return d.store.SettleDelivery(ctx, x, state, due, now)
}
