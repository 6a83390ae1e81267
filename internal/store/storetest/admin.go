package storetest

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	adminpkg "ringline/internal/admin" // admin is somebody here, see suite.go
	"ringline/internal/call"
	"ringline/internal/tenant"
)

// RunAdmin holds a store against the contract of [adminpkg.Store]. open returns an empty one for each test and cleans up after it.
func RunAdmin(t *testing.T, open func(t *testing.T) adminpkg.Store) {
	for _, test := range []struct {
		name string
		run  func(s *adminSuite)
	}{
		{"app comes back as it went in", testAppRoundTrip},
		{"stale app is refused whole", testAppStale},
		{"one of many changes wins", testAppRace},
		{"token comes back as it went in", testTokenRoundTrip},
		{"tokens share no hash", testTokenHash},
		{"acts are found by what they are about", testActs},
		{"acts are paged", testActPages},
		{"given up context changes nothing", testAdminGivenUp},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(&adminSuite{T: t, store: open(t)}) })
	}
}

// DurableAdmin checks that closing and opening a store keeps apps, tokens and acts. open opens the store that lives at a place.
func DurableAdmin(t *testing.T, open func(t *testing.T, dir string) interface {
	adminpkg.Store
	Close() error
},
) {
	dir := t.TempDir()
	store := open(t, dir)
	s := &adminSuite{T: t, store: store}
	s.saveApp(someApp(7))
	s.saveToken(someToken("t1"))
	apps, tokens, acts := s.apps(), s.tokens(), s.acts(adminpkg.ActFilter{}, 0, 10)
	for range 2 {
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
		store = open(t, dir)
		s.store = store
		s.same("apps", s.apps(), apps)
		s.same("tokens", s.tokens(), tokens)
		s.same("acts", s.acts(adminpkg.ActFilter{}, 0, 10), acts)
	}
}

type adminSuite struct {
	*testing.T
	store adminpkg.Store
}

func (s *adminSuite) same(what string, got, want any) {
	s.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmp.Comparer(func(a, b netip.Prefix) bool { return a == b })); diff != "" {
		s.Fatalf("%s differ (- want, + got):\n%s", what, diff)
	}
}

func (s *adminSuite) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *adminSuite) apps() []adminpkg.Stored {
	s.Helper()
	list, err := s.store.ListApps(s.Context())
	s.must(err)
	return list
}

func (s *adminSuite) tokens() []adminpkg.StoredToken {
	s.Helper()
	list, err := s.store.ListTokens(s.Context())
	s.must(err)
	return list
}

func (s *adminSuite) acts(f adminpkg.ActFilter, before int64, limit int) []adminpkg.Act {
	s.Helper()
	list, err := s.store.ListActs(s.Context(), f, before, limit)
	s.must(err)
	return list
}

func (s *adminSuite) saveApp(app adminpkg.Stored) {
	s.Helper()
	s.must(s.store.SaveApp(s.Context(), app, someAct("app.update", app.ID)))
}

func (s *adminSuite) saveToken(token adminpkg.StoredToken) {
	s.Helper()
	s.must(s.store.SaveToken(s.Context(), token, someAct("token.create", token.App)))
}

func someApp(id int64) adminpkg.Stored {
	return adminpkg.Stored{
		ID: id, Version: 1, CreatedAt: at(0), UpdatedAt: at(1), Dev: true, Name: "Übung \"1\"", Admins: []string{"root", "ann"}, Disabled: true,
		AllowedNetworks: []netip.Prefix{netip.MustParsePrefix("10.1.2.3/8"), netip.MustParsePrefix("2001:db8::/32")},
		Settings: tenant.Settings{
			MaxMembers: 5, MaxCallees: 4, RingTimeout: 3 * time.Second, MultiDevice: true, ListUsers: true, RequestsPerSecond: 7,
			TotalRequests: 8, WebhookRequests: 9, RecordsFor: 25 * time.Hour,
		},
		Secrets: []adminpkg.StoredSecret{
			{ID: "b", CreatedAt: at(1), Sealed: "1.x.new"},
			{ID: "a", CreatedAt: at(0), Until: at(100), Sealed: "1.x.old"},
		},
		Webhook: &adminpkg.StoredWebhook{URL: "https://a.example/?x=1&y=%20", Events: []string{"e.1", "e.2"}, Token: "1.x.token", Secret: "1.x.secret"},
	}
}

func someToken(id string) adminpkg.StoredToken {
	return adminpkg.StoredToken{
		Token: adminpkg.Token{
			ID: id, Name: "export", App: 7, Scopes: []adminpkg.Scope{adminpkg.CallsRead, adminpkg.RecordsRead}, CreatedAt: at(1), CreatedBy: "operator",
			ExpiresAt: at(1000), RevokedAt: at(500),
		},
		Hash: hashOf(id),
	}
}

// hashOf is some hash that belongs to a word alone.
func hashOf(word string) string { return fmt.Sprintf("%064x", word) }

func someAct(what string, app int64) adminpkg.Act {
	return adminpkg.Act{
		At: at(1), By: adminpkg.By{Name: "token:abc", IP: "192.0.2.1"}, What: what, App: app, Target: "x", Detail: map[string]string{"name": "a → b"},
	}
}

func testAppRoundTrip(s *adminSuite) {
	s.same("apps of an empty store", s.apps(), []adminpkg.Stored(nil))
	plain := adminpkg.Stored{ID: 4294967295, Version: 1, CreatedAt: at(0), UpdatedAt: at(0), Secrets: []adminpkg.StoredSecret{{ID: "a", CreatedAt: at(0), Sealed: "s"}}}
	s.saveApp(plain)
	s.saveApp(someApp(7)) // P16: two apps whose secrets have the same ids
	s.same("apps", s.apps(), []adminpkg.Stored{someApp(7), plain})

	next := someApp(7)
	next.Version, next.UpdatedAt, next.Webhook, next.Admins, next.Dev = 2, at(9), nil, nil, false
	s.saveApp(next)
	got := s.apps()
	s.same("apps", got, []adminpkg.Stored{next, plain})
	got[0].Secrets[0].Sealed = "changed by who asked"
	s.same("apps", s.apps(), []adminpkg.Stored{next, plain})
}

// testAppStale: what does not follow on what is there is refused, and its act is not in the log.
func testAppStale(s *adminSuite) {
	s.saveApp(someApp(7))
	second := someApp(7)
	second.Version = 2
	s.saveApp(second)
	before, acts := s.apps(), s.acts(adminpkg.ActFilter{}, 0, 10)
	for _, tc := range []struct{ id, version int64 }{{7, 1}, {7, 2}, {7, 4}, {8, 2}} {
		app := someApp(tc.id)
		app.Version, app.Name = tc.version, "overwritten"
		if err := s.store.SaveApp(s.Context(), app, someAct("app.update", app.ID)); !errors.Is(err, call.ErrConflict) {
			s.Errorf("version %d of app %d: %v, want a conflict", tc.version, tc.id, err)
		}
	}
	s.same("apps", s.apps(), before)
	s.same("acts", s.acts(adminpkg.ActFilter{}, 0, 10), acts)
}

func testAppRace(s *adminSuite) {
	s.saveApp(someApp(7))
	var group sync.WaitGroup
	var won atomic.Int32
	for n := range 8 {
		group.Go(func() {
			app := someApp(7)
			app.Version, app.Name = 2, fmt.Sprint(n)
			switch err := s.store.SaveApp(s.Context(), app, someAct("app.update", 7)); {
			case err == nil:
				won.Add(1)
			case !errors.Is(err, call.ErrConflict):
				s.Error(err)
			}
		})
	}
	group.Wait()
	if n, acts := won.Load(), s.acts(adminpkg.ActFilter{}, 0, 10); n != 1 || len(acts) != 2 {
		s.Errorf("%d won, with %d acts", n, len(acts))
	}
}

func testTokenRoundTrip(s *adminSuite) {
	s.same("tokens of an empty store", s.tokens(), []adminpkg.StoredToken(nil))
	later := someToken("t1")
	later.CreatedAt = at(2)
	plain := adminpkg.StoredToken{
		Token: adminpkg.Token{ID: "t9", Name: "n", Scopes: []adminpkg.Scope{adminpkg.Everything}, CreatedAt: at(1), CreatedBy: "operator"}, Hash: hashOf("t9"),
	}
	s.saveToken(later)
	s.saveToken(plain)
	s.same("tokens", s.tokens(), []adminpkg.StoredToken{plain, later})
	plain.RevokedAt = at(3)
	s.saveToken(plain)
	s.same("tokens", s.tokens(), []adminpkg.StoredToken{plain, later})
	if acts := s.acts(adminpkg.ActFilter{}, 0, 10); len(acts) != 3 {
		s.Errorf("acts %+v", acts)
	}
}

func testTokenHash(s *adminSuite) {
	s.saveToken(someToken("t1"))
	other := someToken("t2")
	other.Hash = hashOf("t1")
	if err := s.store.SaveToken(s.Context(), other, someAct("token.create", 0)); err == nil {
		s.Error("two tokens share a hash")
	}
	s.same("tokens", s.tokens(), []adminpkg.StoredToken{someToken("t1")})
	if acts := s.acts(adminpkg.ActFilter{}, 0, 10); len(acts) != 1 {
		s.Errorf("acts %+v", acts)
	}
}

func testActs(s *adminSuite) {
	add := func(second int, by, what string, app int64, target string) {
		s.must(s.store.AddAct(s.Context(), adminpkg.Act{At: at(second), By: adminpkg.By{Name: by}, What: what, App: app, Target: target}))
	}
	add(1, "operator", "app.create", 7, "")
	add(2, "operator", "app.create", 8, "")
	add(3, "token:abc", "call.end", 7, "c1")
	add(4, "admin:root", "app.update", 7, "")
	add(5, "operator", "token.create", 0, "t1")
	add(6, "operator", "apple", 7, "c1") // begins alike and is no app.
	for name, tc := range map[string]struct {
		filter adminpkg.ActFilter
		want   []int
	}{
		"all":        {adminpkg.ActFilter{}, []int{6, 5, 4, 3, 2, 1}},
		"app":        {adminpkg.ActFilter{App: 7}, []int{6, 4, 3, 1}},
		"other app":  {adminpkg.ActFilter{App: 9}, nil}, // P16
		"by":         {adminpkg.ActFilter{By: "operator"}, []int{6, 5, 2, 1}},
		"what":       {adminpkg.ActFilter{What: "app.update"}, []int{4}},
		"kind":       {adminpkg.ActFilter{What: "app."}, []int{4, 2, 1}},
		"wild cards": {adminpkg.ActFilter{What: "%."}, nil},
		"target":     {adminpkg.ActFilter{Target: "c1"}, []int{6, 3}},
		"from":       {adminpkg.ActFilter{From: at(4)}, []int{6, 5, 4}},
		"until":      {adminpkg.ActFilter{Until: at(2)}, []int{2, 1}},
		"all at once": {
			adminpkg.ActFilter{App: 7, By: "token:abc", What: "call.", Target: "c1", From: at(3), Until: at(3)}, []int{3},
		},
	} {
		var got []int
		for _, act := range s.acts(tc.filter, 0, 10) {
			got = append(got, int(act.At.Sub(at(0))/time.Second))
		}
		if !slices.Equal(got, tc.want) {
			s.Errorf("%s: acts of the seconds %v, want %v", name, got, tc.want)
		}
	}
	act := someAct("x", 7)
	act.Detail["text"] = strings.Repeat("ü\x00\"", 100)
	s.must(s.store.AddAct(s.Context(), act))
	got := s.acts(adminpkg.ActFilter{}, 0, 1)
	act.ID = got[0].ID
	s.same("acts", got, []adminpkg.Act{act})
}

func testActPages(s *adminSuite) {
	const n = 25
	for i := range n {
		s.must(s.store.AddAct(s.Context(), adminpkg.Act{At: at(0), By: adminpkg.By{Name: "operator"}, What: "x", App: int64(i % 2)}))
	}
	for app, want := range map[int64]int{0: n, 1: n / 2} { // app 0 does not restrict
		seen, before := 0, int64(0)
		for {
			page := s.acts(adminpkg.ActFilter{App: app}, before, 4)
			for _, act := range page {
				if before != 0 && act.ID >= before {
					s.Fatalf("act %d comes behind %d", act.ID, before)
				}
				before = act.ID
				seen++
			}
			if len(page) < 4 {
				break
			}
		}
		if seen != want {
			s.Errorf("app %d: %d acts in pages, want %d", app, seen, want)
		}
	}
}

func testAdminGivenUp(s *adminSuite) {
	ctx, cancel := context.WithCancel(s.Context())
	cancel()
	for name, write := range map[string]func() error{
		"app":   func() error { return s.store.SaveApp(ctx, someApp(7), someAct("x", 7)) },
		"token": func() error { return s.store.SaveToken(ctx, someToken("t"), someAct("x", 7)) },
		"act":   func() error { return s.store.AddAct(ctx, someAct("x", 7)) },
	} {
		// Who gives up may be too late; then it was done, whole.
		if err := write(); err != nil && !errors.Is(err, context.Canceled) {
			s.Errorf("%s: %v", name, err)
		}
	}
	if apps, tokens, acts := len(s.apps()), len(s.tokens()), len(s.acts(adminpkg.ActFilter{}, 0, 10)); apps > 1 || tokens > 1 || acts > 3 || acts < apps+tokens {
		s.Errorf("%d apps, %d tokens, %d acts", apps, tokens, acts)
	}
}
