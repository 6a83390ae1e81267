package postgres

import (
	"context"
	"time"

	"ringline/internal/call"
	"ringline/internal/record"
	"ringline/internal/webhook"
)

const commitChanges = `SELECT n, what, coalesce(call, ''), coalesce("user", '') FROM commit_changes($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
	$11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31)`

// call has the database judge and write a batch, in one round trip, and returns what stands against each change. If it fails
// nothing was written, or the answer was lost.
func (s *Store) call(batch []*pending, careful bool) ([]verdict, error) {
	ctx, cancel := context.WithDeadline(s.always, batch[len(batch)-1].until)
	defer cancel()
	all := make([]verdict, len(batch))
	err := each(ctx, s.commits, verdicts(all), commitChanges, s.arguments(batch, careful)...)
	return all, err
}

// arguments lists what commit_changes takes, in its order: an array for each column.
func (s *Store) arguments(batch []*pending, careful bool) []any {
	n := len(batch)
	var (
		apps, froms, started, ats, tokens = make([]int64, n), make([]int64, n), make([]int64, n), make([]int64, n), make([]int64, n)
		ids, docs, nodes, rules, events   = make([]string, n), make([]string, n), make([]string, n), make([]string, n), make([]string, n)
		results, kinds, medias            = make([]string, n), make([]string, n), make([]string, n)
		deadlines, ended                  = make([]*int64, n), make([]*int64, n)
		requests, ips, platforms          = make([]*string, n), make([]*string, n), make([]*string, n)
		claimers, releasers, tellers      []int32
		claimed, released, tellEvents     []string
		tellNs, tellAts, tellUntils       []int64
		tellBodies                        [][]byte
	)
	for i, p := range batch {
		ch, c, number := p.change, &p.change.To, int32(i+1)
		apps[i], ids[i], froms[i], docs[i] = int64(c.App), string(c.ID), ch.From, p.doc
		started[i], ats[i], tokens[i] = c.StartedAt.UnixMilli(), c.LastAt.UnixMilli(), p.token
		nodes[i], rules[i], events[i], requests[i] = Keep(ch.Node), ch.Rule, p.events, p.request
		medias[i], kinds[i] = string(c.Media), string(record.KindOf(c))
		deadlines[i] = Deadline(c)
		if c.End != nil {
			at := c.End.At.UnixMilli()
			ended[i], results[i] = &at, string(c.End.Result)
		}
		if o := ch.Origin; o != (call.Origin{}) {
			ip, platform := Keep(o.IP), Keep(o.Platform)
			ips[i], platforms[i] = &ip, &platform
		}
		for _, u := range ch.Claim {
			claimers, claimed = append(claimers, number), append(claimed, Keep(u))
		}
		for _, u := range ch.Release {
			releasers, released = append(releasers, number), append(released, Keep(u))
		}
		for k := range ch.Deliveries {
			d := &ch.Deliveries[k]
			tellers, tellNs, tellEvents = append(tellers, number), append(tellNs, int64(k)), append(tellEvents, d.Event)
			tellAts, tellBodies = append(tellAts, d.At.UnixMilli()), append(tellBodies, d.Body)
			tellUntils = append(tellUntils, d.At.Add(webhook.GiveUpAfter).UnixMilli())
		}
	}
	return []any{
		careful, s.id, s.channel, apps, ids, froms, docs, deadlines, started, ended, results, kinds, medias,
		ats, tokens, nodes, rules, requests, ips, platforms, events,
		filled(claimers), filled(claimed), filled(releasers), filled(released),
		filled(tellers), filled(tellNs), filled(tellEvents), filled(tellAts), filled(tellBodies), filled(tellUntils),
	}
}

// Deadline is when a call is due, in milliseconds and not before it; nil for never.
func Deadline(c *call.Call) *int64 {
	at := c.Deadline()
	if at.IsZero() {
		return nil
	}
	milli := at.Add(time.Millisecond - 1).UnixMilli()
	return &milli
}

// filled is a list that is not nil, which the database would take for null.
func filled[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
