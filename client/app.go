package client

import (
	"context"
	"iter"
	"net/http"
)

// AppAPI is what there is to ask and do within one app.
type AppAPI struct {
	c    *Client
	path string
}

// App returns what there is to ask and do within an app. It asks nothing yet.
func (c *Client) App(id string) *AppAPI { return &AppAPI{c: c, path: "/apps/" + segment(id)} }

// WithKey is [Client.WithKey].
func (a *AppAPI) WithKey(key string) *AppAPI { return &AppAPI{c: a.c.WithKey(key), path: a.path} }

// Apps goes through the apps that the token may see.
func (c *Client) Apps(ctx context.Context) iter.Seq2[App, error] {
	return all(ctx, func(ctx context.Context, p Page) ([]App, string, error) {
		l, err := c.AppPage(ctx, p)
		return l.Apps, l.NextCursor, err
	})
}

// AppPage reads one page of the apps.
func (c *Client) AppPage(ctx context.Context, p Page) (AppList, error) {
	return list[AppList](ctx, c, "/apps", nil, p)
}

// CreateApp makes a new app. The secret is in the answer, this once.
func (c *Client) CreateApp(ctx context.Context, ask CreateApp) (CreatedApp, error) {
	return post[CreatedApp](ctx, c, "/apps", ask)
}

// Show reads the app itself.
func (a *AppAPI) Show(ctx context.Context) (App, error) { return get[App](ctx, a.c, a.path, nil) }

// Update changes the app. What the request leaves out stays.
func (a *AppAPI) Update(ctx context.Context, change UpdateApp) (App, error) {
	return ask[App](ctx, a.c, request{method: http.MethodPatch, path: a.path, body: change})
}

// Disable has every command and login of the app refused from now on. Calls that are running go on.
func (a *AppAPI) Disable(ctx context.Context) (App, error) {
	return post[App](ctx, a.c, a.path+"/disable", nil)
}

// Enable takes Disable back.
func (a *AppAPI) Enable(ctx context.Context) (App, error) {
	return post[App](ctx, a.c, a.path+"/enable", nil)
}

// Secrets lists the app's secrets, without the keys.
func (a *AppAPI) Secrets(ctx context.Context) (SecretList, error) {
	return get[SecretList](ctx, a.c, a.path+"/secrets", nil)
}

// RotateSecret gives the app a new secret. It is in the answer, this once.
func (a *AppAPI) RotateSecret(ctx context.Context, ask RotateSecret) (NewSecret, error) {
	return post[NewSecret](ctx, a.c, a.path+"/secrets", ask)
}

// MakeSignature makes a UserSig for a user, with which a device logs in.
func (a *AppAPI) MakeSignature(ctx context.Context, ask MakeSignature) (Signature, error) {
	return post[Signature](ctx, a.c, a.path+"/signatures", ask)
}

// Usage sums up the app's calls by day, media and result.
func (a *AppAPI) Usage(ctx context.Context, f UsageFilter) (UsageList, error) {
	return get[UsageList](ctx, a.c, a.path+"/usage", f)
}
