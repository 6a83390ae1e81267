package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"ringline/internal/call"
	v1 "ringline/internal/httpapi/v1"
)

func callCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "call",
		Short: "Look at calls and end them",
		Long:  "Talks to the server that runs on this machine with the same data folder.",
	}
	c.AddCommand(callListCommand(), callShowCommand(), callEndCommand())
	return c
}

// callFlags are those of every command about calls.
type callFlags struct {
	settings
	app    int64
	asJSON bool
}

func (f *callFlags) register(c *cobra.Command) {
	f.settings.register(c, map[string]string{"data": "the server's data folder (default ringline-data)"})
	c.Flags().Int64Var(&f.app, "app", 0, "the app's id; not needed if the server has one app")
	c.Flags().BoolVar(&f.asJSON, "json", false, "print the server's own answer")
}

// ask gets an answer from the server's socket.
func (f *callFlags) ask(c *cobra.Command, method, path string) ([]byte, error) {
	cfg, err := f.load(c)
	if err != nil {
		return nil, err
	}
	if f.app != 0 {
		path += "?app=" + strconv.FormatInt(f.app, 10)
	}
	return ask(c.Context(), cfg.Data, method, path)
}

func callListCommand() *cobra.Command {
	var f callFlags
	c := &cobra.Command{
		Use: "list", Short: "List the calls that are ringing or running", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			body, err := f.ask(c, http.MethodGet, "/api/v1/calls")
			if err != nil || f.asJSON {
				return write(c.OutOrStdout(), body, err)
			}
			var list v1.CallList
			if err := json.Unmarshal(body, &list); err != nil {
				return fmt.Errorf("read the server's answer: %w", err)
			}
			return printCalls(c.OutOrStdout(), list.Calls)
		},
	}
	f.register(c)
	return c
}

func callShowCommand() *cobra.Command {
	var f callFlags
	c := &cobra.Command{
		Use: "show ID", Short: "Show one call, running or ended, and what happened in it", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			body, err := f.ask(c, http.MethodGet, "/api/v1/calls/"+escape(args[0]))
			if err != nil || f.asJSON {
				return write(c.OutOrStdout(), body, err)
			}
			var story v1.CallStory
			if err := json.Unmarshal(body, &story); err != nil {
				return fmt.Errorf("read the server's answer: %w", err)
			}
			return printStory(c.OutOrStdout(), &story)
		},
	}
	f.register(c)
	return c
}

func callEndCommand() *cobra.Command {
	var f callFlags
	c := &cobra.Command{
		Use: "end ID", Short: "End a call for everybody in it", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			body, err := f.ask(c, http.MethodPost, "/api/v1/calls/"+escape(args[0])+"/end")
			if err != nil || f.asJSON {
				return write(c.OutOrStdout(), body, err)
			}
			fmt.Fprintln(c.OutOrStdout(), "ended")
			return nil
		},
	}
	f.register(c)
	return c
}

func write(w io.Writer, body []byte, err error) error {
	if err != nil {
		return err
	}
	_, err = w.Write(body)
	return err
}

func printCalls(w io.Writer, calls []call.Call) error {
	if len(calls) == 0 {
		fmt.Fprintln(w, "no call is ringing or running")
		return nil
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "ID\tAPP\tSTATE\tMEDIA\tSINCE\tMEMBERS")
	for i := range calls {
		c := &calls[i]
		fmt.Fprintf(t, "%s\t%d\t%s\t%s\t%s\t%s\n", c.ID, c.App, state(c), c.Media,
			time.Since(c.StartedAt).Round(time.Second), members(c))
	}
	return t.Flush()
}

func state(c *call.Call) string {
	switch {
	case c.End != nil:
		return "ended"
	case c.Answered():
		return "talking"
	default:
		return "ringing"
	}
}

func members(c *call.Call) string {
	text := ""
	for i := range c.Legs {
		if l := &c.Legs[i]; l.Live() {
			if text != "" {
				text += ", "
			}
			text += string(l.User)
			if l.State == call.Ringing {
				text += " (ringing)"
			}
		}
	}
	return text
}

func printStory(w io.Writer, s *v1.CallStory) error {
	c := &s.Call
	fmt.Fprintf(w, "call %s of app %d, %s, %s\n", c.ID, c.App, c.Media, state(c))
	if c.End != nil {
		fmt.Fprintf(w, "result %s, because %s (%s by %s)\n", c.End.Result, c.End.Reason, c.End.Cause, actor(c.End.By))
	} else {
		fmt.Fprintf(w, "in it: %s\n", members(c))
	}
	if c.Answered() {
		until := time.Now()
		if c.End != nil {
			until = c.End.At
		}
		fmt.Fprintf(w, "talk time %s\n", until.Sub(c.AnsweredAt).Round(time.Millisecond))
	}
	fmt.Fprintln(w)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, entry := range s.History {
		for _, e := range entry.Events {
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\tby %s\n", e.At.Format("15:04:05.000"), e.Type, on(e.User, e.Device), e.Reason, actor(e.By))
		}
	}
	return t.Flush()
}

func on(u call.UserID, d call.DeviceID) string {
	if d == "" {
		return string(u)
	}
	return string(u) + " on " + string(d)
}

func actor(a call.Actor) string {
	switch a.Kind {
	case call.ByClock:
		return "the clock"
	case call.ByAdmin:
		return "administrator " + string(a.User)
	case call.ByUser:
	}
	return on(a.User, a.Device)
}
