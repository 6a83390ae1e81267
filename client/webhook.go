package client

import (
	"context"
	"iter"
	"net/http"
)

// Webhook reads where the app's back end hears of its calls; [CodeNotFound] says that it does not.
func (a *AppAPI) Webhook(ctx context.Context) (Webhook, error) {
	return get[Webhook](ctx, a.c, a.path+"/webhook", nil)
}

// SetWebhook says where the app's back end hears of its calls.
func (a *AppAPI) SetWebhook(ctx context.Context, set SetWebhook) (Webhook, error) {
	return ask[Webhook](ctx, a.c, request{method: http.MethodPut, path: a.path + "/webhook", body: set})
}

// DeleteWebhook ends it. What was still to be sent is not sent.
func (a *AppAPI) DeleteWebhook(ctx context.Context) error {
	_, err := ask[struct{}](ctx, a.c, request{method: http.MethodDelete, path: a.path + "/webhook"})
	return err
}

// PingWebhook sends a test message to the webhook and says how it went.
func (a *AppAPI) PingWebhook(ctx context.Context) (Ping, error) {
	return post[Ping](ctx, a.c, a.path+"/webhook/ping", nil)
}

// Deliveries goes through the messages to the app's back end, the newest first.
func (a *AppAPI) Deliveries(ctx context.Context, f DeliveryFilter) iter.Seq2[Delivery, error] {
	return all(ctx, func(ctx context.Context, p Page) ([]Delivery, string, error) {
		l, err := a.DeliveryPage(ctx, f, p)
		return l.Deliveries, l.NextCursor, err
	})
}

// DeliveryPage reads one page of the deliveries.
func (a *AppAPI) DeliveryPage(ctx context.Context, f DeliveryFilter, p Page) (DeliveryList, error) {
	return list[DeliveryList](ctx, a.c, a.path+"/deliveries", f, p)
}

// Delivery reads one with its body and its attempts.
func (a *AppAPI) Delivery(ctx context.Context, id string) (Delivery, error) {
	return get[Delivery](ctx, a.c, a.path+"/deliveries/"+segment(id), nil)
}

// ResendDelivery sends one once more.
func (a *AppAPI) ResendDelivery(ctx context.Context, id string) (Delivery, error) {
	return post[Delivery](ctx, a.c, a.path+"/deliveries/"+segment(id)+"/resend", nil)
}

// ResendDeliveries sends many once more.
func (a *AppAPI) ResendDeliveries(ctx context.Context, which ResendDeliveries) (Resent, error) {
	return post[Resent](ctx, a.c, a.path+"/deliveries/resend", which)
}
