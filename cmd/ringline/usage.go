package main

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ringline/client"
)

func usageCommand() *cobra.Command {
	var a api
	var f client.UsageFilter
	c := &cobra.Command{
		Use: "usage", Short: "Sum up calls and minutes by day, media and result", Args: exactly(0),
		Example: `  ringline usage
  ringline usage --from 2026-11-01 --until 2026-11-30 --app 1400000002`,
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, _ []string) error {
		app, err := a.inApp(ctx, c)
		if err != nil {
			return err
		}
		list, err := app.Usage(ctx, f)
		if err != nil || a.asJSON {
			return err
		}
		t := newTable(c.OutOrStdout(), "no call ended in these days", "DAY", "MEDIA", "RESULT", "CALLS", "ANSWERED", "RANG", "TALKED", "PARTICIPANTS")
		for _, u := range list.Usage {
			t.row(u.Day, u.Media, u.Result, u.Calls, u.Answered, u.RingMS, u.TalkMS, u.ParticipantMS)
		}
		return t.end()
	})
	a.register(c, true)
	c.Flags().StringVar(&f.From, "from", "", "first day, UTC, such as 2026-11-05 (default: thirty days before the last)")
	c.Flags().StringVar(&f.Until, "until", "", "last day, UTC (default: today)")
	return c
}

func auditCommand() *cobra.Command {
	var a api
	var f client.AuditFilter
	var from, until string
	p := paging{}
	c := &cobra.Command{
		Use: "audit", Short: "List what administrators did, the newest first", Args: exactly(0),
		Example: `  ringline audit --from 24h
  ringline audit --act app. --by operator`,
	}
	c.RunE = a.run(func(ctx context.Context, c *cobra.Command, _ []string) error {
		remote, err := a.connect(c)
		if err != nil {
			return err
		}
		if f.From, err = when("from", from); err != nil {
			return err
		}
		if f.Until, err = when("until", until); err != nil {
			return err
		}
		t := newTable(c.OutOrStdout(), "nothing was done", "AT", "BY", "FROM", "ACT", "APP", "TARGET", "DETAIL")
		err = p.pages(ctx, c, func(ctx context.Context, page client.Page) (int, string, error) {
			l, err := remote.AuditPage(ctx, f, page)
			for _, one := range l.Acts {
				var detail []string
				for _, name := range slices.Sorted(maps.Keys(one.Detail)) {
					detail = append(detail, name+": "+one.Detail[name])
				}
				t.row(at(one.At), one.By, orDash(one.IP), one.Act, orDash(one.App), orDash(one.Target), strings.Join(detail, ", "))
			}
			return len(l.Acts), l.NextCursor, err
		})
		if err != nil || a.asJSON {
			return err
		}
		return t.end()
	})
	a.register(c, false)
	p.register(c)
	c.Flags().StringVar(&f.App, "app", "", "only acts in this app")
	a.completeApps(c)
	c.Flags().StringVar(&f.By, "by", "", "only acts of this one: operator, token:ID")
	c.Flags().StringVar(&f.Act, "act", "", "only this act, or with a dot at the end all that begin so: app.")
	c.Flags().StringVar(&from, "from", "", "only then or later"+whenHelp)
	c.Flags().StringVar(&until, "until", "", "only then or earlier")
	return c
}
