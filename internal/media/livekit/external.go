package livekit

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"regexp"
	"strings"
	"time"

	"ringline/internal/tenant"
)

// External is a LiveKit server that the operator runs, of any version, or several behind one address that share a Redis.
type External struct {
	// Name of this one among all, also among the Ringline servers; calls remember it. Letters, digits, dots, hyphens and underscores, up to 63.
	Name string `yaml:"name"`

	// Where clients find it, such as wss://media-1.example.com. Ringline finds it there, too, by https.
	URL string `yaml:"url"`

	// API key of it, which names the secret.
	Key string `yaml:"key"`

	// Secret behind the key.
	Secret tenant.Secret `yaml:"secret"`

	// File that holds the secret, instead.
	SecretFile string `yaml:"secret_file"`

	// Region, see cluster.region.
	Region string `yaml:"region"`

	// Takes no new calls, and gives those that it has to others.
	Drain bool `yaml:"drain"`
}

// mostExternal is how many there may be: each is asked once a second by every server.
const mostExternal = 64

var word = regexp.MustCompile(`^[A-Za-z0-9._-]{1,63}$`)

func (c *Config) validateExternal() error {
	var errs []error
	seen := map[string]bool{}
	for i := range c.External {
		e := &c.External[i]
		for _, err := range e.faults() {
			errs = append(errs, fmt.Errorf("external[%d].%w", i, err))
		}
		if e.Name != "" && seen[e.Name] {
			errs = append(errs, fmt.Errorf("external[%d].name: %s is there twice", i, e.Name))
		}
		seen[e.Name] = true
	}
	return errors.Join(append(errs, check(len(c.External) <= mostExternal, fmt.Sprintf("external must be at most %d servers", mostExternal)))...)
}

func (e *External) faults() (all []error) {
	add := func(ok bool, otherwise string) {
		if err := check(ok, otherwise); err != nil {
			all = append(all, err)
		}
	}
	add(word.MatchString(e.Name), "name must be letters, digits, dots, hyphens and underscores, up to 63, such as media-1")
	u, err := url.Parse(e.URL)
	add(err == nil && u.Host != "" && (u.Scheme == "ws" || u.Scheme == "wss") && u.User == nil && u.RawQuery == "" && u.Fragment == "",
		"url must be ws:// or wss:// and a host, for example wss://media-1.example.com")
	add(e.Key != "", "key is missing: it is a name under `keys` of the LiveKit server's configuration")
	add(e.Secret == "" || e.SecretFile == "", "secret and secret_file cannot both be set")
	add(e.Secret != "" || e.SecretFile != "", "secret is missing: set it, in the environment better than in a file, or set secret_file")
	add(e.Region == "" || word.MatchString(e.Region), "region must be letters, digits, dots, hyphens and underscores, up to 63, such as eu-west")
	return all
}

// ReadSecret is the secret behind the key, from wherever it is.
func (e *External) ReadSecret() (tenant.Secret, error) {
	if e.SecretFile == "" {
		return e.Secret, nil
	}
	text, err := os.ReadFile(e.SecretFile)
	if err != nil {
		return "", fmt.Errorf("read the secret of the media server %s: %w", e.Name, err)
	}
	secret := strings.TrimSpace(string(text))
	if secret == "" {
		return "", fmt.Errorf("read the secret of the media server %s: %s is empty", e.Name, e.SecretFile)
	}
	return tenant.Secret(secret), nil
}

// Tickets are those of this server. They live as long as those of embedded ones.
func (e *External) Tickets(secret tenant.Secret, ttl time.Duration) *Tickets {
	return &Tickets{Key: e.Key, Secret: string(secret), URL: e.URL, TTL: ttl}
}
