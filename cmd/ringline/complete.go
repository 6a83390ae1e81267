package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ringline/client"
)

// Completion asks the server, so it must be quick, and says nothing when it cannot be asked.
const (
	completionPatience = 2 * time.Second
	mostCompletions    = 50
)

// candidates lists what may stand next, each with a word about it behind a tab. args is what stands before.
type candidates func(ctx context.Context, a *api, c *cobra.Command, args []string) ([]string, error)

// complete makes a shell completion of what a server knows.
func (a *api) complete(list candidates) cobra.CompletionFunc {
	return func(c *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		ctx, cancel := context.WithTimeout(c.Context(), completionPatience)
		defer cancel()
		found, err := list(ctx, a, c, args)
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		found = slices.DeleteFunc(found, func(one string) bool { return !strings.HasPrefix(one, typed) })
		return found, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	}
}

// completeWords completes a flag with the words that its value can be.
func completeWords(c *cobra.Command, flag string, values []string) {
	_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)) // fails for a flag that is not there
}

// hint is a candidate with a word about it. What others chose cannot break the line.
func hint(id string, about ...string) string {
	return id + "\t" + strings.Map(printable, strings.Join(about, ", "))
}

func appIDs(ctx context.Context, a *api, c *cobra.Command, args []string) ([]string, error) {
	if len(args) > 0 {
		return nil, nil
	}
	remote, err := a.dial(c)
	if err != nil {
		return nil, err
	}
	page, err := remote.AppPage(ctx, client.Page{Limit: mostCompletions})
	var found []string
	for i := range page.Apps {
		found = append(found, hint(page.Apps[i].ID, page.Apps[i].Name))
	}
	return found, err
}

func tokenIDs(ctx context.Context, a *api, c *cobra.Command, args []string) ([]string, error) {
	if len(args) > 0 {
		return nil, nil
	}
	remote, err := a.dial(c)
	if err != nil {
		return nil, err
	}
	page, err := remote.TokenPage(ctx, client.Page{Limit: mostCompletions})
	var found []string
	for i := range page.Tokens {
		found = append(found, hint(page.Tokens[i].ID, page.Tokens[i].Name, tokenState(&page.Tokens[i])))
	}
	return found, err
}

// quietApp is the app that the command is about, for questions whose answers are not to be printed.
func (a *api) quietApp(ctx context.Context, c *cobra.Command) (*client.AppAPI, error) {
	remote, err := a.dial(c)
	if err != nil {
		return nil, err
	}
	id := a.app
	if id == "" {
		if id, err = a.onlyApp(ctx, c); err != nil {
			return nil, err
		}
	}
	return remote.App(id), nil
}

// liveCalls completes the id of a call that is ringing or running.
func liveCalls(ctx context.Context, a *api, c *cobra.Command, args []string) ([]string, error) {
	if len(args) > 0 {
		return nil, nil
	}
	app, err := a.quietApp(ctx, c)
	if err != nil {
		return nil, err
	}
	page, err := app.CallPage(ctx, client.CallFilter{}, client.Page{Limit: mostCompletions})
	var found []string
	for i := range page.Calls {
		found = append(found, hint(page.Calls[i].ID, members(&page.Calls[i])))
	}
	return found, err
}

// recordIDs completes the id of a call that ended, of the latest ones.
func recordIDs(ctx context.Context, a *api, c *cobra.Command, args []string) ([]string, error) {
	if len(args) > 0 {
		return nil, nil
	}
	app, err := a.quietApp(ctx, c)
	if err != nil {
		return nil, err
	}
	page, err := app.RecordPage(ctx, client.RecordFilter{}, client.Page{Limit: mostCompletions})
	var found []string
	for i := range page.Records {
		one := &page.Records[i]
		found = append(found, hint(one.ID, one.Caller, words(string(one.End.Result)), at(one.StartedAt)))
	}
	return found, err
}

// callsAndRecords completes the id of any call. A token that may see only one sort gets that.
func callsAndRecords(ctx context.Context, a *api, c *cobra.Command, args []string) ([]string, error) {
	live, err := liveCalls(ctx, a, c, args)
	ended, failed := recordIDs(ctx, a, c, args)
	if err != nil && failed != nil {
		return nil, err
	}
	return append(live, ended...), nil
}

// callThenMember completes a live call, and behind it one who is in it.
func callThenMember(ctx context.Context, a *api, c *cobra.Command, args []string) ([]string, error) {
	if len(args) != 1 {
		return liveCalls(ctx, a, c, args)
	}
	app, err := a.quietApp(ctx, c)
	if err != nil {
		return nil, err
	}
	one, err := app.Call(ctx, args[0])
	return one.Members(), err
}
