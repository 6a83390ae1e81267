package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"ringline/internal/admin"
	"ringline/internal/process"
	"ringline/internal/tenant"
)

// amongRecords says what it costs to start and end calls while there are so many records: a server for each number, which take turns.
type amongRecords struct {
	Records int      `json:"records"`
	Rounds  []sample `json:"rounds"`
	folder  string   // of its database
	load    *load    // once its server runs
}

// recordRounds is how often each server has its turn.
const recordRounds = 5

// makeRecordsApp makes an app that keeps its records for longer than they are old here, so that none is being deleted meanwhile.
func makeRecordsApp(ctx context.Context, apps *admin.Admin) error {
	_, _, err := apps.CreateApp(ctx, admin.By{Name: "bench"}, admin.Spec{
		ID: benchApp, Secret: benchSecret, Settings: tenant.Settings{RequestsPerSecond: 1_000_000, RecordsFor: 365 * 24 * time.Hour},
	})
	return err
}

func (o *recordsOptions) serveRecords(ctx context.Context, folder string) (*process.Server, error) {
	return process.Start(ctx, process.Options{Binary: o.binary, Data: folder, Config: benchConfig, Apps: makeRecordsApp})
}

// prepare makes a database that has the app, as a server would.
func (o *recordsOptions) prepare(ctx context.Context, folder string) error {
	if o.calls == 0 {
		return nil
	}
	server, err := o.serveRecords(ctx, folder)
	if err != nil {
		return err
	}
	return server.Stop()
}

// among measures a start or end of a call among each number of records. The databases of few and of many are there and closed; those in
// between are made.
func (o *recordsOptions) among(ctx context.Context, dir string, until time.Time) (all []*amongRecords, err error) {
	for _, n := range sizes(o.few, o.many) {
		a := &amongRecords{Records: n, folder: filepath.Join(dir, fmt.Sprint(n))}
		all = append(all, a)
		if n == o.few || n == o.many {
			continue
		}
		store, err := o.open(ctx, a.folder)
		if err != nil {
			return nil, err
		}
		_, _, err = o.fill(ctx, store, n, until)
		if err := errors.Join(err, store.Close()); err != nil {
			return nil, err
		}
	}
	for _, a := range all {
		server, err := o.serveRecords(ctx, a.folder)
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, server.Stop()) }()
		if a.load, err = newLoad(ctx, serverTarget(server), growthConns); err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, a.load.close()) }()
		if _, err := a.load.run(ctx, o.calls/2); err != nil {
			return nil, err
		}
	}
	for n := range recordRounds {
		for k := range all {
			a := all[order(n, k, len(all))]
			s, err := a.load.run(ctx, o.calls)
			if err != nil {
				return nil, err
			}
			a.Rounds = append(a.Rounds, s)
		}
		progress("round %d of %d among records", n+1, recordRounds)
	}
	return all, nil
}

// growth is what was measured among records.
func (o *recordsOptions) growth(all []*amongRecords) *growth {
	g := &growth{
		Name: "records",
		About: fmt.Sprintf("%s. A server for each number of records; they take turns, %d rounds of %v, with %d connections that start and end calls. Medians, with the "+
			"least and the most", describe(), recordRounds, o.calls, growthConns),
		Head: []string{"records", "CPU of a start or end", "operations/s", "p50", "p99", "others"},
		X:    "records", Y: "µs of processor",
	}
	cost := curve{Name: "The processor time of a start or end (µs)", Says: "The rows are written into trees whose depth grows with the logarithm of their number."}
	for _, a := range all {
		rounds := make([]peerSample, len(a.Rounds))
		for i, s := range a.Rounds {
			rounds[i].sample = s
		}
		cpu := spreadOf(rounds, func(s *peerSample) time.Duration { return s.CPU })
		g.Rows = append(g.Rows, []string{
			thousands(a.Records), cpu.String(), spreadOf(rounds, func(s *peerSample) float64 { return s.Rate }).String(),
			micros(spreadOf(rounds, func(s *peerSample) time.Duration { return s.P50 }).median),
			micros(spreadOf(rounds, func(s *peerSample) time.Duration { return s.P99 }).median),
			fmt.Sprintf("%.0f %%", 100*spreadOf(rounds, func(s *peerSample) float64 { return s.Others }).median),
		})
		cost.Points = append(cost.Points, point{float64(a.Records), float64(cpu.median) / 1e3})
	}
	g.Curves = []curve{cost}
	g.fit()
	return g
}
