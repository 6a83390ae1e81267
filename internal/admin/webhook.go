package admin

import (
	"context"
	"net/url"
	"reflect"
	"strings"

	"ringline/internal/tenant"
)

// SetWebhook says where an app's back end hears of its calls; nil means nowhere.
func (a *Admin) SetWebhook(ctx context.Context, by By, id int64, w *tenant.Webhook) error {
	return a.UpdateWebhook(ctx, by, id, func(*tenant.Webhook) *tenant.Webhook { return w })
}

// UpdateWebhook is [Admin.SetWebhook] for who keeps part of what was there. f gets a copy, or nil.
func (a *Admin) UpdateWebhook(ctx context.Context, by By, id int64, f func(was *tenant.Webhook) *tenant.Webhook) error {
	_, err := a.change(ctx, by, id, "app.set_webhook", func(next *Stored) (map[string]string, error) {
		was, err := next.webhook(a.keys)
		if err != nil {
			return nil, err
		}
		before, err := next.webhook(a.keys)
		if err != nil {
			return nil, err
		}
		is := f(was)
		if reflect.DeepEqual(before, is) {
			return nil, nil
		}
		next.setWebhook(a.keys, is)
		return webhookDetail(is), nil
	})
	return err
}

// webhookDetail is what the log may say about a webhook. Query and path of the URL may carry a token.
func webhookDetail(w *tenant.Webhook) map[string]string {
	if w == nil {
		return map[string]string{"url": "none"}
	}
	detail := map[string]string{"events": strings.Join(w.Events, " ")}
	if u, err := url.Parse(w.URL); err == nil {
		detail["url"] = u.Scheme + "://" + u.Host
	}
	return detail
}
