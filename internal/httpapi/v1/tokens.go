package v1

import (
	"slices"
	"strconv"

	"ringline/client"
	"ringline/internal/admin"
	"ringline/internal/call"
)

// authenticate finds out whose secret it is.
func (s *Server) authenticate(secret string) (identity, error) {
	t, err := s.Admin.Authenticate(secret)
	if err != nil {
		return identity{}, &refusal{code: client.CodeUnauthorized, detail: err.Error()}
	}
	return identity{name: "token:" + t.ID, secret: secret, app: call.AppID(t.App), scopes: scopesOf(t.Scopes), token: &t}, nil
}

func scopesOf(all []admin.Scope) []client.Scope {
	v := make([]client.Scope, len(all))
	for i, s := range all {
		v[i] = client.Scope(s)
	}
	return v
}

func tokenOf(t *admin.Token) client.Token {
	v := client.Token{
		ID: t.ID, Name: t.Name, Scopes: scopesOf(t.Scopes), CreatedAt: moment(t.CreatedAt), CreatedBy: t.CreatedBy,
		ExpiresAt: moment(t.ExpiresAt), RevokedAt: moment(t.RevokedAt),
	}
	if t.App != 0 {
		v.App = strconv.FormatInt(t.App, 10)
	}
	return v
}

// tokensFor lists the tokens that who asks may know of: one for one app knows those of that app.
func (s *Server) tokensFor(r *request) ([]admin.Token, error) {
	all, err := s.Admin.Tokens(r.Context())
	return slices.DeleteFunc(all, func(t admin.Token) bool { return r.who.app != 0 && call.AppID(t.App) != r.who.app }), err
}

func (s *Server) listTokens(r *request, q client.Page, _ none) (client.TokenList, error) {
	var behind string
	if err := s.position(r, q.Cursor, &behind); err != nil {
		return client.TokenList{}, err
	}
	all, err := s.tokensFor(r)
	if err != nil {
		return client.TokenList{}, err
	}
	if i := slices.IndexFunc(all, func(t admin.Token) bool { return t.ID == behind }); i >= 0 {
		all = all[i+1:]
	}
	all, next, err := page(s, r, all, limitOf(q), func(t admin.Token) any { return t.ID })
	v := make([]client.Token, len(all))
	for i := range all {
		v[i] = tokenOf(&all[i])
	}
	return client.TokenList{Tokens: v, NextCursor: next}, err
}

// createToken gives away no right that who asks does not have.
func (s *Server) createToken(r *request, _ none, b client.CreateToken) (client.CreatedToken, error) {
	spec := admin.TokenSpec{Name: b.Name, ExpiresAt: b.ExpiresAt}
	for _, sc := range b.Scopes {
		spec.Scopes = append(spec.Scopes, admin.Scope(sc))
	}
	if b.App != "" {
		id, err := strconv.ParseInt(b.App, 10, 64)
		if err != nil || s.Admin.App(id) == nil || !r.who.sees(call.AppID(id)) {
			return client.CreatedToken{}, invalid("body", "app", "is not an app of this server")
		}
		spec.App = id
	}
	if r.who.token != nil && !r.who.token.Covers(spec) {
		return client.CreatedToken{}, &refusal{
			code:   client.CodeForbidden,
			detail: "nobody gives away more than they have: the new token's app, scopes and time must lie within those of the one that asks",
		}
	}
	t, secret, err := s.Admin.CreateToken(r.Context(), r.by(), spec)
	if err != nil {
		return client.CreatedToken{}, err
	}
	return client.CreatedToken{Token: tokenOf(&t), Secret: secret}, nil
}

func (s *Server) revokeToken(r *request, _, _ none) (none, error) {
	all, err := s.tokensFor(r)
	if err != nil {
		return none{}, err
	}
	id := r.PathValue("token")
	if !slices.ContainsFunc(all, func(t admin.Token) bool { return t.ID == id }) {
		return none{}, notFound("there is no such token")
	}
	return none{}, s.Admin.RevokeToken(r.Context(), r.by(), id)
}

type auditQuery struct {
	client.AuditFilter
	client.Page
}

func (s *Server) listActs(r *request, q auditQuery, _ none) (client.ActList, error) {
	f := admin.ActFilter{App: int64(r.who.app), By: q.By, What: q.Act, From: q.From, Until: q.Until}
	if q.App != "" {
		id, err := strconv.ParseInt(q.App, 10, 64)
		if err != nil || !r.who.sees(call.AppID(id)) {
			return client.ActList{}, errNoApp
		}
		f.App = id
	}
	var before int64
	if err := s.position(r, q.Cursor, &before); err != nil {
		return client.ActList{}, err
	}
	limit := limitOf(q.Page)
	all, err := s.Admin.Log(r.Context(), f, before, limit+1)
	if err != nil {
		return client.ActList{}, err
	}
	all, next, err := page(s, r, all, limit, func(a admin.Act) any { return a.ID })
	v := make([]client.Act, len(all))
	for i, a := range all {
		v[i] = client.Act{
			ID: strconv.FormatInt(a.ID, 10), At: moment(a.At), By: a.By.Name, IP: a.By.IP, Act: a.What, Target: a.Target, Detail: a.Detail,
		}
		if a.App != 0 {
			v[i].App = strconv.FormatInt(a.App, 10)
		}
	}
	return client.ActList{Acts: v, NextCursor: next}, err
}
