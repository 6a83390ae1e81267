package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"ringline/client"
	"ringline/internal/load"
	"ringline/internal/server"
)

// secretVariable holds an app's secret for `ringline bench`.
const secretVariable = "RINGLINE_APP_SECRET" //nolint:gosec // its name

// benchPlace says which server to measure, and as whom.
type benchPlace struct {
	server, dev, app    string
	secretFile          string
	tokenFile           string
	metricsFile         string
	hookListen, hookURL string
}

func (p *benchPlace) register(f *pflag.FlagSet) {
	f.StringVar(&p.server, "server", "", "address of the server to measure, such as https://calls.example.com (default: one of its own)")
	f.StringVar(&p.dev, "dev", "", "address of a server that runs with --dev; no secret is needed")
	f.StringVar(&p.app, "app", "", "the app to play in, with --server: one that nobody else uses")
	f.StringVar(&p.secretFile, "secret-file", "", "file with the app's secret; also "+secretVariable+", the secret itself")
	f.StringVar(&p.tokenFile, "token-file", "", "file with a token of the server with signatures:write and apps:write for the app, instead of the secret; also "+tokenVariable)
	f.StringVar(&p.metricsFile, "metrics-token-file", "", "file with the token for the server's metrics, if it wants one")
	f.StringVar(&p.hookListen, "hook-listen", "", "where to listen for webhooks, such as :9000 (default: a free port, for a server on this machine)")
	f.StringVar(&p.hookURL, "hook-url", "", "where the server finds --hook-listen, such as http://10.0.0.7:9000/")
}

// open finds the server, or starts one. done stops it again.
func (p *benchPlace) open(c *cobra.Command, s *load.Scenario) (t load.Target, done func() error, err error) {
	nothing := func() error { return nil }
	switch {
	case p.server != "" && p.dev != "":
		return t, nil, errors.New("--server and --dev: say one of them")
	case p.server == "" && p.dev == "":
		if p.app != "" || p.secretFile != "" || p.tokenFile != "" {
			return t, nil, errors.New("--app, --secret-file and --token-file go with --server ADDRESS")
		}
		return ownServer(c.Context(), s)
	case p.dev != "":
		t = load.Target{URL: p.dev, App: fmt.Sprint(server.DevApp), Sign: load.DevSigner(c.Context(), p.dev)}
	default:
		t = load.Target{URL: p.server, App: p.app}
		if t.Sign, err = p.signer(c); err != nil {
			return t, nil, err
		}
	}
	t.HookListen, t.HookURL = p.hookListen, p.hookURL
	if p.metricsFile != "" {
		if t.MetricsToken, err = readSecretFile("--metrics-token-file", p.metricsFile); err != nil {
			return t, nil, err
		}
	}
	return t, nothing, nil
}

// signer signs with the app's secret, or has the server do it for a token.
func (p *benchPlace) signer(c *cobra.Command) (client.Signer, error) {
	if p.app == "" {
		return nil, errors.New("--app: say in which app to play, one that nobody else uses; `ringline app create load` makes one")
	}
	secret := strings.TrimSpace(os.Getenv(secretVariable))
	if p.secretFile != "" {
		var err error
		if secret, err = readSecretFile("--secret-file", p.secretFile); err != nil {
			return nil, err
		}
	}
	if secret != "" {
		return client.SignWith(p.app, secret, signedFor), nil
	}
	a := api{tokenFile: p.tokenFile}
	token, err := a.token()
	if err != nil {
		return nil, fmt.Errorf("give the app's secret (--secret-file, %s), or a token (--token-file, %s) that may sign for its users", secretVariable, tokenVariable)
	}
	remote, err := client.New(p.server, client.WithToken(token), client.WithUserAgent("ringline/"+version))
	if err != nil {
		return nil, fmt.Errorf("--server: %w", err)
	}
	ctx := c.Context()
	return func(user string) (string, error) {
		made, err := remote.App(p.app).MakeSignature(ctx, client.MakeSignature{User: user, TTLMS: client.Millis(signedFor.Milliseconds())})
		return made.UserSig, err
	}, nil
}

// signedFor is how long the users of a run may be logged in.
const signedFor = 8 * 24 * time.Hour
