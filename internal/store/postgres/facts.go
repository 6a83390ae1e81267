package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"ringline/internal/call"
	"ringline/internal/record"
)

// AddFacts implements [record.Store].
func (s *Store) AddFacts(ctx context.Context, facts []record.Fact) error {
	if len(facts) == 0 {
		return nil
	}
	n := len(facts)
	apps, ats := make([]int64, n), make([]int64, n)
	calls, sources, kinds, users, devices, details := make([]string, n), make([]string, n), make([]string, n), make([]string, n), make([]string, n), make([]string, n)
	for i := range facts {
		f := &facts[i]
		detail, err := encodeDetail(f.Detail)
		if err != nil {
			return fmt.Errorf("add facts: %w", err)
		}
		apps[i], calls[i], ats[i] = int64(f.Call.App), Keep(f.Call.ID), f.At.UnixMilli()
		sources[i], kinds[i], users[i], devices[i], details[i] = Keep(f.Source), Keep(f.Kind), Keep(f.User), Keep(f.Device), detail
	}
	_, err := s.update(ctx, "add facts", `INSERT INTO facts (app, call, at, source, kind, "user", device, detail)
		SELECT app, call, at, source, kind, who, device, detail
		FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
			WITH ORDINALITY AS f(app, call, at, source, kind, who, device, detail, n) ORDER BY n`,
		apps, calls, ats, sources, kinds, users, devices, details)
	return err
}

// Facts implements [record.Store].
func (s *Store) Facts(ctx context.Context, ref call.Ref) ([]record.Fact, error) {
	var facts []record.Fact
	err := s.list(ctx, "read facts", `SELECT at, source, kind, "user", device, detail FROM facts WHERE app = $1 AND call = $2 ORDER BY at, n`,
		func(row pgx.Rows) error {
			var at int64
			var source, kind, user, device, detail string
			if err := row.Scan(&at, &source, &kind, &user, &device, &detail); err != nil {
				return err
			}
			f := record.Fact{
				Call: ref, At: time.UnixMilli(at).UTC(), Source: Kept[string](source), Kind: Kept[string](kind),
				User: Kept[call.UserID](user), Device: Kept[call.DeviceID](device),
			}
			facts = append(facts, f)
			if detail == "" {
				return nil
			}
			return json.Unmarshal([]byte(detail), &facts[len(facts)-1].Detail)
		}, int64(ref.App), Keep(ref.ID))
	return facts, err
}

func encodeDetail(detail map[string]string) (string, error) {
	if len(detail) == 0 {
		return "", nil
	}
	text, err := json.Marshal(detail)
	return string(text), err
}
