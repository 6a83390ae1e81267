package admin

import (
	"fmt"
	"net/netip"
	"slices"
	"time"

	"ringline/internal/seal"
	"ringline/internal/tenant"
)

// Stored is an app as a store has it, its secrets sealed.
type Stored struct {
	ID              int64           `json:"id"`
	Version         int64           `json:"version"` // 1 for a new app, one more with each change
	CreatedAt       time.Time       `json:"created_at"`
	UpdatedAt       time.Time       `json:"updated_at"`
	Dev             bool            `json:"dev,omitempty"` // made by development mode, and served only there
	Name            string          `json:"name,omitempty"`
	Admins          []string        `json:"admins,omitempty"`
	Disabled        bool            `json:"disabled,omitempty"`
	AllowedNetworks []netip.Prefix  `json:"allowed_networks,omitempty"`
	Settings        tenant.Settings `json:"settings"`
	Secrets         []StoredSecret  `json:"secrets"`
	Webhook         *StoredWebhook  `json:"webhook,omitempty"`
}

// StoredSecret is one of an app's secrets. The first signs.
type StoredSecret struct {
	ID        string      `json:"id"`
	CreatedAt time.Time   `json:"created_at"`
	Until     time.Time   `json:"until,omitzero"` // when it stops being good; zero while it is the first
	Sealed    seal.Sealed `json:"sealed"`
}

// StoredWebhook is where an app's back end hears of its calls.
type StoredWebhook struct {
	URL    string      `json:"url"`
	Events []string    `json:"events"`
	Token  seal.Sealed `json:"token,omitempty"`
	Secret seal.Sealed `json:"secret,omitempty"`
}

// What the secrets of an app are sealed for.
const (
	forWebhookToken  = "webhook token"
	forWebhookSecret = "webhook secret"
)

func forSecret(id string) string { return "secret " + id }

// Open makes the app that is served at a moment. What it leaves open has no defaults yet.
func (s *Stored) Open(keys *seal.Ring, now time.Time) (tenant.App, error) {
	app := s.plain()
	for _, secret := range s.live(now) {
		opened, err := keys.Open(s.ID, forSecret(secret.ID), secret.Sealed)
		if err != nil {
			return tenant.App{}, s.sealedError(forSecret(secret.ID), err)
		}
		app.Secrets = append(app.Secrets, opened)
	}
	var err error
	app.Webhook, err = s.webhook(keys)
	return app, err
}

// plain is what of the app is in clear.
func (s *Stored) plain() tenant.App {
	return tenant.App{
		ID: s.ID, Name: s.Name, Admins: slices.Clone(s.Admins), Disabled: s.Disabled,
		AllowedNetworks: slices.Clone(s.AllowedNetworks), Settings: s.Settings,
	}
}

// live are the secrets that are good at a moment.
func (s *Stored) live(now time.Time) []StoredSecret {
	good := make([]StoredSecret, 0, len(s.Secrets))
	for _, secret := range s.Secrets {
		if secret.Until.IsZero() || now.Before(secret.Until) {
			good = append(good, secret)
		}
	}
	return good
}

func (s *Stored) webhook(keys *seal.Ring) (*tenant.Webhook, error) {
	if s.Webhook == nil {
		return nil, nil
	}
	w := &tenant.Webhook{URL: s.Webhook.URL, Events: slices.Clone(s.Webhook.Events)}
	for purpose, part := range map[string]struct {
		sealed seal.Sealed
		to     *tenant.Secret
	}{forWebhookToken: {s.Webhook.Token, &w.Token}, forWebhookSecret: {s.Webhook.Secret, &w.Secret}} {
		if part.sealed == "" {
			continue
		}
		opened, err := keys.Open(s.ID, purpose, part.sealed)
		if err != nil {
			return nil, s.sealedError(purpose, err)
		}
		*part.to = opened
	}
	return w, nil
}

func (s *Stored) sealedError(what string, err error) error {
	return fmt.Errorf("the %s of app %d does not open: %w (keys come from secrets.key, secrets.key_file or the data folder's master-key)", what, s.ID, err)
}

// setWebhook seals what is secret about a webhook; nil takes it away.
func (s *Stored) setWebhook(keys *seal.Ring, w *tenant.Webhook) {
	s.Webhook = nil
	if w == nil {
		return
	}
	s.Webhook = &StoredWebhook{URL: w.URL, Events: slices.Clone(w.Events)}
	if w.Token != "" {
		s.Webhook.Token = keys.Seal(s.ID, forWebhookToken, w.Token)
	}
	if w.Secret != "" {
		s.Webhook.Secret = keys.Seal(s.ID, forWebhookSecret, w.Secret)
	}
}

// current reports whether the first key sealed all of it.
func (s *Stored) current(keys *seal.Ring) bool {
	for _, secret := range s.Secrets {
		if !keys.Current(secret.Sealed) {
			return false
		}
	}
	w := s.Webhook
	return w == nil || (w.Token == "" || keys.Current(w.Token)) && (w.Secret == "" || keys.Current(w.Secret))
}

// resealed seals all of it with the first key.
func (s *Stored) resealed(keys *seal.Ring) error {
	for i := range s.Secrets {
		secret := &s.Secrets[i]
		opened, err := keys.Open(s.ID, forSecret(secret.ID), secret.Sealed)
		if err != nil {
			return s.sealedError(forSecret(secret.ID), err)
		}
		secret.Sealed = keys.Seal(s.ID, forSecret(secret.ID), opened)
	}
	w, err := s.webhook(keys)
	if err != nil {
		return err
	}
	s.setWebhook(keys, w)
	return nil
}

// clone shares nothing with s that could be changed.
func (s *Stored) clone() Stored {
	c := *s
	c.Admins = slices.Clone(s.Admins)
	c.AllowedNetworks = slices.Clone(s.AllowedNetworks)
	c.Secrets = slices.Clone(s.Secrets)
	if s.Webhook != nil {
		w := *s.Webhook
		w.Events = slices.Clone(w.Events)
		c.Webhook = &w
	}
	return c
}
