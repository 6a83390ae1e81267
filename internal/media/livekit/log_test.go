package livekit

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	lk "github.com/livekit/protocol/livekit"
	"github.com/livekit/protocol/logger"
)

func TestLogBridge(t *testing.T) {
	oops := errors.New("oops")
	for name, tc := range map[string]struct {
		min  slog.Level
		say  func(logger.Logger)
		want string // empty: nothing
	}{
		"warning":           {slog.LevelWarn, func(l logger.Logger) { l.Warnw("w", oops, "k", 1) }, "level=WARN msg=w component=livekit error=oops k=1\n"},
		"error":             {slog.LevelWarn, func(l logger.Logger) { l.Errorw("e", oops) }, "level=ERROR msg=e component=livekit error=oops\n"},
		"below the least":   {slog.LevelWarn, func(l logger.Logger) { l.Infow("i") }, ""},
		"as told":           {slog.LevelDebug, func(l logger.Logger) { l.Debugw("d") }, "level=DEBUG msg=d component=livekit\n"},
		"values of a part":  {slog.LevelInfo, func(l logger.Logger) { l.WithComponent("room").WithValues("room", "r").Infow("i") }, "level=INFO msg=i room=r component=livekit.room\n"},
		"messages":          {slog.LevelInfo, func(l logger.Logger) { l.Infow("i", "room", logger.Proto(&lk.Room{Name: "n"})) }, "level=INFO msg=i component=livekit room=map[name:n]\n"},
		"client went away":  {slog.LevelInfo, func(l logger.Logger) { l.Errorw("error reading from websocket", oops) }, ""},
		"nobody to send to": {slog.LevelInfo, func(l logger.Logger) { l.Errorw("e", fmt.Errorf("send: %w", context.Canceled)) }, ""},
		"pion warns a lot":  {slog.LevelWarn, func(l logger.Logger) { l.WithComponent("pion.ice").Warnw("w", nil) }, ""},
		"pion's errors are": {slog.LevelWarn, func(l logger.Logger) { l.WithComponent("pion.ice").Errorw("e", nil) }, "level=ERROR msg=e component=livekit.pion.ice\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			text := slog.NewTextHandler(&out, &slog.HandlerOptions{
				Level: slog.LevelDebug,
				ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
					if a.Key == slog.TimeKey {
						return slog.Attr{}
					}
					return a
				},
			})
			tc.say(logBridge{log: slog.New(text), min: tc.min}.WithName("livekit"))
			if out.String() != tc.want {
				t.Errorf("logged %q, want %q", out.String(), tc.want)
			}
		})
	}
}
