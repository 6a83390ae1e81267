package v1

import (
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"time"

	"ringline/client"
	"ringline/internal/admin"
	"ringline/internal/auth"
	"ringline/internal/call"
	"ringline/internal/tenant"
)

func (s *Server) listApps(r *request, q client.Page, _ none) (client.AppList, error) {
	var behind int64
	if err := s.position(r, q.Cursor, &behind); err != nil {
		return client.AppList{}, err
	}
	known, err := s.Admin.Apps(r.Context())
	if err != nil {
		return client.AppList{}, err
	}
	limit, found := limitOf(q), []client.App{}
	for i := range known {
		if a := &known[i]; a.ID > behind && r.who.sees(call.AppID(a.ID)) && len(found) <= limit {
			found = append(found, appOf(a))
		}
	}
	found, next, err := page(s, r, found, limit, func(a client.App) any {
		id, _ := strconv.ParseInt(a.ID, 10, 64) // we wrote it
		return id
	})
	return client.AppList{Apps: found, NextCursor: next}, err
}

func (s *Server) createApp(r *request, _ none, b client.CreateApp) (client.CreatedApp, error) {
	if r.who.app != 0 {
		return client.CreatedApp{}, &refusal{code: client.CodeForbidden, detail: "the token is for one app; only one for all apps can make others"}
	}
	networks, err := networksOf(b.Networks)
	if err != nil {
		return client.CreatedApp{}, err
	}
	spec := admin.Spec{Name: b.Name, Admins: b.Administrators, AllowedNetworks: networks, Secret: tenant.Secret(b.Secret)}
	if b.ID != "" {
		if spec.ID, err = strconv.ParseInt(b.ID, 10, 64); err != nil {
			return client.CreatedApp{}, invalid("body", "id", "is not an app id: 1 to 4294967295")
		}
	}
	applySettings(&spec.Settings, b.Settings)
	a, secret, err := s.Admin.CreateApp(r.Context(), r.by(), spec)
	if err != nil {
		return client.CreatedApp{}, err
	}
	return client.CreatedApp{App: appOf(&a), Secret: string(secret)}, nil
}

func (s *Server) showApp(r *request, _, _ none) (client.App, error) {
	a, err := s.Admin.Info(r.Context(), r.app.ID)
	if err != nil {
		return client.App{}, err
	}
	return appOf(&a), nil
}

func (s *Server) updateApp(r *request, _ none, b client.UpdateApp) (client.App, error) {
	var networks []netip.Prefix
	if b.Networks != nil {
		var err error
		if networks, err = networksOf(*b.Networks); err != nil {
			return client.App{}, err
		}
	}
	return s.changeApp(r, func(a *tenant.App) {
		if b.Name != nil {
			a.Name = *b.Name
		}
		if b.Administrators != nil {
			a.Admins = *b.Administrators
		}
		if b.Networks != nil {
			a.AllowedNetworks = networks
		}
		applySettings(&a.Settings, b.Settings)
	})
}

func (s *Server) disableApp(r *request, _, _ none) (client.App, error) {
	return s.changeApp(r, func(a *tenant.App) { a.Disabled = true })
}

func (s *Server) enableApp(r *request, _, _ none) (client.App, error) {
	return s.changeApp(r, func(a *tenant.App) { a.Disabled = false })
}

func (s *Server) changeApp(r *request, f func(*tenant.App)) (client.App, error) {
	a, err := s.Admin.UpdateApp(r.Context(), r.by(), r.app.ID, func(a *tenant.App) error {
		f(a)
		return nil
	})
	if err != nil {
		return client.App{}, err
	}
	return appOf(&a), nil
}

func (s *Server) listSecrets(r *request, _, _ none) (client.SecretList, error) {
	a, err := s.Admin.Info(r.Context(), r.app.ID)
	if err != nil {
		return client.SecretList{}, err
	}
	return client.SecretList{Secrets: secretsOf(a.Secrets)}, nil
}

func (s *Server) rotateSecret(r *request, _ none, b client.RotateSecret) (client.NewSecret, error) {
	secret, err := s.Admin.RotateSecret(r.Context(), r.by(), r.app.ID, b.OverlapMS.Duration())
	return client.NewSecret{Secret: string(secret)}, err
}

// signatureTime is how long a UserSig is good that does not say.
const signatureTime = 24 * time.Hour

// makeSignature does for who may only make UserSigs none of an administrator: with one the documented server API does what other
// scopes are for. Who may change the app could name themselves one.
func (s *Server) makeSignature(r *request, _ none, b client.MakeSignature) (client.Signature, error) {
	if r.app.Admin(b.User) && !r.who.may(client.AppsWrite) {
		return client.Signature{}, &refusal{
			code:   client.CodeForbidden,
			detail: "the user is an administrator of the app: for their UserSig the token needs the scope " + string(client.AppsWrite) + " as well",
		}
	}
	good := b.TTLMS.Duration().Truncate(time.Second) // a UserSig knows seconds
	if good == 0 {
		good = signatureTime
	}
	now := time.Now() // of the wall, like the verifier's
	s.note(r, "signature.make", b.User, map[string]string{"for": good.String()})
	return client.Signature{
		User: b.User, UserSig: auth.Sign(r.app, call.UserID(b.User), now, good), ExpiresAt: moment(now.Truncate(time.Second).Add(good)),
	}, nil
}

// by is who asks as the audit log knows parties.
func (r *request) by() admin.By { return admin.By{Name: r.who.name, IP: auth.PeerText(r.Request)} }

// note adds to the audit log what was done to something that is not an app. That it cannot be noted undoes nothing.
func (s *Server) note(r *request, what, target string, detail map[string]string) {
	var app int64
	if r.app != nil {
		app = r.app.ID
	}
	ctx, cancel := r.keeping()
	defer cancel()
	if err := s.Admin.Note(ctx, r.by(), what, app, target, detail); err != nil {
		s.logFailure(r.Request, r, errorAttr(fmt.Errorf("note %s in the audit log: %w", what, err)))
	}
}

func appOf(a *admin.App) client.App {
	v := client.App{
		ID: strconv.FormatInt(a.ID, 10), Name: a.Name, Administrators: a.Admins, Disabled: a.Disabled, Networks: []string{},
		Secrets: secretsOf(a.Secrets), CreatedAt: moment(a.CreatedAt), UpdatedAt: moment(a.UpdatedAt),
	}
	for _, n := range a.AllowedNetworks {
		v.Networks = append(v.Networks, n.String())
	}
	set := &a.Settings
	v.Settings = client.Settings{
		MaxMembers: set.MaxMembers, MaxCallees: set.MaxCallees, RingTimeoutMS: client.InMillis(set.RingTimeout), MultiDevice: set.MultiDevice,
		ListUsers: set.ListUsers, RequestsPerSecond: set.RequestsPerSecond, TotalRequests: set.TotalRequests,
		WebhookRequests: set.WebhookRequests, RecordsForMS: client.InMillis(set.RecordsFor),
	}
	return v
}

func secretsOf(all []admin.SecretInfo) []client.SecretInfo {
	v := make([]client.SecretInfo, len(all))
	for i, one := range all {
		v[i] = client.SecretInfo{ID: one.ID, CreatedAt: moment(one.CreatedAt), Until: moment(one.Until)}
	}
	return v
}

// applySettings changes what is set, and leaves the rest.
func applySettings(to *tenant.Settings, set *client.SetSettings) {
	if set == nil {
		return
	}
	assign(&to.MaxMembers, set.MaxMembers)
	assign(&to.MaxCallees, set.MaxCallees)
	assign(&to.MultiDevice, set.MultiDevice)
	assign(&to.ListUsers, set.ListUsers)
	assign(&to.RequestsPerSecond, set.RequestsPerSecond)
	assign(&to.TotalRequests, set.TotalRequests)
	assign(&to.WebhookRequests, set.WebhookRequests)
	if set.RingTimeoutMS != nil {
		to.RingTimeout = set.RingTimeoutMS.Duration()
	}
	if set.RecordsForMS != nil {
		to.RecordsFor = set.RecordsForMS.Duration()
	}
}

func assign[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}

func networksOf(texts []string) ([]netip.Prefix, error) {
	var all []netip.Prefix
	for i, text := range texts {
		p, err := netip.ParsePrefix(text)
		if err != nil {
			a, err := netip.ParseAddr(text)
			if err != nil || a.Zone() != "" {
				return nil, invalid("body", fmt.Sprintf("networks[%d]", i), "must be a network such as 192.0.2.0/24, or an address")
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		all = append(all, p.Masked())
	}
	return all, nil
}

// isNotFound reports whether an error says that something is not there.
func isNotFound(err error) bool { return errors.Is(err, call.ErrNotFound) }
