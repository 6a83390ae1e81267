package v1

import (
	"context"
	"time"

	"ringline/client"
	"ringline/internal/call"
	"ringline/internal/record"
)

// Records finds ended calls and what is known of them.
type Records interface {
	Records(ctx context.Context, f record.Filter, oldestFirst bool, behind record.Position, limit int) ([]call.Call, error)
	Usage(ctx context.Context, app call.AppID, from, until time.Time) ([]record.Usage, error)
	Facts(ctx context.Context, ref call.Ref) ([]record.Fact, error)
	Reports(ctx context.Context, app call.AppID, calls []call.ID) ([]record.Report, error)
	EraseUser(ctx context.Context, app call.AppID, user, alias call.UserID) (int, error)
}

type recordQuery struct {
	client.RecordFilter
	client.Page
}

func (s *Server) listRecords(r *request, q recordQuery, _ none) (client.RecordList, error) {
	var behind record.Position
	if err := s.position(r, q.Cursor, &behind); err != nil {
		return client.RecordList{}, err
	}
	limit := limitOf(q.Page)
	all, err := s.Records.Records(r.Context(), recordFilter(r, &q.RecordFilter), q.Order == client.Oldest, behind, limit+1)
	if err != nil {
		return client.RecordList{}, err
	}
	all, next, err := page(s, r, all, limit, func(c call.Call) any { return positionOf(&c) })
	v := client.RecordList{Records: callsOf(all, r.now), NextCursor: next}
	if err != nil {
		return v, err
	}
	return v, s.measureAll(r.Context(), r.appID(), v.Records)
}

func positionOf(c *call.Call) record.Position {
	return record.Position{StartedAt: c.StartedAt, ID: c.ID}
}

func recordFilter(r *request, f *client.RecordFilter) record.Filter {
	filter := record.Filter{
		App: r.appID(), User: call.UserID(f.User), From: f.From, Until: f.Until, Media: call.Media(f.Media), Kind: record.Kind(f.Kind),
	}
	if f.Result != "" {
		filter.Results = []call.Result{call.Result(f.Result)}
	}
	return filter
}

func (s *Server) showRecord(r *request, _, _ none) (client.Call, error) {
	c, err := s.Calls.Load(r.Context(), r.ref())
	if isNotFound(err) || err == nil && c.Live() {
		return client.Call{}, notFound("there is no record of such a call; a live one has none yet")
	}
	if err != nil {
		return client.Call{}, err
	}
	return s.measured(r, &c)
}

const (
	dayOfUsage = 24 * time.Hour
	usageDays  = 30
	mostDays   = 3660
)

func (s *Server) listUsage(r *request, q client.UsageFilter, _ none) (client.UsageList, error) {
	until := record.Day(r.now)
	if q.Until != "" {
		until, _ = time.Parse(time.DateOnly, q.Until) // it was checked
	}
	from := until.AddDate(0, 0, -usageDays)
	if q.From != "" {
		from, _ = time.Parse(time.DateOnly, q.From)
	}
	switch days := until.Sub(from) / dayOfUsage; {
	case days < 0:
		return client.UsageList{}, invalid("query", "from", "must not be after until")
	case days > mostDays:
		return client.UsageList{}, invalid("query", "from", "must be within ten years of until")
	}
	all, err := s.Records.Usage(r.Context(), r.appID(), from, until)
	if err != nil {
		return client.UsageList{}, err
	}
	v := client.UsageList{Usage: make([]client.Usage, len(all))}
	for i, u := range all {
		v.Usage[i] = client.Usage{
			Day: u.Day.Format(time.DateOnly), Media: client.Media(u.Media), Result: client.Result(u.Result), Calls: u.Calls, Answered: u.Answered,
			RingMS: client.InMillis(u.Ring), TalkMS: client.InMillis(u.Talk), ParticipantMS: client.InMillis(u.Participant),
		}
	}
	return v, nil
}
