package storetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

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
		{"profiles are found by name", testProfilesOf},
		{"change keeps what it does not speak of", testProfileChange},
		{"changes at once lose nothing", testProfileRace},
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

func (s *profileSuite) of(app call.AppID, users ...call.UserID) []call.UserID {
	s.Helper()
	list, err := s.store.ProfilesOf(s.Context(), app, users)
	if err != nil {
		s.Fatal(err)
	}
	var found []call.UserID
	for _, p := range list {
		found = append(found, p.User)
	}
	return found
}

func testProfilesOf(s *profileSuite) {
	for _, user := range []call.UserID{"bob", "ann", "cid"} {
		p := ann(app)
		p.User = user
		s.save(p)
	}
	for _, tc := range []struct{ asked, want []call.UserID }{
		{nil, nil},
		{[]call.UserID{"zoe"}, nil},
		{[]call.UserID{"cid", "zoe", "ann", "cid"}, []call.UserID{"ann", "cid"}},
		{[]call.UserID{"' OR 1=1 --", "Ann", `"`}, nil},
	} {
		if diff := cmp.Diff(tc.want, s.of(app, tc.asked...)); diff != "" {
			s.Errorf("of %v (- want, + got):\n%s", tc.asked, diff)
		}
	}
	list, err := s.store.ProfilesOf(s.Context(), app, []call.UserID{"ann"})
	if diff := cmp.Diff([]profile.Profile{ann(app)}, list); err != nil || diff != "" {
		s.Errorf("%v, differs (- want, + got):\n%s", err, diff)
	}
}

func testProfileChange(s *profileSuite) {
	change := func(c profile.Change, at time.Time, want profile.Profile) {
		s.Helper()
		got, err := s.store.ChangeProfile(s.Context(), app, "ann", c, at)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); err != nil || diff != "" {
			s.Fatalf("%v, differs (- want, + got):\n%s", err, diff)
		}
		s.is(app, "ann", want)
	}
	name, picture, none := "Ann", "https://a.example/b.png", ""
	want := profile.Profile{App: app, User: "ann", Name: name, CreatedAt: at(1), UpdatedAt: at(1)}
	change(profile.Change{Name: &name}, at(1), want)

	want = ann(app)
	s.save(want)
	want.UpdatedAt = at(2)
	change(profile.Change{}, at(2), want)
	want.Avatar, want.UpdatedAt = picture, at(3)
	change(profile.Change{Avatar: &picture}, at(3), want)
	want.Name, want.Avatar, want.UpdatedAt = "", "", at(4)
	change(profile.Change{Name: &none, Avatar: &none}, at(4), want)
}

// What a back end and a user save at the same moment is both kept.
func testProfileRace(s *profileSuite) {
	s.save(profile.Profile{App: app, User: "ann", CreatedAt: at(0), UpdatedAt: at(0)})
	var group sync.WaitGroup
	failed := make(chan error, 64)
	for i := range 20 {
		text := fmt.Sprintf("https://a.example/%d", i)
		for _, c := range []profile.Change{{Name: &text}, {Avatar: &text}} {
			group.Go(func() {
				if _, err := s.store.ChangeProfile(s.Context(), app, "ann", c, at(i)); err != nil {
					failed <- err
				}
			})
		}
	}
	group.Wait()
	close(failed)
	for err := range failed {
		s.Fatal(err)
	}
	p, err := s.store.Profile(s.Context(), app, "ann")
	if err != nil || p.Name == "" || p.Avatar == "" {
		s.Errorf("%+v, %v", p, err)
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
