package admin_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringline/internal/admin"
	"ringline/internal/call"
)

func TestTokens(t *testing.T) {
	w := newWorld(t)
	app, _ := w.create(t, admin.Spec{})
	token, secret, err := w.CreateToken(t.Context(), admin.By{Name: "token:first", IP: "192.0.2.1"}, admin.TokenSpec{
		Name: "export", App: app.ID, Scopes: []admin.Scope{admin.RecordsRead, admin.CallsRead, admin.RecordsRead}, ExpiresAt: w.now.Add(time.Hour),
	})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(secret, "rlt_") || len(secret) != 47 || token.CreatedBy != "token:first" || len(token.Scopes) != 2 {
		t.Errorf("%q, %+v", secret, token)
	}
	lasting, lastingSecret, err := w.CreateToken(t.Context(), operator, admin.TokenSpec{Name: "all", Scopes: []admin.Scope{admin.Everything}})
	if err != nil {
		t.Fatal(err)
	}
	good := func(secret, id string) {
		t.Helper()
		if got, err := w.Authenticate(secret); err != nil || got.ID != id {
			t.Errorf("%s: %+v, %v", id, got, err)
		}
	}
	bad := func(secret string) {
		t.Helper()
		if got, err := w.Authenticate(secret); !errors.Is(err, admin.ErrToken) || got.ID != "" {
			t.Errorf("%q: %+v, %v", secret, got, err)
		}
	}
	for range 2 {
		good(secret, token.ID)
		good(lastingSecret, lasting.ID)
		w.open(t, true, oneKey)
	}
	for _, guess := range []string{
		"", "rlt_", secret[4:], secret[:46], secret + "A", " " + secret, strings.ToUpper(secret), secret[:46] + "_", token.ID, strings.Repeat("rlt_", 1000),
	} {
		if guess != secret {
			bad(guess)
		}
	}
	w.now = w.now.Add(time.Hour - time.Nanosecond)
	good(secret, token.ID)
	w.now = w.now.Add(time.Nanosecond)
	bad(secret)
	for range 2 {
		if err := w.RevokeToken(t.Context(), operator, lasting.ID); err != nil {
			t.Fatal(err)
		}
		bad(lastingSecret)
		w.open(t, true, oneKey)
	}
	refused(t, w.RevokeToken(t.Context(), operator, "nosuch"), call.CodeNotFound, "no such token")

	list, err := w.Tokens(t.Context())
	lasting.RevokedAt = w.now
	want := []admin.Token{token, lasting}
	if token.ID > lasting.ID { // made in the same moment
		want = []admin.Token{lasting, token}
	}
	if diff := cmp.Diff(want, list); err != nil || diff != "" {
		t.Errorf("%v, list differs (- want, + got):\n%s", err, diff)
	}
	if got := w.whats(t); got != "token.revoke token.create token.create app.create" {
		t.Errorf("acts %s", got)
	}
}

func TestBadTokensAreRefused(t *testing.T) {
	w := newWorld(t)
	all := []admin.Scope{admin.Everything}
	for want, spec := range map[string]admin.TokenSpec{
		"name: must be 1": {Scopes: all},
		"name: must be":   {Name: "a\nb", Scopes: all},
		"scopes: must":    {Name: "x"},
		`scopes: "calls"`: {Name: "x", Scopes: []admin.Scope{admin.CallsRead, "calls"}},
		"app: 5 is not":   {Name: "x", App: 5, Scopes: all},
		"expires_at":      {Name: "x", Scopes: all, ExpiresAt: w.now},
	} {
		_, _, err := w.CreateToken(t.Context(), operator, spec)
		refused(t, err, call.CodeInvalid, want)
	}
	if list, err := w.Tokens(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("%+v, %v", list, err)
	}
}

// P16: a token of one app opens nothing of another, nor of the server.
func TestWhatATokenMay(t *testing.T) {
	for name, tc := range map[string]struct {
		token admin.Token
		scope admin.Scope
		app   int64
		want  bool
	}{
		"its scope":             {admin.Token{Scopes: []admin.Scope{admin.CallsRead}}, admin.CallsRead, 7, true},
		"another scope":         {admin.Token{Scopes: []admin.Scope{admin.CallsRead}}, admin.CallsWrite, 7, false},
		"everything":            {admin.Token{Scopes: []admin.Scope{admin.Everything}}, admin.TokensWrite, 0, true},
		"its app":               {admin.Token{App: 7, Scopes: []admin.Scope{admin.CallsRead}}, admin.CallsRead, 7, true},
		"another app":           {admin.Token{App: 7, Scopes: []admin.Scope{admin.Everything}}, admin.CallsRead, 8, false},
		"the server":            {admin.Token{App: 7, Scopes: []admin.Scope{admin.Everything}}, admin.AppsWrite, 0, false},
		"nothing":               {admin.Token{}, admin.CallsRead, 7, false},
		"begins like its scope": {admin.Token{Scopes: []admin.Scope{admin.CallsRead}}, "calls", 7, false},
	} {
		if got := tc.token.May(tc.scope, tc.app); got != tc.want {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
}

// Nobody hands out more than they have.
func TestWhatATokenCovers(t *testing.T) {
	soon, later := time.Unix(1000, 0), time.Unix(2000, 0)
	holder := admin.Token{App: 7, Scopes: []admin.Scope{admin.TokensWrite, admin.CallsRead}, ExpiresAt: soon}
	for name, tc := range map[string]struct {
		spec admin.TokenSpec
		want bool
	}{
		"the same":      {admin.TokenSpec{App: 7, Scopes: holder.Scopes, ExpiresAt: soon}, true},
		"less":          {admin.TokenSpec{App: 7, Scopes: []admin.Scope{admin.CallsRead}, ExpiresAt: soon}, true},
		"another scope": {admin.TokenSpec{App: 7, Scopes: []admin.Scope{admin.CallsRead, admin.CallsWrite}, ExpiresAt: soon}, false},
		"everything":    {admin.TokenSpec{App: 7, Scopes: []admin.Scope{admin.Everything}, ExpiresAt: soon}, false},
		"another app":   {admin.TokenSpec{App: 8, Scopes: []admin.Scope{admin.CallsRead}, ExpiresAt: soon}, false},
		"all apps":      {admin.TokenSpec{Scopes: []admin.Scope{admin.CallsRead}, ExpiresAt: soon}, false},
		"longer":        {admin.TokenSpec{App: 7, Scopes: []admin.Scope{admin.CallsRead}, ExpiresAt: later}, false},
		"for ever":      {admin.TokenSpec{App: 7, Scopes: []admin.Scope{admin.CallsRead}}, false},
	} {
		if got := holder.Covers(tc.spec); got != tc.want {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
}

func BenchmarkAuthenticate(b *testing.B) {
	w := newWorld(b)
	_, secret, err := w.CreateToken(b.Context(), operator, admin.TokenSpec{Name: "x", Scopes: []admin.Scope{admin.Everything}})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := w.Authenticate(secret); err != nil {
			b.Fatal(err)
		}
	}
}
