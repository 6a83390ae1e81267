package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"

	"ringline/internal/httpapi"
	"ringline/internal/server"
)

// Who asks a server that is not ready is told what is wrong with it.
func TestHealthSaysWhatIsWrong(t *testing.T) {
	data := t.TempDir()
	l, err := net.Listen("unix", server.SocketPath(data))
	if err != nil {
		t.Fatal(err)
	}
	fine := httpapi.Check{Name: "server", Probe: func(context.Context) error { return nil }}
	broken := httpapi.Check{Name: "store", Probe: func(context.Context) error { return errors.New("gone") }}
	s := http.Server{Handler: httpapi.Ready(slog.New(slog.DiscardHandler), fine, broken)}
	go s.Serve(l) //nolint:errcheck // it is closed below
	defer s.Close()
	if _, err := run(t, "health", "--data", data); err == nil || !strings.Contains(err.Error(), "server: ok, store: not ready") {
		t.Errorf("%v", err)
	}
}
