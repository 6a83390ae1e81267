package client

import (
	"context"
	"iter"
)

// Calls goes through the app's live calls, the oldest first.
func (a *AppAPI) Calls(ctx context.Context, f CallFilter) iter.Seq2[Call, error] {
	return all(ctx, func(ctx context.Context, p Page) ([]Call, string, error) {
		l, err := a.CallPage(ctx, f, p)
		return l.Calls, l.NextCursor, err
	})
}

// CallPage reads one page of the live calls.
func (a *AppAPI) CallPage(ctx context.Context, f CallFilter, p Page) (CallList, error) {
	return list[CallList](ctx, a.c, a.path+"/calls", f, p)
}

// Call reads a call, live or ended.
func (a *AppAPI) Call(ctx context.Context, id string) (Call, error) {
	return get[Call](ctx, a.c, a.call(id), nil)
}

// StartCall starts a call. It may come back ended, if every callee is busy.
func (a *AppAPI) StartCall(ctx context.Context, ask StartCall) (Call, error) {
	return post[Call](ctx, a.c, a.path+"/calls", ask)
}

// Invite asks more users into a call.
func (a *AppAPI) Invite(ctx context.Context, id string, ask InviteUsers) (Call, error) {
	return post[Call](ctx, a.c, a.call(id)+"/invite", ask)
}

// Kick takes a user out of a call.
func (a *AppAPI) Kick(ctx context.Context, id, user string) (Call, error) {
	return post[Call](ctx, a.c, a.call(id)+"/kick", KickUser{User: user})
}

// Mute silences a user of a call for everybody.
func (a *AppAPI) Mute(ctx context.Context, id string, ask MuteUser) error {
	_, err := post[struct{}](ctx, a.c, a.call(id)+"/mute", ask)
	return err
}

// EndCall ends a call for everybody. One that is over refuses it with [CodeEnded].
func (a *AppAPI) EndCall(ctx context.Context, id string) (Call, error) {
	return post[Call](ctx, a.c, a.call(id)+"/end", nil)
}

// EndCalls ends all calls of the app.
func (a *AppAPI) EndCalls(ctx context.Context) (EndedCalls, error) {
	return post[EndedCalls](ctx, a.c, a.path+"/calls/end", nil)
}

// Timeline reads everything that happened in a call, live or ended.
func (a *AppAPI) Timeline(ctx context.Context, id string) (Timeline, error) {
	return get[Timeline](ctx, a.c, a.call(id)+"/events", nil)
}

func (a *AppAPI) call(id string) string { return a.path + "/calls/" + segment(id) }
