package tenant

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

const (
	longestURL   = 2048 // bytes
	mostEvents   = 32
	longestEvent = 100 // bytes
)

// CheckURL says what is wrong with the URL of a webhook. It does not look at where it leads.
func CheckURL(text string) error {
	switch {
	case !strings.HasPrefix(text, "http://") && !strings.HasPrefix(text, "https://"):
		return errors.New("must start with http:// or https://")
	case len(text) > longestURL:
		return fmt.Errorf("must be at most %d bytes", longestURL)
	case strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '#' }):
		return errors.New("must not contain spaces, control characters or a fragment (#)")
	}
	// The parser's own error would repeat the URL, which may carry a token.
	if u, err := url.Parse(text); err != nil || u.Hostname() == "" {
		return errors.New("must be a URL with a host, such as https://example.com/calls")
	}
	return nil
}

// secretPrefix begins every secret of Standard Webhooks; the key follows in base64.
const secretPrefix = "whsec_"

// SigningKey is the key that the secret stands for (https://www.standardwebhooks.com).
func (w *Webhook) SigningKey() ([]byte, error) {
	text, ok := strings.CutPrefix(string(w.Secret), secretPrefix)
	key, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		key, err = base64.RawStdEncoding.DecodeString(text)
	}
	if !ok || err != nil || len(key) == 0 {
		return nil, errors.New("must be " + secretPrefix + " and a key in base64")
	}
	return key, nil
}

func (w *Webhook) validate() error {
	var errs []error
	if err := CheckURL(w.URL); err != nil {
		errs = append(errs, fmt.Errorf("webhook.url %w", err))
	}
	if len(w.Events) < 1 || len(w.Events) > mostEvents {
		errs = append(errs, fmt.Errorf("webhook.events must be 1 to %d words", mostEvents))
	}
	for i, event := range w.Events {
		if event == "" || len(event) > longestEvent {
			errs = append(errs, fmt.Errorf("webhook.events[%d] must be 1 to %d bytes", i, longestEvent))
		}
	}
	if w.Token != "" {
		if err := w.Token.validate(); err != nil {
			errs = append(errs, fmt.Errorf("webhook.token %w", err))
		}
	}
	if w.Secret != "" {
		if _, err := w.SigningKey(); err != nil {
			errs = append(errs, fmt.Errorf("webhook.secret %w", err))
		}
	}
	return errors.Join(errs...)
}
