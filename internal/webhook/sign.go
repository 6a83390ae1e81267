package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"ringline/internal/tenant"
)

// sign adds the headers of Standard Webhooks (https://www.standardwebhooks.com): the message's id, the time of this attempt
// and an HMAC over both and the body.
func sign(h http.Header, hook *tenant.Webhook, m *message, now time.Time) error {
	key, err := hook.SigningKey()
	if err != nil {
		return fmt.Errorf("the webhook's secret %w", err)
	}
	at := strconv.FormatInt(now.Unix(), 10)
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(m.id + "." + at + "."))
	mac.Write(m.body)
	// Written as the standard spells them; Go's canonical form is the same to every receiver.
	h.Set("webhook-id", m.id)
	h.Set("webhook-timestamp", at)
	h.Set("webhook-signature", "v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	return nil
}
