package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/pion/webrtc/v4/pkg/media"
)

// mediaPause is how long to wait before a lost room is entered again. It is often lost because the call is over.
const mediaPause = 500 * time.Millisecond

var (
	errOver = errors.New("the call is over") // for this device, at least
	errTime = errors.New("the time is up")
)

// bot does with the client what a person would: one call at a time. Whoever calls meanwhile is told by the server that it is busy.
type bot struct {
	*client
	sound []media.Sample
	lasts time.Duration // of a talk; 0: until the sound is over
}

// answerCalls takes part in every call that comes, until ctx is done.
func (b *bot) answerCalls(ctx context.Context) error {
	failed := map[string]bool{} // calls that are not tried again
	for {
		c, err := b.await(ctx, func(c *call) bool { return !failed[c.ID] && b.at(c) != "out" })
		if err != nil {
			return err
		}
		if err := b.attend(ctx, c.ID, nil); err != nil && ctx.Err() == nil {
			b.log.Warn("could not take part", "call", c.ID, "error", err)
			failed[c.ID] = true
		}
	}
}

// call calls one user, and returns when that call is over. It fails if the user did not answer.
func (b *bot) call(ctx context.Context, user string) error {
	started, err := b.command(ctx, "call.start", callData{Callees: []string{user}, Media: "audio"})
	if err != nil {
		return err
	}
	b.log.Info("calls", "call", started.Call.ID, "user", user)
	return b.attend(ctx, started.Call.ID, started.Ticket)
}

// attend is one call, from wherever it is to its end: the bot may have been started again in the middle of it.
func (b *bot) attend(ctx context.Context, id string, t *ticket) (err error) {
	log := b.log.With("call", id)
	inCall, done := b.whileInCall(ctx, id)
	defer done()
	defer func() { err = errors.Join(err, b.leave(ctx, id, log)) }()

	if c := b.find(id); c != nil && b.at(c) == "ringing" {
		log.Info("rings", "from", cmp.Or(c.leg(b.User).InvitedBy, c.Caller), "media", c.Media)
		if err := b.query(inCall, "call.rang", callData{Call: id}, &struct{}{}); err != nil && !refused(err) {
			return err
		}
		accepted, err := b.command(inCall, "call.accept", callData{Call: id})
		if err != nil {
			return err // too late, or answered on another device
		}
		t = accepted.Ticket
	}
	c, err := b.leaves(ctx, id, func(c *call) bool { return b.at(c) == "dialing" })
	switch {
	case err != nil:
		return err
	case c == nil:
		return errOver
	case c.AnsweredAt == 0:
		return fmt.Errorf("nobody answered: %s", c.End.Reason)
	}
	log.Info("answered")
	if b.lasts > 0 {
		var stop context.CancelFunc
		inCall, stop = context.WithTimeoutCause(inCall, b.lasts, errTime)
		defer stop()
	}
	switch err := b.talk(inCall, id, t, log); {
	case err == nil:
		log.Info("the sound is over")
	case errors.Is(err, errTime):
		log.Info("the time is up")
	case !errors.Is(err, errOver) && ctx.Err() == nil:
		return err
	}
	return nil
}

// talk plays the sound, in as many rooms as it takes. Without a ticket it asks for one.
func (b *bot) talk(ctx context.Context, id string, t *ticket, log *slog.Logger) error {
	p := &player{sound: b.sound, repeat: b.lasts > 0, over: make(chan struct{})}
	for {
		moves := 0
		if c := b.find(id); c != nil {
			moves = c.Moves
		}
		if t == nil {
			var a answer
			if err := b.query(ctx, "call.ticket", callData{Call: id}, &a); err != nil {
				return err
			}
			if t = a.Ticket; t == nil {
				return errors.New("call.ticket: the server has no media")
			}
		}
		// A room that is moved is entered anew, however well the old one does: nobody else will be there.
		room, leave := b.while(ctx, id, errRoomLost, func(c *call) bool { return c.Moves <= moves })
		err := b.play(room, t, p)
		leave()
		if !errors.Is(err, errRoomLost) {
			return err
		}
		t = nil // it was for one room only
		pause := time.NewTimer(mediaPause)
		select {
		case <-pause.C:
			log.Info("enters again", "because", err)
		case <-ctx.Done():
			pause.Stop()
			return context.Cause(ctx)
		}
	}
}

// leave hangs up, if there is still something to hang up, and tells how the call ended.
func (b *bot) leave(ctx context.Context, id string, log *slog.Logger) (err error) {
	if c := b.find(id); c != nil && (b.at(c) == "dialing" || b.at(c) == "connected") {
		if _, err = b.command(ctx, "call.hangup", callData{Call: id}); err == nil {
			log.Info("hung up")
		}
	}
	c := b.find(id)
	if c == nil {
		return err
	}
	if c.End != nil {
		log.Info("over", "result", c.End.Result, "reason", c.End.Reason, "by", c.End.By.User)
	} else if l := c.leg(b.User); l != nil && l.State == "gone" {
		log.Info("goes on without us", "reason", l.Reason)
	}
	return err
}

// at says where this device is in a call.
func (b *bot) at(c *call) string { return c.place(b.User, b.Device) }

// whileInCall returns a context that is done, with errOver, when the call is over for this device.
func (b *bot) whileInCall(ctx context.Context, id string) (context.Context, func()) {
	return b.while(ctx, id, errOver, func(c *call) bool { return b.at(c) != "out" })
}

// while returns a context that is done, for that reason, when a call is no longer as it fits, or no longer known.
func (b *bot) while(ctx context.Context, id string, reason error, fits func(*call) bool) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	var watch sync.WaitGroup
	watch.Go(func() {
		if _, err := b.leaves(ctx, id, fits); err == nil {
			cancel(reason)
		}
	})
	return ctx, func() {
		cancel(nil)
		watch.Wait()
	}
}
