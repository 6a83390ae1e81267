package test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"ringline/internal/admin"
	"ringline/internal/call"
	"ringline/internal/process"
	"ringline/internal/store/postgres/pgtest"
	"ringline/internal/tenant"
)

// TestPostgres: a server on PostgreSQL answers the documented API; what it answered is there after it was killed (P9), and a deadline
// that passed in the meantime is acted upon (P14). While the database is away commands fail in time, and work again when it is back.
func TestPostgres(t *testing.T) {
	database := pgtest.Own(t)
	app := &tenant.App{ID: 1400000001, Secrets: []tenant.Secret{tenant.Secret(strings.Repeat("5", 64))}}
	o := process.Options{Data: t.TempDir(), Store: database.URL("postgres"), Apps: func(ctx context.Context, apps *admin.Admin) error {
		_, _, err := apps.CreateApp(ctx, admin.By{Name: "test"}, admin.Spec{ID: app.ID, Secret: app.Secrets[0], Admins: []string{"administrator"}})
		return err
	}}
	server := launch(t, o)
	api := newAPI(server.URL, app)
	long := start("bob")
	long["Timeout"] = 600_000
	going := api.must(t, "start_call_by_robot", long).Response.CallId
	over := api.ring(t, "cid") // for ten seconds
	if err := server.Kill(); err != nil {
		t.Fatal(err)
	}

	server = launch(t, o)
	api = newAPI(server.URL, app)
	if users := api.must(t, "get_call_info", object{"CallId": going}).Response.UserList; len(users) == 0 {
		t.Error("P9: the call that was going on has nobody in it")
	}
	eventually(t, "P14: a call that nobody answers ends", func() bool { return ended(t, api, over) })

	if err := database.Crash(); err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	r, err := api.do(t.Context(), "end_call", object{"CallId": going})
	if err != nil || r.ErrorCode == 0 || time.Since(begun) > 3*time.Second {
		t.Errorf("without its database: %+v, %v after %v", r, err, time.Since(begun))
	}
	if err := database.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	eventually(t, "a call is ended when the database is back", func() bool {
		r, err := api.do(t.Context(), "end_call", object{"CallId": going})
		return err == nil && r.ErrorCode == 0
	})
	eventually(t, "it has a record", func() bool { return ended(t, api, going) })
	found := api.must(t, "get_record_by_filter", object{}).Response.CallRecordList
	for _, id := range []call.ID{going, over} {
		if !slices.ContainsFunc(found, func(r record) bool { return r.CallId == id }) {
			t.Errorf("P5: call %s is not in the list %+v", id, found)
		}
	}
	if err := server.Stop(); err != nil {
		t.Error(err)
	}
}

// ended reports whether there is a record of a call.
func ended(t *testing.T, api *api, id call.ID) bool {
	t.Helper()
	r, err := api.do(t.Context(), "get_record_by_callid", object{"CallId": id})
	return err == nil && r.ErrorCode == 0
}
