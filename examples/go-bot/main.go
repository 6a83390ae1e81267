// A bot that answers calls, plays a sound and hangs up, or calls somebody and does the same: a complete client to copy.
//
//	APP_SECRET=... go run ./examples/go-bot -user bot
//	APP_SECRET=... go run ./examples/go-bot -user bot -call alice
//
// client.go is the connection, calls.go what is known of calls, bot.go what the bot does, room.go the media, usersig.go the
// login. The protocol is api/realtime.md; docs/clients.md walks through it.
package main

import (
	"context"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/centrifugal/centrifuge-go"
	"github.com/livekit/protocol/logger"
	lksdk "github.com/livekit/server-sdk-go/v2"
)

// ownSound is played unless another file is named. README.md says how it was made.
//
//go:embed sound.ogg
var ownSound []byte

// sigLife is how long a signature made from the app's secret is good. A new one is made in time.
const sigLife = time.Hour

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run is the whole program. It returns when ctx is done, and earlier if the session or the one call is over.
func run(ctx context.Context, args []string) error {
	var who identity
	var callee, file string
	var lasts time.Duration
	flags := flag.NewFlagSet("go-bot", flag.ContinueOnError)
	flags.StringVar(&who.Server, "server", "http://127.0.0.1:8080", "address of the server")
	flags.Int64Var(&who.App, "app", 1400000001, "id of the app")
	flags.StringVar(&who.User, "user", "bot", "who the bot is")
	flags.StringVar(&who.Device, "device", "go-bot", "the bot's own id for this device, always the same; two bots of one user need two")
	flags.StringVar(&callee, "call", "", "call this user, and exit after the call")
	flags.StringVar(&file, "sound", "", "Ogg Opus `file` to play (default: a short tune)")
	flags.DurationVar(&lasts, "for", 0, "hang up so long after the call was answered, and repeat the sound until then (default: play it once)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	token, err := tokens(who)
	if err != nil {
		return err
	}
	data := ownSound
	if file != "" {
		if data, err = os.ReadFile(file); err != nil {
			return err
		}
	}
	sound, err := readSound(data)
	if err != nil {
		return fmt.Errorf("read the sound: %w", err)
	}
	lksdk.SetLogger(logger.GetDiscardLogger()) // what matters of the media is in our own log
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))

	c, err := connect(ctx, who, token, log)
	if err != nil {
		if ctx.Err() != nil {
			return nil // told to stop before it began
		}
		return err
	}
	defer c.close()
	working, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	defer context.AfterFunc(c.life, func() { stop(context.Cause(c.life)) })()
	b := &bot{client: c, sound: sound, lasts: lasts}
	if callee != "" {
		err = b.call(working, callee)
	} else {
		err = b.answerCalls(working)
	}
	if ctx.Err() != nil {
		log.Info("stops as it was told")
		return nil
	}
	return err
}

// tokens returns what hands out the bot's UserSig: a new one each time if APP_SECRET is set, else the one of USERSIG, once.
// An app that is no back end of yours has no secret: it asks its back end for UserSigs here.
func tokens(who identity) (func() (string, error), error) {
	if secret := strings.TrimSpace(os.Getenv("APP_SECRET")); secret != "" {
		return func() (string, error) { return signUser(secret, who.App, who.User, time.Now(), sigLife) }, nil
	}
	sig := os.Getenv("USERSIG")
	if sig == "" {
		return nil, errors.New("set APP_SECRET to the secret of the app, or USERSIG to a UserSig of the user")
	}
	return func() (string, error) {
		if sig == "" {
			return "", centrifuge.ErrUnauthorized // there is no other one; the session ends with this one
		}
		given := sig
		sig = ""
		return given, nil
	}, nil
}
