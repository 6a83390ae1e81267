package v1

import (
	"context"
	"fmt"
	"slices"

	"ringline/client"
	"ringline/internal/call"
	"ringline/internal/schema"
	"ringline/internal/tenant"
	"ringline/internal/webhook"
)

// Webhooks sends what back ends are told.
type Webhooks interface {
	MayCall(ctx context.Context, url string) error // says why the operator lets no webhook go there
	Ping(ctx context.Context, app call.AppID) (webhook.Attempt, error)
	Resend(ctx context.Context, f webhook.Filter) (int, error)
	ResendOne(ctx context.Context, app call.AppID, id string) error
}

// Deliveries finds what back ends were told.
type Deliveries interface {
	Deliveries(ctx context.Context, f webhook.Filter, behind webhook.Position, limit int) ([]webhook.Delivery, error)
	Delivery(ctx context.Context, app call.AppID, id string) (webhook.Delivery, error)
}

var errNoWebhook = notFound("the app has no webhook")

func (s *Server) showWebhook(r *request, _, _ none) (client.Webhook, error) {
	w := r.app.Webhook
	if w == nil {
		return client.Webhook{}, errNoWebhook
	}
	return client.Webhook{URL: w.URL, Events: w.Events, TokenSet: w.Token != "", SecretSet: w.Secret != ""}, nil
}

func (s *Server) setWebhook(r *request, _ none, b client.SetWebhook) (client.Webhook, error) {
	if err := tenant.CheckURL(b.URL); err != nil {
		return client.Webhook{}, invalid("body", "url", err.Error())
	}
	if len(b.Events) == 0 {
		b.Events = slices.Clone(s.Events)
	}
	for i, e := range b.Events {
		if !slices.Contains(s.Events, e) {
			return client.Webhook{}, invalid("body", fmt.Sprintf("events[%d]", i), "must be "+schema.Or(s.Events))
		}
	}
	if err := s.Webhooks.MayCall(r.Context(), b.URL); err != nil {
		return client.Webhook{}, invalid("body", "url", "leads where no webhook may go: "+err.Error())
	}
	w := &tenant.Webhook{URL: b.URL, Events: b.Events, Token: tenant.Secret(b.Token), Secret: tenant.Secret(b.Secret)}
	if err := s.Admin.SetWebhook(r.Context(), r.by(), r.app.ID, w); err != nil {
		return client.Webhook{}, err
	}
	return client.Webhook{URL: w.URL, Events: w.Events, TokenSet: w.Token != "", SecretSet: w.Secret != ""}, nil
}

func (s *Server) deleteWebhook(r *request, _, _ none) (none, error) {
	return none{}, s.Admin.SetWebhook(r.Context(), r.by(), r.app.ID, nil)
}

func (s *Server) pingWebhook(r *request, _, _ none) (client.Ping, error) {
	if r.app.Webhook == nil {
		return client.Ping{}, errNoWebhook
	}
	a, err := s.Webhooks.Ping(r.Context(), r.appID())
	if err != nil {
		return client.Ping{}, err
	}
	s.note(r, "webhook.ping", "", nil)
	return client.Ping{Delivered: a.Error == "", Status: a.Status, Error: a.Error, TookMS: client.InMillis(a.Took)}, nil
}

type deliveryQuery struct {
	client.DeliveryFilter
	client.Page
}

func (s *Server) listDeliveries(r *request, q deliveryQuery, _ none) (client.DeliveryList, error) {
	var behind webhook.Position
	if err := s.position(r, q.Cursor, &behind); err != nil {
		return client.DeliveryList{}, err
	}
	limit := limitOf(q.Page)
	all, err := s.Deliveries.Deliveries(r.Context(), s.deliveryFilter(r, client.ResendDeliveries(q.DeliveryFilter)), behind, limit+1)
	if err != nil {
		return client.DeliveryList{}, err
	}
	all, next, err := page(s, r, all, limit, func(d webhook.Delivery) any { return webhook.Position{At: d.At, ID: d.ID()} })
	v := make([]client.Delivery, len(all))
	for i := range all {
		v[i] = deliveryOf(&all[i])
		v[i].Body, v[i].Attempts = "", nil
	}
	return client.DeliveryList{Deliveries: v, NextCursor: next}, err
}

func (s *Server) deliveryFilter(r *request, f client.ResendDeliveries) webhook.Filter {
	return webhook.Filter{
		App: r.appID(), Call: call.ID(f.Call), State: webhook.State(f.State), Event: f.Event, From: f.From, Until: f.Until,
	}
}

var errNoDelivery = notFound("there is no such delivery")

func (s *Server) showDelivery(r *request, _, _ none) (client.Delivery, error) {
	d, err := s.Deliveries.Delivery(r.Context(), r.appID(), r.PathValue("delivery"))
	if isNotFound(err) {
		return client.Delivery{}, errNoDelivery
	}
	return deliveryOf(&d), err
}

func (s *Server) resendDelivery(r *request, _, _ none) (client.Delivery, error) {
	id := r.PathValue("delivery")
	switch err := s.Webhooks.ResendOne(r.Context(), r.appID(), id); {
	case isNotFound(err):
		return client.Delivery{}, errNoDelivery
	case err != nil:
		return client.Delivery{}, err
	}
	s.note(r, "delivery.resend", id, nil)
	return s.showDelivery(r, none{}, none{})
}

func (s *Server) resendDeliveries(r *request, _ none, b client.ResendDeliveries) (client.Resent, error) {
	if b.Call == "" && b.From.IsZero() {
		return client.Resent{}, invalid("body", "from", "must be given, or call: nobody sends everything again by mistake")
	}
	n, err := s.Webhooks.Resend(r.Context(), s.deliveryFilter(r, b))
	if err != nil {
		return client.Resent{}, err
	}
	s.note(r, "delivery.resend_all", b.Call, map[string]string{"deliveries": fmt.Sprint(n)})
	return client.Resent{Resent: n}, nil
}

func deliveryOf(d *webhook.Delivery) client.Delivery {
	v := client.Delivery{
		ID: d.ID(), Call: string(d.Call.ID), Event: d.Event, At: moment(d.At), State: client.DeliveryState(d.State), Tries: d.Tries,
		DueAt: moment(d.Due), SettledAt: moment(d.SettledAt), Body: string(d.Body),
	}
	for _, a := range d.Attempts {
		v.Attempts = append(v.Attempts, attemptOf(a))
	}
	return v
}

func attemptOf(a webhook.Attempt) client.Attempt {
	return client.Attempt{At: moment(a.At), TookMS: client.InMillis(a.Took), Status: a.Status, Error: a.Error, Node: a.Node}
}
