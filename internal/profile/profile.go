// Package profile is what an app tells about its users: a name, a picture, a few words of its own.
//
// A profile comes into being by being set; a user without one is just an id, and can do all the same. Nothing about calls
// depends on it.
package profile

import (
	"context"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"ringline/internal/call"
)

// Profile is what is told about one user of an app.
type Profile struct {
	App       call.AppID
	User      call.UserID
	Name      string            // for people; may be empty
	Avatar    string            // URL of a picture, http or https, or its path on the server; may be empty
	Data      map[string]string // whatever else the app wants to tell; may be empty
	CreatedAt time.Time         // when it was first set
	UpdatedAt time.Time         // when it was last set
}

// Bounds of a profile.
const (
	MaxName      = 500     // bytes
	MaxAvatar    = 500     // bytes
	MaxDataBytes = 4 << 10 // names and values together
	MaxDataNames = 64
	maxDataName  = 64 // bytes
)

// Check says what is wrong with a profile; the error is a *call.Error.
func (p *Profile) Check() error {
	if err := call.CheckUser("user", p.User); err != nil {
		return err
	}
	switch {
	case !utf8.ValidString(p.Name) || len(p.Name) > MaxName || strings.ContainsFunc(p.Name, steers):
		return call.Invalid("name", "must be at most %d bytes on one line, without characters that turn text around", MaxName)
	case len(p.Data) > MaxDataNames:
		return call.Invalid("data", "must have at most %d names", MaxDataNames)
	}
	if err := checkAvatar(p.Avatar); err != nil {
		return err
	}
	size := 0
	for name, value := range p.Data {
		if name == "" || len(name) > maxDataName || !utf8.ValidString(name) || !utf8.ValidString(value) {
			return call.Invalid("data", "names must be 1 to %d bytes, and all of it text", maxDataName)
		}
		size += len(name) + len(value)
	}
	if size > MaxDataBytes {
		return call.Invalid("data", "must be at most %d bytes in all, not %d", MaxDataBytes, size)
	}
	return nil
}

// steers reports whether a character of a name would break the line that it is shown in, or turn around what stands beside it.
func steers(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || '\u202a' <= r && r <= '\u202e' || '\u2066' <= r && r <= '\u2069'
}

// checkAvatar takes only what a page may safely show as a picture's address.
func checkAvatar(text string) error {
	if text == "" {
		return nil
	}
	u, err := url.Parse(text)
	if err != nil || !isRemote(u) && !isPath(text) || len(text) > MaxAvatar || !utf8.ValidString(text) {
		return call.Invalid("avatar", "must be an http or https URL, or a path on this server that begins with one /, of at most %d bytes", MaxAvatar)
	}
	return nil
}

func isRemote(u *url.URL) bool {
	return (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != ""
}

// isPath reports whether an address is on this server, under whatever name a page reached it. What begins with two slashes names
// another host, and browsers take a backslash for a slash.
func isPath(text string) bool {
	return strings.HasPrefix(text, "/") && !strings.HasPrefix(text, "//") && !strings.Contains(text, `\`)
}

// Change is what a user says about themselves. What is nil stays as it is.
type Change struct{ Name, Avatar *string }

// Of returns the profile after the change. It does not say when that was.
func (c Change) Of(p Profile) Profile {
	if c.Name != nil {
		p.Name = *c.Name
	}
	if c.Avatar != nil {
		p.Avatar = *c.Avatar
	}
	return p
}

// Store keeps profiles. All methods are safe for concurrent use.
type Store interface {
	// Profile returns a user's profile, or call.ErrNotFound.
	Profile(ctx context.Context, app call.AppID, user call.UserID) (Profile, error)

	// SaveProfile keeps a profile in the place of the one before it, if any. The time of the first one's creation stays.
	SaveProfile(ctx context.Context, p Profile) error

	// Profiles lists up to limit profiles of an app in the order of the users' ids, those behind a given one.
	Profiles(ctx context.Context, app call.AppID, behind call.UserID, limit int) ([]Profile, error)

	// ProfilesOf returns the profiles of these users of an app, in the order of their ids: of those who have one, each once.
	ProfilesOf(ctx context.Context, app call.AppID, users []call.UserID) ([]Profile, error)

	// ChangeProfile changes a user's profile, which comes into being if there was none, and returns it as it is then. Whatever
	// else is saved at the same moment, what the change does not speak of is kept.
	ChangeProfile(ctx context.Context, app call.AppID, user call.UserID, change Change, at time.Time) (Profile, error)

	// DeleteProfile forgets a profile, if there is one.
	DeleteProfile(ctx context.Context, app call.AppID, user call.UserID) error
}
