package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ringline/client"
)

// Where commands find their server, if not by the data folder, and what they show it.
const (
	serverVariable = "RINGLINE_SERVER"
	tokenVariable  = "RINGLINE_TOKEN"
)

// api is what every command that asks a server has: which one, which app, and how to print the answer.
type api struct {
	settings

	server    string
	tokenFile string
	app       string
	asJSON    bool
}

// register adds the flags. Commands that act within an app have --app, too.
func (a *api) register(c *cobra.Command, inApp bool) {
	a.settings.register(c, map[string]string{"data": "the data folder of a server on this machine (default ringline-data)"})
	f := c.Flags()
	f.StringVar(&a.server, "server", "", "address of a server elsewhere, such as https://calls.example.com; also "+serverVariable)
	f.StringVar(&a.tokenFile, "token-file", "", "file with the token for --server; also "+tokenVariable+", the token itself")
	f.BoolVar(&a.asJSON, "json", false, "print the server's own answers")
	c.ValidArgsFunction = cobra.NoFileCompletions // unless the command knows better
	if inApp {
		f.StringVar(&a.app, "app", "", "the app's id; not needed if there is only one")
		a.completeApps(c)
	}
}

// completeApps completes --app.
func (a *api) completeApps(c *cobra.Command) {
	ids := a.complete(appIDs)
	_ = c.RegisterFlagCompletionFunc("app", func(c *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		return ids(c, nil, typed)
	}) // fails for a flag that is not there
}

// patience is how long a command waits for an answer; an export may take longer.
const patience = 30 * time.Second

// connect makes a client. It copies answers to the output if they are to be printed as they are.
func (a *api) connect(c *cobra.Command) (*client.Client, error) {
	options := []client.Option{client.WithUserAgent("ringline/" + version)}
	if a.asJSON {
		options = append(options, client.WithAnswers(c.OutOrStdout()))
	}
	return a.dial(c, options...)
}

func (a *api) dial(c *cobra.Command, options ...client.Option) (*client.Client, error) {
	address := a.server
	if address == "" && !c.Flags().Changed("data") {
		address = os.Getenv(serverVariable)
	}
	if address == "" {
		cfg, err := a.load(c)
		if err != nil {
			return nil, err
		}
		return client.Local(cfg.Data, append(options, client.WithTries(1))...), nil
	}
	if _, err := client.New(address); err != nil {
		return nil, fmt.Errorf("--server: %w", err)
	}
	token, err := a.token()
	if err != nil {
		return nil, err
	}
	return client.New(address, append(options, client.WithToken(token))...)
}

func (a *api) token() (string, error) {
	if a.tokenFile != "" {
		return readSecretFile("--token-file", a.tokenFile)
	}
	if token := strings.TrimSpace(os.Getenv(tokenVariable)); token != "" {
		return token, nil
	}
	return "", fmt.Errorf("a server elsewhere wants a token: put it into %s or a file (--token-file); "+
		"`ringline token create` on its own machine makes one", tokenVariable)
}

// inApp makes a client for the app that --app names, or for the only one there is.
func (a *api) inApp(ctx context.Context, c *cobra.Command) (*client.AppAPI, error) {
	remote, err := a.connect(c)
	if err != nil {
		return nil, err
	}
	if a.app == "" {
		if a.app, err = a.onlyApp(ctx, c); err != nil {
			return nil, err
		}
	}
	return remote.App(a.app), nil
}

// onlyApp finds the app that need not be named.
func (a *api) onlyApp(ctx context.Context, c *cobra.Command) (string, error) {
	ids, err := a.apps(ctx, c)
	switch {
	case err != nil:
		return "", err
	case len(ids) == 1:
		return ids[0], nil
	case len(ids) == 0:
		return "", errors.New("there is no app yet: `ringline app create NAME` makes one")
	}
	return "", fmt.Errorf("--app: say which app: this server has %d; `ringline app list` shows them", len(ids))
}

// apps lists the ids of the apps that the command can see.
func (a *api) apps(ctx context.Context, c *cobra.Command) ([]string, error) {
	if a.app != "" {
		return []string{a.app}, nil
	}
	quiet, err := a.dial(c)
	if err != nil {
		return nil, err
	}
	who, err := quiet.Identity(ctx)
	if err != nil {
		return nil, err
	}
	if who.App != "" {
		return []string{who.App}, nil
	}
	var ids []string
	for one, err := range quiet.Apps(ctx) {
		switch {
		case client.CodeOf(err) == client.CodeForbidden:
			return nil, errors.New("--app: say which app: the token may not list them")
		case err != nil:
			return nil, err
		}
		ids = append(ids, one.ID)
	}
	return ids, nil
}

// explain says what to do about an error of a command.
func (a *api) explain(err error) error {
	var refused *net.OpError
	var problem *client.Problem
	switch {
	case err == nil:
		return nil
	case errors.As(err, &problem):
		return explainProblem(problem)
	case errors.As(err, &refused) && refused.Op == "dial" && refused.Net == "unix":
		folder := filepath.Dir(refused.Addr.String())
		if errors.Is(err, fs.ErrPermission) {
			return fmt.Errorf("only the server's own user may ask it through the data folder %q: run this as that user, with sudo -u, "+
				"or name its address with --server", folder)
		}
		return fmt.Errorf("no server runs with the data folder %q: start one with `ringline serve`, name its folder with --data, "+
			"or its address with --server", folder)
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("the server did not answer in time: %w; `ringline health` on its machine says how it is", err)
	case errors.As(err, &refused):
		return fmt.Errorf("%w: is the address right (--server, %s), and does the server run?", err, serverVariable)
	}
	return err
}

// explainProblem says what to do about a token that is not enough.
func explainProblem(p *client.Problem) error {
	scope, lacks := strings.CutPrefix(p.Detail, "the token lacks the scope ")
	switch {
	case p.Code == client.CodeForbidden && lacks:
		return fmt.Errorf("%w; `ringline token create NAME --scope %s` on the server's own machine makes one that has it", p, scope)
	case p.Code == client.CodeUnauthorized:
		return fmt.Errorf("%w; `ringline token list` on the server's own machine shows which are good", p)
	}
	return p
}

// run makes a command's work of a function that asks, with a limit of time.
func (a *api) run(do func(ctx context.Context, c *cobra.Command, args []string) error) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, args []string) error {
		ctx, cancel := context.WithTimeout(c.Context(), patience)
		defer cancel()
		return a.explain(do(ctx, c, args))
	}
}

// readSecretFile reads what must not stand on a command line.
func readSecretFile(flag, path string) (string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("%s: %w", flag, err)
	}
	secret := strings.TrimSpace(string(text))
	if secret == "" {
		return "", fmt.Errorf("%s: %s is empty", flag, path)
	}
	return secret, nil
}
