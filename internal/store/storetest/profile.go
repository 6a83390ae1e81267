package storetest

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ringline/internal/call"
	"ringline/internal/profile"
)

// RunProfiles holds a store against the contract of [profile.Store]. open returns an empty one for each test and cleans up after it.
func RunProfiles(t *testing.T, open func(t *testing.T) profile.Store) {
	for _, test := range []struct {
		name string
		run  func(s *profileSuite)
	}{
		{"profile comes back as it was last set", testProfileRoundTrip},
		{"profiles are paged", testProfilePages},
		{"apps are isolated", testProfileApps},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(&profileSuite{T: t, store: open(t)}) })
	}
}

type profileSuite struct {
	*testing.T
	store profile.Store
}

func (s *profileSuite) save(p profile.Profile) {
	s.Helper()
	if err := s.store.SaveProfile(s.Context(), p); err != nil {
		s.Fatal(err)
	}
}

func (s *profileSuite) is(app call.AppID, user call.UserID, want profile.Profile) {
	s.Helper()
	got, err := s.store.Profile(s.Context(), app, user)
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); err != nil || diff != "" {
		s.Fatalf("%v, differs (- want, + got):\n%s", err, diff)
	}
}

func (s *profileSuite) none(app call.AppID, user call.UserID) {
	s.Helper()
	if p, err := s.store.Profile(s.Context(), app, user); !errors.Is(err, call.ErrNotFound) {
		s.Fatalf("%+v, %v, want not found", p, err)
	}
}

func ann(app call.AppID) profile.Profile {
	return profile.Profile{
		App: app, User: "ann", Name: "Änn \"A\"", Avatar: "https://a.example/ann.png?x=1", Data: map[string]string{"team": "blue", "": "", "ü": "\n"},
		CreatedAt: at(1), UpdatedAt: at(1),
	}
}

func testProfileRoundTrip(s *profileSuite) {
	s.none(app, "ann")
	p := ann(app)
	s.save(p)
	s.is(app, "ann", p)
	p.Data["team"] = "changed by who saved"
	s.is(app, "ann", ann(app))
	s.none(app, "Ann")

	next := profile.Profile{App: app, User: "ann", CreatedAt: at(9), UpdatedAt: at(9)}
	s.save(next)
	next.CreatedAt = at(1)
	s.is(app, "ann", next)

	for range 2 {
		if err := s.store.DeleteProfile(s.Context(), app, "ann"); err != nil {
			s.Fatal(err)
		}
		s.none(app, "ann")
	}
	s.save(ann(app))
	s.is(app, "ann", ann(app))
}

func testProfilePages(s *profileSuite) {
	for _, user := range []call.UserID{"b", "B", "a", "10", "9", "-", "_"} {
		s.save(profile.Profile{App: app, User: user, CreatedAt: at(0), UpdatedAt: at(0)})
	}
	var got []call.UserID
	for behind := call.UserID(""); ; {
		page, err := s.store.Profiles(s.Context(), app, behind, 3)
		if err != nil {
			s.Fatal(err)
		}
		for _, p := range page {
			got = append(got, p.User)
		}
		if len(page) < 3 {
			break
		}
		behind = page[2].User
	}
	if diff := cmp.Diff([]call.UserID{"-", "10", "9", "B", "_", "a", "b"}, got); diff != "" {
		s.Errorf("pages differ (- want, + got):\n%s", diff)
	}
}

// testProfileApps: P16. Two apps with the same users.
func testProfileApps(s *profileSuite) {
	mine, theirs := ann(app), ann(otherApp)
	theirs.Name = "another Ann"
	s.save(mine)
	s.save(theirs)
	s.is(app, "ann", mine)
	s.is(otherApp, "ann", theirs)
	if list, err := s.store.Profiles(s.Context(), app, "", 10); err != nil || len(list) != 1 || list[0].Name != mine.Name {
		s.Errorf("%+v, %v", list, err)
	}
	if err := s.store.DeleteProfile(s.Context(), app, "ann"); err != nil {
		s.Fatal(err)
	}
	s.none(app, "ann")
	s.is(otherApp, "ann", theirs)
}
