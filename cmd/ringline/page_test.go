package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

//go:generate go test -run TestCommandPageIsCurrent -update .

var update = flag.Bool("update", false, "write docs/cli.md anew")

const commandPage = "../../docs/cli.md"

// docs/cli.md is what the commands say about themselves.
func TestCommandPageIsCurrent(t *testing.T) {
	var page strings.Builder
	page.WriteString("# The command line\n\nMade from the commands' own help by `make generate`; `ringline help COMMAND` says the same.\n\n")
	page.WriteString(root().Long + "\n\nShell completion: `ringline completion bash --help` says how, likewise for zsh, fish and powershell.\n")
	describe(&page, root())
	if *update {
		if err := os.WriteFile(commandPage, []byte(page.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(commandPage)
	if err != nil {
		t.Fatal(err)
	}
	if string(kept) != page.String() {
		t.Error("docs/cli.md is not what the commands say: run make generate")
	}
}

func describe(w *strings.Builder, c *cobra.Command) {
	for _, sub := range c.Commands() {
		if sub.Hidden || sub.Name() == "help" || sub.Name() == "completion" {
			continue
		}
		if sub.Runnable() {
			fmt.Fprintf(w, "\n## %s\n\n%s.\n", sub.CommandPath(), sub.Short)
			if sub.Long != "" {
				fmt.Fprintf(w, "\n%s\n", sub.Long)
			}
			fmt.Fprintf(w, "\n```\n%s\n", sub.UseLine())
			if sub.Example != "" {
				fmt.Fprintf(w, "\n%s\n", sub.Example)
			}
			fmt.Fprintf(w, "\n%s```\n", sub.NonInheritedFlags().FlagUsages())
		}
		describe(w, sub)
	}
}

// Every command that can run says in one line what it does, and completion works.
func TestHelp(t *testing.T) {
	var all func(*cobra.Command)
	all = func(c *cobra.Command) {
		if c.Short == "" && c != c.Root() || strings.HasSuffix(c.Short, ".") {
			t.Errorf("%s: %q", c.CommandPath(), c.Short)
		}
		if c.Flags().Lookup("server") != nil && !strings.Contains(c.Example, c.CommandPath()) {
			t.Errorf("%s has no example", c.CommandPath())
		}
		for _, sub := range c.Commands() {
			all(sub)
		}
	}
	all(root())
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if out, err := run(t, "completion", shell); err != nil || !strings.Contains(out, "ringline") {
			t.Errorf("%s: %v", shell, err)
		}
	}
	if out, err := run(t, "__complete", "call", "exp"); err != nil || !strings.Contains(out, "explain") {
		t.Errorf("%v: %s", err, out)
	}
}
