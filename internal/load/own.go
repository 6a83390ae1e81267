package load

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"strconv"
	"time"

	"ringline/client"
	"ringline/internal/admin"
	"ringline/internal/process"
	"ringline/internal/tenant"
)

// ownApp is the app of a server that was started for load.
const ownApp = 1400000002

// Own is a server that was started to be loaded, in a process of its own.
type Own struct {
	*process.Server
	Target Target
	Data   string // its data folder

	remove bool
}

// OwnOptions say how to start one.
type OwnOptions struct {
	Binary   string          // the program ringline
	Data     string          // empty makes a folder, which is removed in the end
	Config   string          // more configuration, YAML
	Settings tenant.Settings // of the app, beside what load needs
	Output   io.Writer       // gets what it prints; nil drops it
}

// StartOwn starts a server with an app whose limits are no limits here, and which may tell this machine of its calls.
func StartOwn(ctx context.Context, o OwnOptions) (own *Own, err error) {
	own = &Own{Data: o.Data}
	if own.Data == "" {
		if own.Data, err = os.MkdirTemp("", "ringline-bench-"); err != nil {
			return nil, err
		}
		own.remove = true
	}
	secret := rand.Text()
	o.Settings.RequestsPerSecond, o.Settings.MultiDevice = 1_000_000, true
	options := process.Options{
		Binary: o.Binary, Data: own.Data, Config: "log: {level: warn}\nwebhook: {allow_networks: [127.0.0.0/8]}\n" + o.Config, Output: o.Output,
		Apps: func(ctx context.Context, apps *admin.Admin) error {
			_, _, err := apps.CreateApp(ctx, admin.By{Name: "bench"}, admin.Spec{ID: ownApp, Secret: tenant.Secret(secret), Settings: o.Settings})
			return err
		},
	}
	app := strconv.Itoa(ownApp)
	own.Target = Target{App: app, Sign: client.SignWith(app, secret, 24*time.Hour)}
	if own.Server, err = process.Start(ctx, options); err != nil {
		return nil, errors.Join(err, own.clean())
	}
	own.Target.URL = own.URL
	return own, nil
}

// Close stops the server and removes its folder, if it was made for it.
func (o *Own) Close() error { return errors.Join(o.Stop(), o.clean()) }

func (o *Own) clean() error {
	if !o.remove {
		return nil
	}
	return os.RemoveAll(o.Data)
}
