package livekit

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"

	"github.com/livekit/protocol/logger"
	"github.com/livekit/protocol/logger/zaputil"
	"github.com/livekit/psrpc"
	"go.uber.org/zap/zapcore"
)

func logLevel(s string) (slog.Level, error) {
	var l slog.Level
	err := l.UnmarshalText([]byte(s))
	return l, err
}

// logBridge passes LiveKit's log on to slog. LiveKit's own bridge goes through logr, which has no word for "warn".
type logBridge struct {
	log  *slog.Logger
	name string
	min  slog.Level
}

var _ logger.Logger = logBridge{}

// goneAway is how LiveKit's warnings and errors about a client begin that left without a word, which is no error.
// Where it was about to send them something, the cause is a canceled context.
var goneAway = []string{
	"error reading data channel",
	"error reading from websocket",
	"error writing to websocket",
	"error writing to request sink",
	"Failed to write packet: io: read/write on closed pipe",
}

// cannotResume is LiveKit's error, not exported, about a client that wants to go on with a session from before a restart.
// The client then begins a new one.
const cannotResume = "could not restart participant"

// expected reports warnings and errors that are part of clients' coming and going.
func expected(msg string, err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, psrpc.ErrRequestCanceled) || err != nil && err.Error() == cannotResume ||
		slices.ContainsFunc(goneAway, func(start string) bool { return strings.HasPrefix(msg, start) })
}

func (b logBridge) write(level slog.Level, msg string, err error, kv []any) {
	if expected(msg, err) {
		level = slog.LevelDebug
	}
	ctx := context.Background() //nolint:forbidigo // LiveKit's logger carries no context
	if level < b.min || !b.log.Enabled(ctx, level) {
		return
	}
	args := []any{"component", b.name}
	if err != nil {
		args = append(args, "error", err)
	}
	b.log.Log(ctx, level, msg, append(args, plain(kv)...)...)
}

func (b logBridge) Debugw(msg string, kv ...any) { b.write(slog.LevelDebug, msg, nil, kv) }

func (b logBridge) Infow(msg string, kv ...any) { b.write(slog.LevelInfo, msg, nil, kv) }

func (b logBridge) Warnw(msg string, err error, kv ...any) { b.write(slog.LevelWarn, msg, err, kv) }

func (b logBridge) Errorw(msg string, err error, kv ...any) { b.write(slog.LevelError, msg, err, kv) }

func (b logBridge) WithValues(kv ...any) logger.Logger {
	b.log = b.log.With(plain(kv)...)
	return b
}

func (b logBridge) WithUnlikelyValues(kv ...any) logger.UnlikelyLogger {
	return logger.NewUnlikelyLogger(b, kv...)
}

func (b logBridge) WithName(name string) logger.Logger {
	b.name = strings.TrimPrefix(b.name+"."+name, ".")
	return b
}

// WithComponent names a part. The WebRTC library below LiveKit warns about every packet that comes late for
// a connection that is gone, so only its errors count.
func (b logBridge) WithComponent(component string) logger.Logger {
	if component == "pion" || strings.HasPrefix(component, "pion.") {
		b.min = max(b.min, slog.LevelError)
	}
	return b.WithName(component)
}

func (b logBridge) WithCallDepth(int) logger.Logger { return b }
func (b logBridge) WithItemSampler() logger.Logger  { return b }
func (b logBridge) WithoutSampler() logger.Logger   { return b }

func (b logBridge) WithDeferredValues() (logger.Logger, logger.DeferredFieldResolver) {
	return b, zaputil.NoOpDeferrer{}
}

// plain turns values that only zap can print into maps.
func plain(kv []any) []any {
	out := make([]any, len(kv))
	for i, v := range kv {
		if m, ok := v.(zapcore.ObjectMarshaler); ok {
			enc := zapcore.NewMapObjectEncoder()
			if err := m.MarshalLogObject(enc); err == nil {
				v = enc.Fields
			}
		}
		out[i] = v
	}
	return out
}
