package v1

import (
	"slices"

	"ringline/client"
	"ringline/internal/control"
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
			By: actorOf(ev.By), Reason: client.Reason(ev.Reason), Result: client.Result(ev.Result), Media: client.Media(ev.Media),
			Version: e.Version, Rule: e.Rule, Node: e.Node, Origin: origin,
		})
	}
	return all
}
