package webhook

import (
	"context"
	"io"
	"net"
	"testing"
	"testing/synctest"
	"time"

	"ringline/internal/tenant"
)

// A receiver that takes a connection and then says nothing, or is not reached at all, costs no more than the time of an
// attempt: net/http would go on connecting after the request was given up, for whoever comes next (P20).
func TestNothingOutlivesAnAttempt(t *testing.T) {
	for name, connect := range map[string]func(ctx context.Context, theirs chan<- net.Conn) (net.Conn, error){
		"no handshake": func(_ context.Context, all chan<- net.Conn) (net.Conn, error) {
			ours, theirs := net.Pipe()
			all <- theirs
			return ours, nil
		},
		"no connection": func(ctx context.Context, _ chan<- net.Conn) (net.Conn, error) {
			<-ctx.Done() // the test hangs if that never is
			return nil, ctx.Err()
		},
	} {
		for way, proxy := range map[string]string{"": "", " of the proxy": "https://8.8.0.2:3128"} {
			t.Run(name+way, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					all, begun := make(chan net.Conn, 1), time.Now()
					config := Default()
					config.Proxy = proxy
					s, err := newSender(&Options{Config: config, Now: time.Now, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
						return connect(ctx, all)
					}})
					if err != nil {
						t.Fatal(err)
					}
					app := &tenant.App{ID: 1, Webhook: &tenant.Webhook{URL: "https://8.8.0.1/"}}
					if a, what := s.send(t.Context(), app, &message{id: "m", event: "e", body: []byte("{}")}); what != outcomeTimeout {
						t.Errorf("%s: %+v", what, a)
					}
					if took := time.Since(begun); took > config.Timeout {
						t.Errorf("it took %v", took)
					}
					if name != "no handshake" {
						return
					}
					theirs := <-all
					_ = theirs.SetReadDeadline(begun.Add(time.Hour)) // a pipe can do it
					_, _ = io.Copy(io.Discard, theirs)
					if took := time.Since(begun); took > config.Timeout {
						t.Errorf("the connection was let go after %v", took)
					}
				})
			})
		}
	}
}
