package admin

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"ringline/internal/call"
)

// Scope is a word for what a token may do.
type Scope string

// Every scope there is, see [Scopes].
const (
	AppsRead        Scope = "apps:read"
	AppsWrite       Scope = "apps:write"
	UsersRead       Scope = "users:read"
	UsersWrite      Scope = "users:write"
	CallsRead       Scope = "calls:read"
	CallsWrite      Scope = "calls:write"
	RecordsRead     Scope = "records:read"
	WebhooksRead    Scope = "webhooks:read"
	WebhooksWrite   Scope = "webhooks:write"
	UsageRead       Scope = "usage:read"
	AuditRead       Scope = "audit:read"
	TokensWrite     Scope = "tokens:write"
	SignaturesWrite Scope = "signatures:write" // make UserSigs: log in as anybody but administrators
	Everything      Scope = "admin"            // all of the above
)

// Scopes lists every scope.
func Scopes() []Scope {
	return []Scope{
		AppsRead, AppsWrite, UsersRead, UsersWrite, CallsRead, CallsWrite, RecordsRead, WebhooksRead, WebhooksWrite, UsageRead,
		AuditRead, TokensWrite, SignaturesWrite, Everything,
	}
}

// Token opens our own API. The secret that proves it is not in it.
type Token struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	App       int64     `json:"app,omitempty"` // the only app it is good for; 0 is all of them and the server itself
	Scopes    []Scope   `json:"scopes"`
	CreatedAt time.Time `json:"created_at"`
	CreatedBy string    `json:"created_by"`
	ExpiresAt time.Time `json:"expires_at,omitzero"` // zero is never
	RevokedAt time.Time `json:"revoked_at,omitzero"` // zero while it is not
}

// TokenSpec describes a new token.
type TokenSpec struct {
	Name      string // for people; must be given, so that one can tell later what it was for
	App       int64  // 0 is all apps and the server itself
	Scopes    []Scope
	ExpiresAt time.Time // zero is never
}

// StoredToken is a token as a store has it.
type StoredToken struct {
	Token
	Hash string // SHA-256 of its secret in hexadecimal; no two tokens share one
}

// May reports whether the token is good for an act on an app; app 0 is an act on the server itself, or on all apps.
func (t *Token) May(scope Scope, app int64) bool {
	return (t.App == 0 || t.App == app) && (slices.Contains(t.Scopes, scope) || slices.Contains(t.Scopes, Everything))
}

// Covers reports whether who holds the token may hand out one like that: nobody gives away more than they have.
func (t *Token) Covers(spec TokenSpec) bool {
	for _, scope := range spec.Scopes {
		if !t.May(scope, spec.App) {
			return false
		}
	}
	return t.ExpiresAt.IsZero() || !spec.ExpiresAt.IsZero() && !spec.ExpiresAt.After(t.ExpiresAt)
}

const (
	tokenPrefix = "rlt_"
	tokenBytes  = 32
	longestName = 100 // bytes
	mostTokens  = 10_000
)

type tokenHash [sha256.Size]byte

// CreateToken makes a token and returns it with its secret, which is not shown again.
func (a *Admin) CreateToken(ctx context.Context, by By, spec TokenSpec) (Token, string, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.refresh(ctx); err != nil {
		return Token{}, "", err
	}
	if err := a.checkToken(&spec); err != nil {
		return Token{}, "", err
	}
	random := make([]byte, tokenBytes)
	_, _ = rand.Read(random) // never fails, says its package
	secret := tokenPrefix + base64.RawURLEncoding.EncodeToString(random)
	hash := tokenHash(sha256.Sum256([]byte(secret)))

	now := a.moment()
	token := Token{
		ID: randomHex(6), Name: spec.Name, App: spec.App, Scopes: slices.Compact(slices.Sorted(slices.Values(spec.Scopes))),
		CreatedAt: now, CreatedBy: by.Name, ExpiresAt: spec.ExpiresAt.UTC().Truncate(time.Millisecond),
	}
	detail := map[string]string{"name": token.Name, "scopes": words(token.Scopes)}
	if !token.ExpiresAt.IsZero() {
		detail["expires_at"] = token.ExpiresAt.Format(time.RFC3339)
	}
	if err := a.saveToken(ctx, hash, token, Act{At: now, By: by, What: "token.create", App: token.App, Target: token.ID, Detail: detail}); err != nil {
		return Token{}, "", err
	}
	return token, secret, nil
}

func (a *Admin) checkToken(spec *TokenSpec) error {
	switch {
	case spec.Name == "" || len(spec.Name) > longestName || !utf8.ValidString(spec.Name) || strings.ContainsFunc(spec.Name, unicode.IsControl):
		return call.Invalid("name", "must be 1 to %d bytes of text on one line", longestName)
	case spec.App != 0 && !a.has(spec.App):
		return call.Invalid("app", "%d is not an app of this server", spec.App)
	case len(spec.Scopes) == 0:
		return call.Invalid("scopes", "must name at least one of %s", words(Scopes()))
	case !spec.ExpiresAt.IsZero() && !spec.ExpiresAt.After(a.now()):
		return call.Invalid("expires_at", "must be in the future")
	case len(*a.tokens.Load()) >= mostTokens:
		return &call.Error{Code: call.CodeConflict, Text: "there are too many tokens"}
	}
	for _, scope := range spec.Scopes {
		if !slices.Contains(Scopes(), scope) {
			return call.Invalid("scopes", "%.40q is not one of %s", string(scope), words(Scopes()))
		}
	}
	return nil
}

func words(scopes []Scope) string {
	text := ""
	for _, s := range scopes {
		text += " " + string(s)
	}
	return strings.TrimPrefix(text, " ")
}

// Tokens lists all tokens in the order of their creation, also those that are no good any more.
func (a *Admin) Tokens(context.Context) ([]Token, error) {
	all := slices.Collect(maps.Values(*a.tokens.Load()))
	slices.SortFunc(all, func(x, y Token) int {
		if d := x.CreatedAt.Compare(y.CreatedAt); d != 0 {
			return d
		}
		return strings.Compare(x.ID, y.ID)
	})
	return all, nil
}

// RevokeToken ends a token at once. Doing it again changes nothing.
func (a *Admin) RevokeToken(ctx context.Context, by By, id string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.refresh(ctx); err != nil {
		return err
	}
	for hash, token := range *a.tokens.Load() {
		if token.ID != id {
			continue
		}
		if !token.RevokedAt.IsZero() {
			return nil
		}
		token.RevokedAt = a.moment()
		return a.saveToken(ctx, hash, token, Act{At: token.RevokedAt, By: by, What: "token.revoke", App: token.App, Target: id, Detail: map[string]string{"name": token.Name}})
	}
	return &call.Error{Code: call.CodeNotFound, Text: "there is no such token"}
}

func (a *Admin) saveToken(ctx context.Context, hash tokenHash, token Token, act Act) error {
	if err := a.store.SaveToken(ctx, StoredToken{Token: token, Hash: hex.EncodeToString(hash[:])}, act); err != nil {
		a.doubt()
		return err
	}
	next := maps.Clone(*a.tokens.Load())
	next[hash] = token
	a.tokens.Store(&next)
	return nil
}

func (a *Admin) useTokens(list []StoredToken) {
	next := make(map[tokenHash]Token, len(list))
	for _, t := range list {
		hash, err := hex.DecodeString(t.Hash)
		if err != nil || len(hash) != len(tokenHash{}) {
			a.log.Error("a stored token cannot be used: its hash is damaged", "token", t.ID)
			continue
		}
		next[tokenHash(hash)] = t.Token
	}
	a.tokens.Store(&next)
}

// ErrToken refuses a token. Which of the reasons it is is nobody's business.
var ErrToken = &call.Error{Code: call.CodeForbidden, Text: "the token is unknown, expired or revoked"}

// IsToken reports whether a text looks like a token, of whichever server.
func IsToken(secret string) bool {
	return strings.HasPrefix(secret, tokenPrefix) && len(secret) == len(tokenPrefix)+base64.RawURLEncoding.EncodedLen(tokenBytes)
}

// Authenticate returns the token that a secret proves, or [ErrToken]. It asks only memory. What is looked up is a hash, so
// the time it takes tells nothing about a secret that somebody guesses.
func (a *Admin) Authenticate(secret string) (Token, error) {
	if !IsToken(secret) {
		return Token{}, ErrToken
	}
	token, known := (*a.tokens.Load())[sha256.Sum256([]byte(secret))]
	if !known || !token.RevokedAt.IsZero() || !token.ExpiresAt.IsZero() && !a.now().Before(token.ExpiresAt) {
		return Token{}, ErrToken
	}
	return token, nil
}
