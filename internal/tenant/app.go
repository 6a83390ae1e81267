// Package tenant says what an app is: its secrets, its administrators and its limits.
//
// It guarantees that an App from a [Directory] is complete and valid, so nobody after it checks
// again, and that a [Secret] does not reach a log or a document by accident. It does not verify
// signatures (see package auth) and does not keep what belongs to calls.
package tenant

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// App is one tenant of the server. Calls, users and records of two apps never meet.
// An App in use is not changed; a change puts another one in its place.
type App struct {
	ID              int64          // the SDKAppID of its clients: 1…4294967295
	Name            string         // for people; may be empty
	Secrets         []Secret       // the first signs, all verify
	Admins          []string       // accounts that may use the server API; empty means administrator
	Disabled        bool           // refuse every command and login
	AllowedNetworks []netip.Prefix // where its back ends may call the server API from; empty means anywhere
	Settings        Settings       // limits and choices; what is left out has its default
	Webhook         *Webhook       // where its back end hears of its calls; nil when it does not
}

// Webhook is where an app's back end hears of its calls, and how it can tell that it is us.
type Webhook struct {
	URL    string   // http or https; may have a query of its own, kept byte for byte
	Events []string // what it hears of, in its own dialect; nothing else is sent
	Token  Secret   // of the documented token in the query (reference/webhooks.md §2.1); empty: none
	Secret Secret   // of the Standard Webhooks signature in the header; empty: none
}

// Settings are an app's limits and choices. Zero numbers mean the default.
type Settings struct {
	MaxMembers        int           `json:"max_members,omitempty"`         // most members of a call at a time, ringing ones counted; default 9
	MaxCallees        int           `json:"max_callees,omitempty"`         // most users asked by one start or invite; default 8
	RingTimeout       time.Duration `json:"ring_timeout,omitempty"`        // ringing time when a start names none; default 30s
	MultiDevice       bool          `json:"multi_device,omitempty"`        // a user may be logged in on several devices; otherwise the newest wins
	ListUsers         bool          `json:"list_users,omitempty"`          // any user may ask who is online
	RequestsPerSecond int           `json:"requests_per_second,omitempty"` // of each server API command, also the burst; default 200
	TotalRequests     int           `json:"total_requests,omitempty"`      // of all server API commands together, per second; 0: no limit of its own
	WebhookRequests   int           `json:"webhook_requests,omitempty"`    // most webhook requests under way at a time; default 16
	RecordsFor        time.Duration `json:"records_for,omitempty"`         // how long records and timelines are kept after the end; default 720h, thirty days
}

// What an app gets that does not say otherwise.
// The numbers are those of the documented service: reference/client-api.md §3, server-api.md §1.6.
const (
	DefaultAdmin             = "administrator"
	DefaultMaxMembers        = 9
	DefaultMaxCallees        = 8
	DefaultRingTimeout       = 30 * time.Second
	DefaultRequestsPerSecond = 200
	DefaultWebhookRequests   = 16
	DefaultRecordsFor        = 30 * 24 * time.Hour
)

// Bounds of what an app may set.
const (
	maxAppID            = 1<<32 - 1
	longestName         = 100 // bytes
	longestUserID       = 32  // bytes
	mostAdmins          = 100
	mostNetworks        = 100
	mostMembers         = 100
	shortestRing        = time.Second
	longestRing         = 10 * time.Minute
	mostRequests        = 1_000_000
	mostWebhookRequests = 256
	shortestRecords     = time.Minute
	longestRecords      = 10 * 365 * 24 * time.Hour
)

// WithDefaults returns the app with everything it leaves open filled in.
func (a App) WithDefaults() App {
	if len(a.Admins) == 0 {
		a.Admins = []string{DefaultAdmin}
	}
	s := &a.Settings
	s.MaxMembers = or(s.MaxMembers, DefaultMaxMembers)
	s.MaxCallees = or(s.MaxCallees, min(DefaultMaxCallees, max(s.MaxMembers-1, 1)))
	s.RingTimeout = or(s.RingTimeout, DefaultRingTimeout)
	s.RequestsPerSecond = or(s.RequestsPerSecond, DefaultRequestsPerSecond)
	s.WebhookRequests = or(s.WebhookRequests, DefaultWebhookRequests)
	s.RecordsFor = or(s.RecordsFor, DefaultRecordsFor)
	return a
}

func or[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

// Validate reports everything that is wrong with the app, in words for the person who wrote it.
func (a *App) Validate() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }

	if a.ID < 1 || a.ID > maxAppID {
		bad("id must be 1 to %d, not %d", int64(maxAppID), a.ID)
	}
	if len(a.Name) > longestName || !utf8.ValidString(a.Name) || strings.ContainsFunc(a.Name, unicode.IsControl) {
		bad("name must be at most %d bytes of text on one line", longestName)
	}
	if len(a.Secrets) == 0 {
		bad("secrets must hold at least one secret (a good one: openssl rand -hex 32)")
	}
	for i, s := range a.Secrets {
		if err := s.validate(); err != nil {
			bad("secrets[%d] %w", i, err)
		}
	}
	if len(a.Admins) > mostAdmins {
		bad("admins must be at most %d", mostAdmins)
	}
	for i, admin := range a.Admins {
		if !validAccount(admin) {
			bad("admins[%d] must be 1 to %d letters, digits, - or _, not %q", i, longestUserID, admin)
		}
	}
	if len(a.AllowedNetworks) > mostNetworks {
		bad("allowed_networks must be at most %d", mostNetworks)
	}
	for i, network := range a.AllowedNetworks {
		if !network.IsValid() || network.Addr().Is4In6() {
			bad("allowed_networks[%d] must be a network such as 10.0.0.0/8 or 2001:db8::/32", i)
		}
	}
	if a.Webhook != nil {
		if err := a.Webhook.validate(); err != nil {
			errs = append(errs, err)
		}
	}
	s := &a.Settings
	if s.MaxMembers < 2 || s.MaxMembers > mostMembers {
		bad("settings.max_members must be 2 to %d, not %d", mostMembers, s.MaxMembers)
	}
	if s.MaxCallees < 1 || s.MaxCallees >= s.MaxMembers {
		bad("settings.max_callees must be 1 to max_members-1 (%d), not %d", s.MaxMembers-1, s.MaxCallees)
	}
	if s.RingTimeout < shortestRing || s.RingTimeout > longestRing {
		bad("settings.ring_timeout must be %v to %v, not %v", shortestRing, longestRing, s.RingTimeout)
	}
	if s.RequestsPerSecond < 1 || s.RequestsPerSecond > mostRequests {
		bad("settings.requests_per_second must be 1 to %d, not %d", mostRequests, s.RequestsPerSecond)
	}
	if s.TotalRequests < 0 || s.TotalRequests > mostRequests {
		bad("settings.total_requests must be 0 to %d, not %d", mostRequests, s.TotalRequests)
	}
	if s.WebhookRequests < 1 || s.WebhookRequests > mostWebhookRequests {
		bad("settings.webhook_requests must be 1 to %d, not %d", mostWebhookRequests, s.WebhookRequests)
	}
	if s.RecordsFor < shortestRecords || s.RecordsFor > longestRecords {
		bad("settings.records_for must be %v to %v, not %v", shortestRecords, longestRecords, s.RecordsFor)
	}
	return errors.Join(errs...)
}

// Admin reports whether the account administrates the app.
func (a *App) Admin(user string) bool { return slices.Contains(a.Admins, user) }

// Allows reports whether the app lets its back ends call from an address. One that is not known is in no network.
func (a *App) Allows(from netip.Addr) bool {
	return len(a.AllowedNetworks) == 0 || slices.ContainsFunc(a.AllowedNetworks, func(n netip.Prefix) bool { return n.Contains(from) })
}

// validAccount follows the documented rule for user ids (reference/usersig.md §1).
func validAccount(s string) bool {
	if s == "" || len(s) > longestUserID {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_') {
			return false
		}
	}
	return true
}
