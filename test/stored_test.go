package test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"ringline/client"
	"ringline/internal/audit"
	"ringline/internal/audit/history"
	"ringline/internal/call"
	"ringline/internal/process"
	"ringline/internal/redis/redistest"
	"ringline/internal/store/postgres/pgtest"
)

var storedWrite = flag.String("stored-write", "", "name under which TestStored keeps what the binary under test stores, for later versions to read")

// stored is where there are databases of earlier versions, as pg_dump writes them. The first line has a token of theirs.
const stored = "testdata/stored"

// storedApp is the app in them. Its secret is that of [crowdApp].
var storedApp = fmt.Sprint(crowdApp().ID)

// storedStart and storedCall start calls, from a device and from a back end. Who repeats them gets the same call.
func storedStart() object {
	return object{"request": "keep", "callees": []call.UserID{"bob", "cid", "nobody"}, "media": "video", "user_data": "{\"a\":\"ä\"}"}
}

var storedCall = client.StartCall{Caller: "ann", Callees: []string{"bob"}, Media: client.Audio}

// storedServer is a server on a database that may be another version's.
func storedServer(t *testing.T, database, name string) process.Options {
	t.Helper()
	key := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(key, []byte(strings.Repeat("5e", 32)+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return process.Options{Data: t.TempDir(), Store: database, Key: key, Env: []string{
		"RINGLINE_REDIS_URL=" + redistest.New(t).URL(), "RINGLINE_CLUSTER_NAME=" + name, "RINGLINE_CLUSTER_LISTEN=127.0.0.1:0", "RINGLINE_WEBHOOK_ALLOW_NETWORKS=127.0.0.0/8",
		"RINGLINE_REALTIME_PING=1s", "RINGLINE_REALTIME_PONG=900ms", "RINGLINE_REALTIME_COMMAND=800ms", "RINGLINE_REALTIME_LEASE=" + nodesLease.String(),
	}}
}

// TestStored: P18. What earlier versions stored, this one reads: apps with their secrets, tokens, profiles, records and timelines. Calls that lived go on
// from there and come to their end, and the auditor finds nothing.
func TestStored(t *testing.T) {
	if *storedWrite != "" {
		writeStored(t)
		return
	}
	files, err := filepath.Glob(stored + "/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".sql"), func(t *testing.T) { readStored(t, file) })
	}
}

func readStored(t *testing.T, file string) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := bytes.Cut(text, []byte("\n"))
	token := strings.TrimPrefix(string(first), "-- ")
	server := pgtest.Own(t)
	conn, err := pgx.Connect(t.Context(), server.URL("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(t.Context()))
	if _, err := conn.Exec(t.Context(), string(text), pgx.QueryExecModeSimpleProtocol); err != nil {
		t.Fatal(err)
	}
	before, err := history.ReadShared(t.Context(), server.URL("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	written := slices.MaxFunc(before.Calls, func(a, b call.Call) int { return a.LastAt.Compare(b.LastAt) }).LastAt
	if time.Now().Before(written) {
		t.Skipf("the clock says that this is to be written at %v", written)
	}

	s := serve(t, storedServer(t, server.URL("postgres"), "node-2"))
	remote, err := client.New(s.URL, client.WithToken(token))
	if err != nil {
		t.Fatal(err)
	}
	app := remote.App(storedApp)
	if ann, err := app.User(t.Context(), "ann"); err != nil || ann.Profile == nil || ann.Profile.Name != "Ann" {
		t.Errorf("ann is %+v, %v", ann, err)
	}
	if hook, err := app.Webhook(t.Context()); err != nil || !strings.HasPrefix(hook.URL, "http://") {
		t.Errorf("the webhook is %+v, %v", hook, err)
	}
	ended := 0
	for i := range before.Calls {
		was := &before.Calls[i]
		if was.End == nil {
			continue
		}
		ended++
		if is, err := app.Record(t.Context(), string(was.ID)); err != nil || is.End == nil || string(is.End.Result) != string(was.End.Result) || len(is.Legs) != len(was.Legs) {
			t.Errorf("of %+v this is read: %+v, %v", was, is, err)
		}
	}
	if live := len(before.Calls) - ended; ended < 5 || live < 2 {
		t.Errorf("it has %d calls that ended and %d that live", ended, live)
	}
	if _, err := conn.Exec(t.Context(), "UPDATE public.replies SET at = $1", time.Now().UnixMilli()); err != nil { // as if it were within a day
		t.Fatal(err)
	}
	known := func(id string) bool {
		return slices.ContainsFunc(before.Calls, func(c call.Call) bool { return string(c.ID) == id })
	}
	if again, err := remote.WithKey("keep").App(storedApp).StartCall(t.Context(), storedCall); err != nil || !known(again.ID) {
		t.Errorf("P12: what a back end repeats gets %+v, %v", again, err)
	}
	none := func(what, question string) {
		eventually(t, what, func() bool {
			n := -1
			err := conn.QueryRow(t.Context(), question).Scan(&n)
			return err == nil && n == 0
		})
	}
	none("calls that lived come to their end", "SELECT count(*) FROM public.calls")
	none("all duties are somebody's", "SELECT count(*) FROM public.duties WHERE until < now()")
	ann, bob := login(t, s.URL, crowdApp(), "ann", "phone"), login(t, s.URL, crowdApp(), "bob", "phone")
	if again := ann.must(t, "call.start", storedStart()).Call.ID; !known(string(again)) {
		t.Errorf("P12: what a device repeats starts call %s", again)
	}
	id := talk(t, ann, bob)
	ann.must(t, "call.hangup", object{"call": id})
	bob.hears(t, id, "that it is over", over)

	h, err := history.ReadShared(t.Context(), server.URL("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	h.Now, h.Over, h.Down = time.Now(), true, []audit.Interval{{From: written, To: time.Now()}}
	t.Logf("%d calls, %d changes", len(h.Calls), len(h.Log))
	for _, b := range audit.Audit(h) {
		t.Error(b)
	}
}

// writeStored has the binary under test fill a database.
func writeStored(t *testing.T) {
	server := pgtest.Own(t)
	o := storedServer(t, server.URL("postgres"), "node-1")
	s := launch(t, o)
	said := func(args ...string) string {
		t.Helper()
		text, err := exec.CommandContext(t.Context(), binary, append(args, "--data", o.Data)...).Output()
		if err != nil {
			t.Fatalf("%v: %v", args, err)
		}
		return strings.TrimSpace(string(text))
	}
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte(crowdApp().Secrets[0]), 0o600); err != nil {
		t.Fatal(err)
	}
	said("app", "create", "Stored", "--id", storedApp, "--secret-file", secret, "--multi-device", "--list-users", "--records-for", "87600h", "--network", "127.0.0.0/8")
	token := said("token", "create", "stored", "--scope", "admin")
	remote, err := client.New(s.URL, client.WithToken(token))
	if err != nil {
		t.Fatal(err)
	}
	app := remote.App(storedApp)
	if _, err := app.SetProfile(t.Context(), "ann", client.SetProfile{Name: "Ann", Avatar: "/ann.png", Data: map[string]string{"team": "red"}}); err != nil {
		t.Fatal(err)
	}
	hook := client.SetWebhook{URL: "http://127.0.0.1:1/calls?key=1", Secret: "whsec_" + strings.Repeat("c2Vj", 8)}
	if _, err := app.SetWebhook(t.Context(), hook); err != nil {
		t.Fatal(err)
	}
	on := func(user call.UserID) *device { return login(t, s.URL, crowdApp(), user, "phone") }
	ann, bob, cid, dan := on("ann"), on("bob"), on("cid"), on("dan")
	ends := func(what string, id call.ID, command object) {
		t.Helper()
		command["call"] = id
		map[string]*device{"call.hangup": ann, "call.cancel": ann, "call.reject": bob}[what].must(t, what, command)
		ann.hears(t, id, "that it is over", over)
	}
	ends("call.hangup", talk(t, ann, bob), object{})
	ends("call.cancel", ringing(t, ann, bob, time.Minute), object{})
	ends("call.reject", ringing(t, ann, bob, time.Minute), object{"reason": "busy"})
	ann.hears(t, ringing(t, ann, bob, time.Second), "that nobody answered", func(m *callMessage) bool { return m.End != nil })
	group := ann.must(t, "call.start", storedStart()).Call.ID
	for _, d := range []*device{bob, cid} {
		d.hears(t, group, "that it rings", rings(d.user))
		d.must(t, "call.accept", object{"call": group})
	}
	bob.must(t, "call.hangup", object{"call": group})
	newAPI(s.URL, crowdApp()).must(t, "end_call", object{"CallId": group})
	cid.hears(t, group, "that it is over", func(m *callMessage) bool { return m.End != nil })
	if _, err := remote.WithKey("keep").App(storedApp).StartCall(t.Context(), storedCall); err != nil {
		t.Fatal(err)
	}
	ringing(t, cid, dan, 5*time.Minute)
	eventually(t, "the first tries of the webhooks are noted", func() bool {
		n := 0
		conn, err := pgx.Connect(t.Context(), server.URL("postgres"))
		if err == nil {
			err = conn.QueryRow(t.Context(), "SELECT count(*) FROM deliveries WHERE tries > 0").Scan(&n)
			_ = conn.Close(t.Context())
		}
		return err == nil && n > 0
	})
	if err := s.Kill(); err != nil {
		t.Fatal(err)
	}
	dump, err := exec.CommandContext(t.Context(), "pg_dump", "--inserts", "--no-owner", "--no-privileges", server.URL("postgres")).Output()
	if err != nil {
		t.Fatal(err)
	}
	dump = regexp.MustCompile(`(?m)^\\.*\n|^--.*\n|^\n`).ReplaceAll(dump, nil)
	file := filepath.Join(stored, *storedWrite+".sql")
	if err := os.MkdirAll(stored, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, append([]byte("-- "+token+"\n"), dump...), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Logf("%s has %d bytes", file, len(dump))
}
