package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"ringline/client"
	loadtest "ringline/internal/load"
)

// A back end that asks for much more than its app may, beside the calls that are measured: so many starts at once, so often.
const (
	floodMay   = 10 // starts a second
	floodBurst = 10
	floodEvery = 100 * time.Millisecond
)

// refusals are how long it took to be told that it was too much.
type refusals struct {
	mu   sync.Mutex
	took []time.Duration
	odd  error // an answer that is neither a call nor the typed error
}

// flood asks for too much until ctx ends.
func (r *refusals) flood(ctx context.Context, own *loadtest.Own) error {
	may := floodMay
	made, err := client.Local(own.Data).CreateApp(ctx, client.CreateApp{
		Name: "asks for too much", Settings: &client.SetSettings{RequestsPerSecond: &may},
	})
	if err != nil {
		return fmt.Errorf("make the app that asks for too much: %w", err)
	}
	api, err := client.NewV4(own.URL, made.App.ID, "administrator", client.SignWith(made.App.ID, made.Secret, 24*time.Hour))
	if err != nil {
		return err
	}
	var asked sync.WaitGroup
	defer asked.Wait()
	every(ctx, floodEvery, func() {
		for n := range floodBurst {
			asked.Go(func() { r.ask(ctx, api, fmt.Sprint("many-", n)) })
		}
	})
	return nil
}

// row is what a page says of them: P20 says 50 ms.
func (r *refusals) row() string {
	const aim = 50 * ms
	p50, p99 := percentiles(r.took)
	if len(r.took) == 0 {
		return refusedName + " | 50 ms | 0 | | | | not measured |"
	}
	kept := "yes"
	if over(p99, aim) || r.odd != nil {
		kept = "**no**"
	}
	return fmt.Sprintf("%s | p99 50 ms | %d | %s | %s | %s | %s |", refusedName, len(r.took), loadtest.Short(p50),
		loadtest.Short(r.took[len(r.took)*95/100]), loadtest.Short(p99), kept)
}

const refusedName = "a start over the app's limit → its typed error"

// ask starts a call, and ends it if it was granted after all.
func (r *refusals) ask(ctx context.Context, api *client.V4, callee string) {
	begun := time.Now()
	started, err := api.StartCallByRobot(ctx, client.V4Start{
		Robot: "robot", Callees: []string{callee}, Timeout: 10_000, CallInfo: client.V4Room{MediaType: "Audio"},
	})
	took := time.Since(begun)
	var refused *client.V4Error
	switch {
	case ctx.Err() != nil:
	case err == nil:
		_ = api.EndCall(ctx, started.CallID) // else it rings out
	case errors.As(err, &refused) && refused.Code == tooMany:
		r.mu.Lock()
		r.took = append(r.took, took)
		r.mu.Unlock()
	default:
		r.mu.Lock()
		r.odd = err
		r.mu.Unlock()
	}
}

// tooMany is the documented ErrorCode for too many requests of a command.
const tooMany = 60007
