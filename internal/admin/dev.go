package admin

import (
	"context"
	"fmt"

	"ringline/internal/tenant"
)

// DevApp is the id of the app of development mode.
const DevApp = 1400000001

// Develop sees to it that the development app is there with exactly this secret. What was changed about it otherwise stays.
func (a *Admin) Develop(ctx context.Context, secret tenant.Secret) error {
	server := By{Name: "server"}
	app, err := a.Info(ctx, DevApp)
	if err != nil {
		_, _, err := a.create(ctx, server, Spec{
			ID: DevApp, Secret: secret, Name: "development", Settings: tenant.Settings{MultiDevice: true, ListUsers: true},
		}, true)
		return err
	}
	if !app.Dev {
		return fmt.Errorf("app %d of this data folder is not the development app: give --dev a folder of its own with --data", DevApp)
	}
	if now := a.App(DevApp).Secrets; len(now) == 1 && now[0] == secret {
		return nil
	}
	_, err = a.change(ctx, server, DevApp, "app.rotate_secret", func(next *Stored) (map[string]string, error) {
		next.Secrets = []StoredSecret{a.sealed(DevApp, secret, a.moment())}
		return map[string]string{"secret": next.Secrets[0].ID, "overlap": "0s"}, nil
	})
	return err
}
