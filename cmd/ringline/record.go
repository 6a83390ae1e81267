package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"ringline/client"
)

func recordCommand() *cobra.Command {
	c := &cobra.Command{Use: "record", Short: "List, show and export ended calls"}
	c.AddCommand(recordListCommand(), recordShowCommand(), recordExportCommand())
	return c
}

// recordFlags are what records can be picked by.
type recordFlags struct {
	user, from, until, result, media, kind string
	oldest                                 bool
}

func (r *recordFlags) register(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&r.user, "user", "", "only calls that this user belonged to")
	f.StringVar(&r.from, "from", "", "only calls started then or later"+whenHelp)
	f.StringVar(&r.until, "until", "", "only calls started then or earlier")
	f.StringVar(&r.result, "result", "", "only completed, canceled, rejected, no_answer, busy, offline or interrupted ones")
	f.StringVar(&r.media, "media", "", "only audio or video")
	f.StringVar(&r.kind, "kind", "", "only one_to_one or group")
	f.BoolVar(&r.oldest, "oldest", false, "the oldest first")
	completeWords(c, "result", client.Result("").Values())
	completeWords(c, "media", client.Media("").Values())
	completeWords(c, "kind", client.Kind("").Values())
}

func (r *recordFlags) filter() (client.RecordFilter, error) {
	from, err := when("from", r.from)
	if err != nil {
		return client.RecordFilter{}, err
	}
	until, err := when("until", r.until)
	f := client.RecordFilter{
		User: r.user, From: from, Until: until, Result: client.Result(r.result), Media: client.Media(r.media), Kind: client.Kind(r.kind),
	}
	if r.oldest {
		f.Order = client.Oldest
	}
	return f, err
}

func recordListCommand() *cobra.Command {
	var a api
	var pick recordFlags
	p := paging{}
	c := &cobra.Command{
		Use: "list", Short: "List ended calls, the newest first", Args: exactly(0),
		Example: `  ringline record list --user alice --from 24h
  ringline record list --result no_answer --from 2026-11-01 --until 2026-12-01`,
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, _ []string) error {
		f, err := pick.filter()
		if err != nil {
			return err
		}
		app, err := a.inApp(ctx, c)
		if err != nil {
			return err
		}
		t := newTable(c.OutOrStdout(), "there is no such record", "ID", "STARTED", "CALLER", "MEDIA", "RESULT", "RANG", "TALKED", "MEMBERS")
		err = p.pages(ctx, c, func(ctx context.Context, page client.Page) (int, string, error) {
			l, err := app.RecordPage(ctx, f, page)
			for i := range l.Records {
				one := &l.Records[i]
				t.row(one.ID, at(one.StartedAt), one.Caller, one.Media, one.End.Result, one.RingMS, one.TalkMS, len(one.Legs))
			}
			return len(l.Records), l.NextCursor, err
		})
		if err != nil || a.asJSON {
			return err
		}
		return t.end()
	})
	a.register(c, true)
	p.register(c)
	pick.register(c)
	return c
}

func recordShowCommand() *cobra.Command {
	var a api
	c := &cobra.Command{
		Use: "show ID", Short: "Show an ended call, leg by leg", Args: exactly(1),
		Example: `  ringline record show 01a20e36-4fc1-7d2b-88cf-f68ad6cb0501`,
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, args []string) error {
		app, err := a.inApp(ctx, c)
		if err != nil {
			return err
		}
		one, err := app.Record(ctx, args[0])
		if err != nil || a.asJSON {
			return err
		}
		return printCall(c.OutOrStdout(), &one)
	})
	a.register(c, true)
	c.ValidArgsFunction = a.complete(recordIDs)
	return c
}

func recordExportCommand() *cobra.Command {
	var a api
	var pick recordFlags
	var format, to string
	c := &cobra.Command{
		Use: "export", Short: "Write ended calls as a table (CSV) or as lines of JSON, however many", Args: exactly(0),
		Long: `Writes ended calls to the output or a file, as they come: a million records need no memory. As CSV there is a line for each leg of
a call; as NDJSON a line for each call. If something goes wrong on the way this fails, and no file is left.`,
		Example: `  ringline record export --from 2026-11-01 --until 2026-12-01 --output november.csv
  ringline record export --format ndjson | jq -r 'select(.talk_ms > 60000) | .id'`,
	}
	c.RunE = func(c *cobra.Command, _ []string) error { // without a limit of time
		f, err := pick.filter()
		if err != nil {
			return err
		}
		if format != string(client.CSV) && format != string(client.NDJSON) {
			return fmt.Errorf("--format: must be csv or ndjson, not %q", format)
		}
		app, err := a.inApp(c.Context(), c)
		if err != nil {
			return a.explain(err)
		}
		body, err := app.ExportRecords(c.Context(), f, client.Format(format))
		if err != nil {
			return a.explain(err)
		}
		if to == "" {
			_, err = io.Copy(c.OutOrStdout(), body)
		} else {
			err = writeFile(to, body)
		}
		if err := errors.Join(err, body.Close()); err != nil {
			return fmt.Errorf("the export did not arrive whole: %w", err)
		}
		return nil
	}
	a.register(c, true)
	pick.register(c)
	c.Flags().StringVar(&format, "format", "csv", "csv or ndjson")
	completeWords(c, "format", []string{string(client.CSV), string(client.NDJSON)})
	c.Flags().StringVarP(&to, "output", "o", "", "file to write to; it must not be there yet (default: the output)")
	return c
}

// writeFile writes a new file whole, or leaves none.
func writeFile(path string, from io.Reader) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("--output: %w", err)
	}
	_, err = io.Copy(file, from)
	if err := errors.Join(err, file.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}
