package test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringline/internal/admin"
	"ringline/internal/auth"
	"ringline/internal/call"
	"ringline/internal/process"
	"ringline/internal/tenant"
)

type (
	generatorInput struct {
		App    int64        `json:"app"`
		Secret string       `json:"secret"`
		Sign   []signedUser `json:"sign"`
		Judge  []string     `json:"judge,omitempty"`
	}
	signedUser struct {
		User   call.UserID `json:"user"`
		Expire int64       `json:"expire"` // seconds
	}
	generatorOutput struct {
		Signed, Tickets []string
		Judged          []judgedSig
	}
	judgedSig struct {
		User    call.UserID
		App     int64
		Expire  int64
		Version string
		Good    bool
	}
)

// askGenerator runs the npm package tls-sig-api-v2.
func askGenerator(t *testing.T, in generatorInput) generatorOutput {
	t.Helper()
	text, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	const script = "usersig.mjs"
	if _, err := os.Stat(script); err != nil { // a changed script is a changed test
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), "node", script)
	command.Stdin = bytes.NewReader(text)
	var out generatorOutput
	printed, err := command.Output()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		t.Fatalf("%v, saying: %s\nmake setup fetches the package", err, exit.Stderr)
	}
	if err == nil {
		err = json.Unmarshal(printed, &out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// What back ends of the documented service sign with, we take; and what we sign is what they would have signed.
func TestGeneratorOfOthersAgrees(t *testing.T) {
	app := &tenant.App{ID: 1400000001, Secrets: []tenant.Secret{"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}}
	users := []signedUser{
		{"administrator", 86400},
		{"administrator", 180 * 86400},
		{"user1", 60},
		{"147", 3600},
		{"a-b_C", 1},
		{"用户-1", 86400},
		{`quo"te\`, 86400},
		{call.UserID(strings.Repeat("x", 32)), 10 * 365 * 86400},
	}
	in := generatorInput{App: app.ID, Secret: string(app.Secrets[0]), Sign: users}
	begun := time.Now()
	for _, u := range users {
		in.Judge = append(in.Judge, auth.Sign(app, u.User, begun, time.Duration(u.Expire)*time.Second))
	}
	out := askGenerator(t, in)
	ended := time.Now()
	if len(out.Signed) != len(users) || len(out.Tickets) != len(users) || len(out.Judged) != len(users) {
		t.Fatalf("asked for %d: %+v", len(users), out)
	}

	verifier := auth.NewVerifier(func() time.Time { return begun })
	for i, u := range users {
		until, err := verifier.VerifyUntil(app, u.User, out.Signed[i])
		if err != nil || until < begun.Unix()+u.Expire || until > ended.Unix()+u.Expire {
			t.Errorf("%s for %d s: valid until %d, %v", u.User, u.Expire, until, err)
		}
		late := auth.NewVerifier(func() time.Time { return time.Unix(until+1, 0) })
		if err := late.Verify(app, u.User, out.Signed[i]); !errors.Is(err, auth.ErrExpired) {
			t.Errorf("%s for %d s, a second after its end: %v", u.User, u.Expire, err)
		}
		if err := verifier.Verify(app, u.User+"x", out.Signed[i]); !errors.Is(err, auth.ErrUserMismatch) {
			t.Errorf("%s as another: %v", u.User, err)
		}
		if err := verifier.Verify(app, u.User, out.Tickets[i]); !errors.Is(err, auth.ErrBadSignature) {
			t.Errorf("%s with a ticket for a room: %v", u.User, err)
		}
		want := judgedSig{User: u.User, App: app.ID, Expire: u.Expire, Version: "2.0", Good: true}
		if diff := cmp.Diff(want, out.Judged[i]); diff != "" {
			t.Errorf("ours in their eyes (- want, + got):\n%s", diff)
		}
	}
	foreign := *app
	foreign.Secrets = []tenant.Secret{"another"}
	if err := verifier.Verify(&foreign, users[0].User, out.Signed[0]); !errors.Is(err, auth.ErrBadSignature) {
		t.Errorf("with another secret: %v", err)
	}
}

// The same over the wire: the real server takes an administrator's signature of theirs, and nobody else's.
func TestServerTakesSignaturesOfOthers(t *testing.T) {
	app := &tenant.App{ID: 1400000001, Secrets: []tenant.Secret{"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}}
	server := serve(t, process.Options{Apps: func(ctx context.Context, apps *admin.Admin) error {
		_, _, err := apps.CreateApp(ctx, admin.By{Name: "test"}, admin.Spec{ID: app.ID, Secret: app.Secrets[0]})
		return err
	}})
	out := askGenerator(t, generatorInput{
		App: app.ID, Secret: string(app.Secrets[0]), Sign: []signedUser{{"administrator", 600}, {"user1", 600}},
	})

	a := newAPI(server.URL, app)
	a.sig = out.Signed[0]
	id := a.ring(t, "bob")
	a.must(t, "end_call", object{"CallId": id})

	for name, tc := range map[string]struct {
		sig  string
		want int
	}{
		"of another user":     {out.Signed[1], 70013},
		"a ticket for a room": {out.Tickets[0], 70009},
	} {
		a.sig = tc.sig
		r, err := a.do(t.Context(), "end_call", object{"CallId": id})
		if err != nil || r.ErrorCode != tc.want {
			t.Errorf("%s: %+v, %v; want %d", name, r, err, tc.want)
		}
	}
}
