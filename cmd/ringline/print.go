package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
	"unicode"

	"github.com/spf13/cobra"

	"ringline/client"
)

// table prints rows in columns. Nothing but its head is printed if there are none: then it is what empty says.
type table struct {
	w     *tabwriter.Writer
	out   io.Writer
	head  string
	empty string
	rows  int
}

func newTable(w io.Writer, empty string, head ...string) *table {
	return &table{w: tabwriter.NewWriter(w, 0, 0, 2, ' ', 0), out: w, head: strings.Join(head, "\t"), empty: empty}
}

func (t *table) row(cells ...any) {
	if t.rows++; t.rows == 1 {
		fmt.Fprintln(t.w, t.head)
	}
	text := make([]string, len(cells))
	for i, c := range cells {
		text[i] = strings.Map(printable, fmt.Sprint(c))
	}
	fmt.Fprintln(t.w, strings.TrimRight(strings.Join(text, "\t"), "\t"))
}

func (t *table) end() error {
	if t.rows == 0 {
		fmt.Fprintln(t.out, t.empty)
	}
	return t.w.Flush()
}

// printable keeps what others chose from steering a terminal, or turning the text around.
func printable(r rune) rune {
	if unicode.IsPrint(r) {
		return r
	}
	return '·'
}

// paging is the flag of lists.
type paging struct{ limit int }

func (p *paging) register(c *cobra.Command) {
	c.Flags().IntVar(&p.limit, "limit", 50, "how many to show at most; 0 shows all")
}

// pages goes through a list page by page. read shows one and says how many were on it and where the next begins.
func (p *paging) pages(ctx context.Context, c *cobra.Command, read func(context.Context, client.Page) (n int, next string, err error)) error {
	if p.limit < 0 {
		return fmt.Errorf("--limit: must not be negative")
	}
	page := client.Page{Limit: 200}
	for left := p.limit; ; {
		if p.limit > 0 {
			page.Limit = min(left, 200)
		}
		n, next, err := read(ctx, page)
		if err != nil {
			return err
		}
		if left -= n; next == "" {
			return nil
		}
		if p.limit > 0 && left <= 0 {
			fmt.Fprintf(c.ErrOrStderr(), "there are more: --limit 0 shows all\n")
			return nil
		}
		page.Cursor = next
	}
}

// at writes a time for people, in their own zone.
func at(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.Local().Format("2006-01-02 15:04:05")
}

func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}

// count says how many: 1 call, 2 calls.
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// when reads a flag that says a time: RFC 3339, a day (UTC), or how long ago.
func when(flag, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, nil
		}
	}
	if ago, err := time.ParseDuration(text); err == nil && ago >= 0 {
		return time.Now().Add(-ago).UTC().Truncate(time.Millisecond), nil
	}
	return time.Time{}, fmt.Errorf("--%s: must be a time such as 2026-11-05T14:03:00Z, a day such as 2026-11-05, or how long ago, such as 24h", flag)
}

const whenHelp = " (a time such as 2026-11-05T14:03:00Z, a day, or how long ago: 24h)"
