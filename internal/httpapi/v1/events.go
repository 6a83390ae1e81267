package v1

import (
	"slices"

	"ringline/client"
	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/record"
	"ringline/internal/webhook"
)

// listEvents merges everything that is known of a call, by time.
func (s *Server) listEvents(r *request, _, _ none) (client.Timeline, error) {
	history, err := s.Calls.History(r.Context(), r.ref())
	if err != nil {
		return client.Timeline{}, err
	}
	events := []client.Event{}
	for i := range history {
		events = append(events, eventsOf(&history[i])...)
	}
	facts, err := s.Records.Facts(r.Context(), r.ref())
	if err != nil {
		return client.Timeline{}, err
	}
	for i := range facts {
		events = append(events, factOf(&facts[i]))
	}
	c, err := s.Calls.Load(r.Context(), r.ref())
	if err != nil {
		return client.Timeline{}, err
	}
	reports, err := s.Records.Reports(r.Context(), r.appID(), []call.ID{c.ID})
	if err != nil {
		return client.Timeline{}, err
	}
	events = append(events, reportEvents(&c, reports)...)
	sent, err := s.attempts(r)
	if err != nil {
		return client.Timeline{}, err
	}
	events = append(events, sent...)
	slices.SortStableFunc(events, func(a, b client.Event) int { return a.At.Compare(b.At) })
	return client.Timeline{Events: events}, nil
}

// eventsOf are the events of one change of a call.
func eventsOf(e *control.Entry) []client.Event {
	var all []client.Event
	var origin *client.Origin
	if e.Origin.IP != "" || e.Origin.Platform != "" {
		origin = &client.Origin{IP: e.Origin.IP, Platform: e.Origin.Platform}
	}
	for _, ev := range e.Events {
		all = append(all, client.Event{
			At: moment(ev.At), Source: client.FromCall, Type: string(ev.Type), User: string(ev.User), Device: string(ev.Device),
			By: actorOf(ev.By), Reason: client.Reason(ev.Reason), Result: client.Result(ev.Result), Media: client.Media(ev.Media), Host: ev.Host,
			Version: e.Version, Rule: e.Rule, Node: e.Node, Origin: origin,
		})
	}
	return all
}

func factOf(f *record.Fact) client.Event {
	return client.Event{
		At: moment(f.At), Source: client.Source(f.Source), Type: f.Kind, User: string(f.User), Device: string(f.Device), Detail: f.Detail,
	}
}

// deliveryPage is how many deliveries of a call are read at a time.
const deliveryPage = 200

// attempts are the tries to tell a back end of the path's call.
func (s *Server) attempts(r *request) ([]client.Event, error) {
	var events []client.Event
	var behind webhook.Position
	for {
		all, err := s.Deliveries.Deliveries(r.Context(), webhook.Filter{App: r.appID(), Call: r.ref().ID}, behind, deliveryPage)
		if err != nil {
			return nil, err
		}
		for i := range all {
			d := &all[i]
			for _, one := range d.Attempts {
				a := attemptOf(one)
				a.Delivery, a.Event = d.ID(), d.Event
				events = append(events, client.Event{
					At: a.At, Source: client.FromWebhook, Type: "attempt", Version: d.Version, Node: a.Node, Attempt: &a,
				})
			}
		}
		if len(all) < deliveryPage {
			return events, nil
		}
		last := &all[len(all)-1]
		behind = webhook.Position{At: last.At, ID: last.ID()}
	}
}
