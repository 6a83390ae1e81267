package main

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"time"

	"ringline/internal/admin"
	"ringline/internal/auth"
	"ringline/internal/call"
	"ringline/internal/process"
	"ringline/internal/tenant"
)

// target is one of the servers, and how a worker keeps it busy.
type target struct {
	name   string
	server *process.Server
	worker func() step                 // of one more connection
	settle func(context.Context) error // waits for what a round leaves behind; nil if it leaves nothing
}

// step does the next operation, usually one HTTP request, on a connection.
type step func(*conn) error

// helloTarget gets the same requests, so that what differs is what is done about them.
func helloTarget(ctx context.Context) (*target, error) {
	server, err := startHello(ctx)
	if err != nil {
		return nil, err
	}
	create, end := createRequest(query(), 1), endRequest(query())
	return &target{name: "hello", server: server, worker: func() step {
		next, other := create, end
		return func(c *conn) error {
			next, other = other, next
			_, err := c.do(other)
			return err
		}
	}}, nil
}

// The app that calls are made in. Its rate is no limit here: what is measured is the server, not its brake.
const (
	benchApp    = 1400000002
	benchSecret = "the-secret-of-an-app-that-only-the-benchmark-has"
	benchConfig = "log: {level: warn}\n"
)

func makeBenchApp(ctx context.Context, apps *admin.Admin) error {
	_, _, err := apps.CreateApp(ctx, admin.By{Name: "bench"}, admin.Spec{
		ID: benchApp, Secret: benchSecret, Settings: tenant.Settings{RequestsPerSecond: 1_000_000},
	})
	return err
}

func ringlineTarget(ctx context.Context, o process.Options) (*target, error) {
	o.Config, o.Apps = benchConfig, makeBenchApp
	server, err := process.Start(ctx, o)
	if err != nil {
		return nil, err
	}
	return serverTarget(server), nil
}

// serverTarget starts and ends calls on a server.
func serverTarget(server *process.Server) *target {
	signed, workers := query(), 0
	return &target{name: "ringline", server: server, worker: func() step {
		workers++
		return calls(signed, workers)
	}}
}

// query is what every request of the call API carries.
func query() string {
	app := &tenant.App{ID: benchApp, Secrets: []tenant.Secret{benchSecret}}
	return url.Values{
		"sdkappid": {fmt.Sprint(benchApp)}, "identifier": {"administrator"}, "contenttype": {"json"}, "random": {"7"},
		"usersig": {auth.Sign(app, "administrator", time.Now(), 24*time.Hour)},
	}.Encode()
}

// calls starts and ends calls, one after the other: the complete life of a durable call is two operations.
// The callee is offline and nobody else's. It rings for as long as it may: between start and end the other servers have their turns.
func calls(query string, n int) step { return callsTo(query, call.UserID(fmt.Sprintf("user-%d", n))) }

func callsTo(query string, callee call.UserID) step {
	create, end := createRequestTo(query, callee), endRequest(query)
	id := end[bytes.LastIndex(end, []byte(blank)):][:len(blank)]
	running := false
	return func(c *conn) error {
		if running {
			running = false
			_, err := answer(c, end)
			return err
		}
		running = true
		body, err := answer(c, create)
		if err != nil {
			return err
		}
		const key = `"CallId":"`
		at := bytes.Index(body, []byte(key))
		if at < 0 || len(body) < at+len(key)+len(id) {
			return fmt.Errorf("the answer names no call: %s", body)
		}
		copy(id, body[at+len(key):])
		return nil
	}
}

// blank stands where a call's id goes.
const blank = "00000000-0000-0000-0000-000000000000"

func createRequest(query string, n int) []byte {
	return createRequestTo(query, call.UserID(fmt.Sprintf("user-%d", n)))
}

func createRequestTo(query string, callee call.UserID) []byte {
	return post(query, "start_call_by_robot", fmt.Sprintf(
		`{"Robot_Account":"robot","CalleeList_Account":[%q],"Timeout":600000,"CallInfo":{"MediaType":"Audio"}}`, callee))
}

func endRequest(query string) []byte { return post(query, "end_call", `{"CallId":"`+blank+`"}`) }

// answer does a request of the call API, which must succeed.
func answer(c *conn, request []byte) ([]byte, error) {
	body, err := c.do(request)
	if err == nil && !bytes.Contains(body, []byte(`"ErrorCode":0`)) {
		err = fmt.Errorf("the server refuses: %s", body)
	}
	return body, err
}

func post(query, command, body string) []byte {
	return postTo("call_engine_http_srv", query, command, body)
}

func postTo(service, query, command, body string) []byte {
	return fmt.Appendf(nil, "POST /v4/%s/%s?%s HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
		service, command, query, len(body), body)
}
