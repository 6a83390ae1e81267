package client

import (
	"context"
	"iter"
	"net/http"
)

// Users goes through the app's users.
func (a *AppAPI) Users(ctx context.Context, f UserFilter) iter.Seq2[User, error] {
	return all(ctx, func(ctx context.Context, p Page) ([]User, string, error) {
		l, err := a.UserPage(ctx, f, p)
		return l.Users, l.NextCursor, err
	})
}

// UserPage reads one page of the users.
func (a *AppAPI) UserPage(ctx context.Context, f UserFilter, p Page) (UserList, error) {
	return list[UserList](ctx, a.c, a.path+"/users", f, p)
}

// User reads what the server knows of a user.
func (a *AppAPI) User(ctx context.Context, id string) (User, error) {
	return get[User](ctx, a.c, a.user(id), nil)
}

// Devices lists a user's devices.
func (a *AppAPI) Devices(ctx context.Context, user string) (DeviceList, error) {
	return get[DeviceList](ctx, a.c, a.user(user)+"/devices", nil)
}

// SetProfile says what there is to know about a user.
func (a *AppAPI) SetProfile(ctx context.Context, user string, set SetProfile) (User, error) {
	return ask[User](ctx, a.c, request{method: http.MethodPut, path: a.user(user) + "/profile", body: set})
}

// Disconnect cuts a user's devices off: all, or the one that is named.
func (a *AppAPI) Disconnect(ctx context.Context, user string, which Disconnect) (Disconnected, error) {
	return post[Disconnected](ctx, a.c, a.user(user)+"/disconnect", which)
}

// DeleteUser forgets a user: devices are cut off, their call is left, their profile is deleted, and in records an alias takes
// their place. Records of calls stay, for they are the other party's as well.
func (a *AppAPI) DeleteUser(ctx context.Context, id string) (DeletedUser, error) {
	return ask[DeletedUser](ctx, a.c, request{method: http.MethodDelete, path: a.user(id)})
}

func (a *AppAPI) user(id string) string { return a.path + "/users/" + segment(id) }
