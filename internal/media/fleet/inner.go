package fleet

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"ringline/internal/call"
	"ringline/internal/media"
)

// muteTimeout is for one request to mute somebody.
const muteTimeout = 3 * time.Second

// Inner serves the other nodes, if this one has media: signalling that they pass on, and mutes. Nothing that comes here is passed on, so nothing can go in
// circles. It must be reachable from the other nodes alone; what is not signed by one of them gets 401.
func (f *Fleet) Inner() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/rtc", f.Server.Handler())
	mux.Handle("/rtc/", f.Server.Handler())
	mux.HandleFunc("POST /mute", f.serveMute)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !f.signed(r) {
			http.Error(w, "not from a node of this service, or its clock is off", http.StatusUnauthorized)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// Mute silences a user in the room of a call, wherever that is. Who asks waits for it, and it is not written down: it holds until the
// user sends again, which nobody else can bring about.
func (f *Fleet) Mute(ctx context.Context, ref call.Ref, user call.UserID, source media.Source) error {
	if err := media.CheckSource(source); err != nil {
		return err
	}
	c, err := f.Calls.Load(ctx, ref)
	if err != nil {
		return err
	}
	if e := f.Chooser.outside(c.Host); e != nil {
		return e.Mute(ctx, ref, user, source)
	}
	host, living := f.members.Node(c.Host)
	switch {
	case c.Host == f.members.Self().Name && f.Server != nil:
		return f.Server.Mute(ctx, ref, user, source)
	case !living || host.Inner == "":
		return call.ErrUnavailable // it is being moved
	}
	what := url.Values{
		"app": {strconv.FormatInt(int64(ref.App), 10)}, "call": {string(ref.ID)}, "user": {string(user)}, "source": {string(source)},
	}
	to := url.URL{Scheme: "http", Host: host.Inner, Path: "/mute", RawQuery: what.Encode()}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, to.String(), http.NoBody)
	if err != nil {
		return fmt.Errorf("ask the node that has the room: %w", err)
	}
	f.sign(r, host.Name)
	res, err := f.client.Do(r)
	if err != nil {
		f.Log.Warn("media: cannot ask the node that has a room to mute somebody", slog.String("node", host.Name), slog.Any("error", err))
		return call.ErrUnavailable
	}
	defer func() { _ = res.Body.Close() }()
	text, _ := io.ReadAll(io.LimitReader(res.Body, 1024))
	switch res.StatusCode {
	case http.StatusNoContent:
		return nil
	case http.StatusNotFound:
		return &call.Error{Code: call.CodeNotFound, Text: strings.TrimSpace(string(text))}
	}
	f.Log.Warn("media: the node that has a room does not mute somebody", slog.String("node", host.Name), slog.Int("status", res.StatusCode))
	return call.ErrUnavailable
}

// serveMute does what [Fleet.Mute] of another node asks.
func (f *Fleet) serveMute(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	app, err := strconv.ParseInt(q.Get("app"), 10, 64)
	if err != nil {
		http.Error(w, "app: is no number", http.StatusBadRequest)
		return
	}
	ref := call.Ref{App: call.AppID(app), ID: call.ID(q.Get("call"))}
	err = f.Server.Mute(r.Context(), ref, call.UserID(q.Get("user")), media.Source(q.Get("source")))
	switch {
	case err == nil:
		w.WriteHeader(http.StatusNoContent)
	case errors.Is(err, call.ErrNotFound):
		http.Error(w, err.Error(), http.StatusNotFound)
	default:
		f.Log.Error("media: cannot mute somebody for another node", slog.Int64("app", app), slog.String("call", string(ref.ID)), slog.Any("error", err))
		http.Error(w, "failed", http.StatusInternalServerError)
	}
}
