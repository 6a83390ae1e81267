package livekit

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/livekit/psrpc"
)

// TestExpectedIsNoError: clients that go away or come back after a restart are no surprise; everything else keeps its level.
func TestExpectedIsNoError(t *testing.T) {
	var out bytes.Buffer
	b := logBridge{log: slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelInfo})), min: slog.LevelWarn}
	b.Errorw("error reading from websocket: EOF", errors.New("EOF"))
	b.Warnw("send", context.Canceled)
	b.Errorw("could not handle new participant", errors.New("could not restart participant"))
	b.Errorw("could not handle new participant", psrpc.ErrRequestCanceled)
	b.Infow("less than was asked for")
	if out.Len() > 0 {
		t.Errorf("logged %s", &out)
	}
	b.Errorw("could not handle new participant", errors.New("no memory"))
	if !strings.Contains(out.String(), "level=ERROR") || !strings.Contains(out.String(), "no memory") {
		t.Errorf("a real error is logged as %q", &out)
	}
}
