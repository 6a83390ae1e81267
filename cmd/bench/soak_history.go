package main

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"ringline/internal/audit"
	"ringline/internal/call"
	"ringline/internal/store/sqlite"
)

// keptFor is how long the app of a soak keeps its records: the least that there is.
const keptFor = time.Hour

// fillExpiring puts in calls of an hour ago, so that their records expire one after the other while the soak lasts.
func fillExpiring(ctx context.Context, data string, n int, length time.Duration) (err error) {
	settings := sqlite.Default()
	settings.Path = filepath.Join(data, "ringline.db")
	store, err := sqlite.Open(ctx, settings, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	o := recordsOptions{users: 100_000}
	from := time.Now().Add(-keptFor - time.Minute)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(fillers)
	for i := range n {
		random := rand.New(rand.NewPCG(uint64(i), 7))
		group.Go(func() error {
			return o.one(ctx, store, random, int64(i), from.Add(length*time.Duration(i)/time.Duration(n)))
		})
	}
	return group.Wait()
}

// since leaves only what began then or later in a history, and tells how many calls there were before.
func since(h *audit.History, began time.Time) (before int) {
	ours := map[call.Ref]bool{}
	h.Calls = slices.DeleteFunc(h.Calls, func(c call.Call) bool {
		if c.StartedAt.Before(began) {
			before++
			return true
		}
		ours[call.Ref{App: c.App, ID: c.ID}] = true
		return false
	})
	h.Log = slices.DeleteFunc(h.Log, func(c audit.Commit) bool { return !ours[c.Call] })
	return before
}
