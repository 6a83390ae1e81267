package load

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ringline/client"
	"ringline/internal/dialect"
)

// openHearing has the server tell this process of its calls. It takes nobody's place: an app that tells somebody already is left alone.
func (r *run) openHearing(ctx context.Context, t *Target) (err error) {
	before, err := r.api.GetCallback(ctx)
	var refused *client.V4Error
	if err != nil && !errors.As(err, &refused) {
		return fmt.Errorf("ask for the app's webhook: %w", err)
	}
	if before.URL != "" {
		return errors.New("the app tells another back end of its calls: use an app of its own for load, or `webhooks: false` in the scenario")
	}
	if r.hearing, err = Listen(ctx, t.HookListen, t.HookURL); err != nil {
		return err
	}
	err = r.api.SetCallback(ctx, client.V4Callback{URL: r.hearing.URL, Commands: []string{dialect.StartCall, dialect.EndCall}})
	if err != nil {
		err = errors.Join(fmt.Errorf("set the app's webhook to %s: %w (a server elsewhere needs --hook-listen and --hook-url, and webhook.allow_networks "+
			"if that is no public address)", r.hearing.URL, err), r.hearing.Close())
		r.hearing = nil
	}
	return err
}

// closeHearing takes it back.
func (r *run) closeHearing(ctx context.Context) error {
	if r.hearing == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	err := r.api.DeleteCallback(ctx)
	if err != nil {
		err = fmt.Errorf("delete the app's webhook: %w", err)
	}
	return errors.Join(err, r.hearing.Close())
}
