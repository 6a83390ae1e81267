package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"ringline/client"
	loadtest "ringline/internal/load"
)

// guests are those who make trouble beside a soak: a client that reads too slowly, and a back end that is not there.
type guests struct {
	slowCalls, slowCuts atomic.Int64 // calls that the slow client was told of, and how often it was cut
	deadCalls           atomic.Int64 // calls of which nobody could be told
}

// slowUser has the slow client.
const slowUser = "slow"

// invite has them come until ctx ends.
func (g *guests) invite(ctx context.Context, own *loadtest.Own, group *sync.WaitGroup) error {
	api, err := client.NewV4(own.URL, own.Target.App, "administrator", own.Target.Sign)
	if err != nil {
		return err
	}
	group.Go(func() { g.readSlowly(ctx, own) })
	group.Go(func() { every(ctx, time.Second, func() { g.callOnce(ctx, api, slowUser, &g.slowCalls) }) })

	local := client.Local(own.Data)
	made, err := local.CreateApp(ctx, client.CreateApp{Name: "nobody hears"})
	if err != nil {
		return fmt.Errorf("make the app whose back end is dead: %w", err)
	}
	if _, err := local.App(made.App.ID).SetWebhook(ctx, client.SetWebhook{URL: "http://127.0.0.1:9/"}); err != nil { // the port of discard
		return fmt.Errorf("set the webhook to a dead back end: %w", err)
	}
	dead, err := client.NewV4(own.URL, made.App.ID, "administrator", client.SignWith(made.App.ID, made.Secret, 24*time.Hour))
	if err != nil {
		return err
	}
	group.Go(func() { every(ctx, 15*time.Second, func() { g.callOnce(ctx, dead, "someone", &g.deadCalls) }) })
	return nil
}

// callOnce starts a call and ends it.
func (g *guests) callOnce(ctx context.Context, api *client.V4, callee string, count *atomic.Int64) {
	started, err := api.StartCallByRobot(ctx, client.V4Start{
		Robot: "robot", Callees: []string{callee}, Timeout: 10_000, CallInfo: client.V4Room{MediaType: "Audio"},
	})
	if err == nil && api.EndCall(ctx, started.CallID) == nil {
		count.Add(1)
	}
}

// readSlowly logs in and reads a message every half second, again and again when it is cut for that.
func (g *guests) readSlowly(ctx context.Context, own *loadtest.Own) {
	every(ctx, time.Second, func() {
		sig, err := own.Target.Sign(slowUser)
		if err != nil {
			return
		}
		ws, response, err := websocket.DefaultDialer.DialContext(ctx, "ws"+strings.TrimPrefix(own.URL, "http")+"/connection/websocket", nil)
		if err != nil {
			return
		}
		_ = response.Body.Close() // of an upgrade, which has none
		cut := context.AfterFunc(ctx, func() { _ = ws.Close() })
		defer cut()
		defer func() { _ = ws.Close() }() // it is done with
		login, err := json.Marshal(map[string]any{"id": 1, "connect": map[string]any{
			"token": sig, "data": map[string]any{"app": json.Number(own.Target.App), "user": slowUser, "device": "d1"},
		}})
		if err != nil || ws.WriteMessage(websocket.TextMessage, login) != nil {
			return
		}
		for ctx.Err() == nil {
			_, text, err := ws.ReadMessage()
			if err != nil {
				g.slowCuts.Add(1)
				return
			}
			if string(text) == "{}" && ws.WriteMessage(websocket.TextMessage, text) != nil {
				return
			}
			wait(ctx, 500*time.Millisecond)
		}
	})
}

// every does something again and again until ctx ends.
func every(ctx context.Context, d time.Duration, do func()) {
	for ctx.Err() == nil {
		do()
		wait(ctx, d)
	}
}

func wait(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}
