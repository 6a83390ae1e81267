package doctor

import (
	"context"
	"fmt"
	"time"

	"ringline/internal/call"
	"ringline/internal/seal"
	"ringline/internal/tenant"
	"ringline/internal/webhook"
)

// webhooks sends the receiver of each app a test message, as the server would.
func (p *patient) webhooks(ctx context.Context) []Finding {
	stored, err := p.apps(ctx)
	if err != nil {
		return nil // the store's own finding says so
	}
	ring, err := seal.Read(p.Config.Secrets, p.Key)
	if err != nil {
		return nil // so does the key's
	}
	var all []Finding
	for i := range stored {
		if app, err := stored[i].Open(ring, time.Now()); err == nil && app.Webhook != nil && !app.Disabled {
			served := app.WithDefaults()
			attempt, err := ping(ctx, &served, webhook.Options{Config: p.Config.Webhook, Now: time.Now})
			all = append(all, judgePing(&served, attempt, err))
		}
	}
	return all
}

// one is an app for those who ask for it by its id.
type one struct{ app *tenant.App }

// App implements [webhook.Apps].
func (o one) App(id int64) *tenant.App {
	if id != o.app.ID {
		return nil
	}
	return o.app
}

func ping(ctx context.Context, app *tenant.App, o webhook.Options) (webhook.Attempt, error) {
	o.Apps = one{app}
	queue, err := webhook.New(o)
	if err != nil {
		return webhook.Attempt{}, err
	}
	return queue.Ping(ctx, call.AppID(app.ID))
}

// judgePing: a receiver that is down is its owner's matter, and messages wait for it for three days.
func judgePing(app *tenant.App, a webhook.Attempt, err error) Finding {
	check := fmt.Sprintf("webhook of app %d", app.ID)
	const advice = "look whether the receiver runs and is reached from here; what it misses is sent again for 72 hours"
	switch {
	case err != nil:
		return warn(check, advice, "could not be checked: %v", err)
	case a.Error != "":
		return warn(check, advice, "the receiver does not take a test message: %s", a.Error)
	}
	return ok(check, "the receiver took a test message within %v", a.Took.Round(time.Millisecond))
}
