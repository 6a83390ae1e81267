package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"ringline/internal/page"
)

// finding is what a measurement came to.
type finding interface {
	block() string // for a page
	table() string // for a terminal
}

// report puts a finding into the page, if there is one, and prints it.
func (c *common) report(name string, f finding, out io.Writer) error {
	if err := c.publish(name, f.block()); err != nil {
		return err
	}
	if c.asJSON {
		return writeJSON(out, f)
	}
	_, err := fmt.Fprint(out, f.table())
	return err
}

// reportBlock is [common.report] of what looks the same on a page and in a terminal.
func (c *common) reportBlock(name string, f interface{ block() string }, out io.Writer) error {
	if err := c.publish(name, f.block()); err != nil {
		return err
	}
	if c.asJSON {
		return writeJSON(out, f)
	}
	_, err := fmt.Fprint(out, f.block())
	return err
}

// publish puts a block into the page, if there is one.
func (c *common) publish(name, block string) error {
	if c.write == "" {
		return nil
	}
	return page.Write(c.write, name, block)
}

func writeJSON(out io.Writer, value any) error {
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	return e.Encode(value)
}

// columns lays a table out for a terminal.
func columns(rows [][]string) string {
	var b bytes.Buffer
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		fmt.Fprintln(t, strings.Join(row, "\t"))
	}
	_ = t.Flush() // a buffer takes everything
	return b.String()
}

// markdown writes a table for a page. The first columns, words, go to the left, the others, numbers, to the right.
func markdown(rows [][]string, words int) string {
	var b strings.Builder
	for i, row := range rows {
		fmt.Fprintln(&b, "| "+strings.Join(row, " | ")+" |")
		if i == 0 {
			fmt.Fprintln(&b, "|"+strings.Repeat(" --- |", words)+strings.Repeat(" ---: |", len(row)-words))
		}
	}
	return b.String()
}
