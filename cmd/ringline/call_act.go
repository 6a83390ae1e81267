package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"ringline/client"
)

func callStartCommand() *cobra.Command {
	var a api
	var ask client.StartCall
	var media, room, key string
	var ring time.Duration
	c := &cobra.Command{
		Use: "start CALLER CALLEE...", Short: "Start a call",
		Long: `Starts a call: it rings for the caller and the callees together, and is answered when two of them are in. With --robot the caller
is in it at once and has no device; its media is your own participant in the room.`,
		Example: `  ringline call start alice bob
  ringline call start alice bob carol --media video --ring 45s
  ringline call start reminder alice --robot --room 17 --key appointment-4711`,
		Args: atLeast(2),
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, args []string) error {
		app, err := a.inApp(ctx, c)
		if err != nil {
			return err
		}
		ask.Caller, ask.Callees, ask.Media, ask.RingMS = args[0], args[1:], client.Media(media), client.InMillis(ring)
		if room != "" {
			ask.Room = &client.Room{Name: room, Numeric: digits(room)}
		}
		if key != "" {
			app = app.WithKey(key)
		}
		one, err := app.StartCall(ctx, ask)
		if err != nil || a.asJSON {
			return err
		}
		fmt.Fprintln(c.OutOrStdout(), one.ID)
		if one.End != nil {
			fmt.Fprintf(c.ErrOrStderr(), "it is over already: %s\n", one.End.Result)
		}
		return nil
	})
	a.register(c, true)
	f := c.Flags()
	f.StringVar(&media, "media", "audio", "audio or video")
	f.BoolVar(&ask.Robot, "robot", false, "the caller is a robot")
	f.BoolVar(&ask.Group, "group", false, "a group call even with one callee")
	f.StringVar(&room, "room", "", "the media room; digits make a numeric one (default: a free one)")
	f.StringVar(&ask.ChatGroup, "chat-group", "", "your own group that the call belongs to")
	f.StringVar(&ask.UserData, "user-data", "", "text that the callees are handed")
	f.DurationVar(&ring, "ring", 0, "how long it rings (default: the app's setting)")
	f.StringVar(&key, "key", "", "idempotency key: the same key with the same command starts no second call")
	completeWords(c, "media", client.Media("").Values())
	return c
}

func digits(text string) bool {
	for _, r := range text {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

func callInviteCommand() *cobra.Command {
	var a api
	var ring time.Duration
	c := &cobra.Command{
		Use: "invite ID USER...", Short: "Ask more users into a call", Args: atLeast(2),
		Example: `  ringline call invite 01a20e36-4fc1-7d2b-88cf-f68ad6cb0501 carol dave`,
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, args []string) error {
		app, err := a.inApp(ctx, c)
		if err != nil {
			return err
		}
		one, err := app.Invite(ctx, args[0], client.InviteUsers{Users: args[1:], RingMS: client.InMillis(ring)})
		if err != nil || a.asJSON {
			return err
		}
		fmt.Fprintln(c.OutOrStdout(), members(&one))
		return nil
	})
	a.register(c, true)
	c.ValidArgsFunction = a.complete(liveCalls)
	c.Flags().DurationVar(&ring, "ring", 0, "how long it rings (default: the app's setting)")
	return c
}

func callKickCommand() *cobra.Command {
	var a api
	c := &cobra.Command{
		Use: "kick ID USER", Short: "Take a user out of a call", Args: exactly(2),
		Long:    "Takes a user out of a call, or stops it ringing for them. The others go on while two are left.",
		Example: `  ringline call kick 01a20e36-4fc1-7d2b-88cf-f68ad6cb0501 carol`,
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, args []string) error {
		app, err := a.inApp(ctx, c)
		if err != nil {
			return err
		}
		one, err := app.Kick(ctx, args[0], args[1])
		switch {
		case err != nil || a.asJSON:
			return err
		case one.End != nil:
			fmt.Fprintln(c.OutOrStdout(), "out, and the call is over")
		default:
			fmt.Fprintln(c.OutOrStdout(), "out; still in it: "+members(&one))
		}
		return nil
	})
	a.register(c, true)
	c.ValidArgsFunction = a.complete(callThenMember)
	return c
}

func callMuteCommand() *cobra.Command {
	var a api
	var track string
	c := &cobra.Command{
		Use: "mute ID USER", Short: "Mute a user for everybody, until they send again", Args: exactly(2),
		Example: `  ringline call mute 01a20e36-4fc1-7d2b-88cf-f68ad6cb0501 bob
  ringline call mute 01a20e36-4fc1-7d2b-88cf-f68ad6cb0501 bob --track camera`,
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, args []string) error {
		app, err := a.inApp(ctx, c)
		if err != nil {
			return err
		}
		if err := app.Mute(ctx, args[0], client.MuteUser{User: args[1], Track: client.Track(track)}); err != nil || a.asJSON {
			return err
		}
		fmt.Fprintln(c.OutOrStdout(), "muted")
		return nil
	})
	a.register(c, true)
	c.ValidArgsFunction = a.complete(callThenMember)
	c.Flags().StringVar(&track, "track", "microphone", "microphone, camera or screen_share")
	completeWords(c, "track", client.Track("").Values())
	return c
}

func callEndCommand() *cobra.Command {
	var a api
	var all bool
	c := &cobra.Command{
		Use: "end ID", Short: "End a call for everybody in it; with --all every call of the app",
		Example: `  ringline call end 01a20e36-4fc1-7d2b-88cf-f68ad6cb0501
  ringline call end --all --app 1400000002`,
		Args: func(c *cobra.Command, args []string) error {
			if all && len(args) > 0 {
				return errors.New("--all ends every call: name none")
			}
			if all {
				return nil
			}
			return exactly(1)(c, args)
		},
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, args []string) error {
		app, err := a.inApp(ctx, c)
		if err != nil {
			return err
		}
		if all {
			done, err := app.EndCalls(ctx)
			if err != nil || a.asJSON {
				return err
			}
			fmt.Fprintln(c.OutOrStdout(), "ended "+count(done.Ended, "call"))
			return nil
		}
		if _, err := app.EndCall(ctx, args[0]); err != nil || a.asJSON {
			return err
		}
		fmt.Fprintln(c.OutOrStdout(), "ended")
		return nil
	})
	a.register(c, true)
	c.ValidArgsFunction = a.complete(liveCalls)
	c.Flags().BoolVar(&all, "all", false, "end every call of the app")
	return c
}
