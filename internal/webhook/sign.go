package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"ringline/internal/tenant"
)

// secretPrefix begins every secret of Standard Webhooks; the key follows in base64.
const secretPrefix = "whsec_"

// errSecret is what is wrong with a secret, without saying what it is.
var errSecret = errors.New("the webhook's signing secret is not " + secretPrefix + " and a key in base64")

// sign adds the headers of Standard Webhooks (https://www.standardwebhooks.com): the message's id, the time of this attempt
// and an HMAC over both and the body.
func sign(h http.Header, secret tenant.Secret, m *message, now time.Time) error {
	key, err := signingKey(secret)
	if err != nil {
		return err
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

func signingKey(secret tenant.Secret) ([]byte, error) {
	text, ok := strings.CutPrefix(string(secret), secretPrefix)
	if !ok {
		return nil, errSecret
	}
	key, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		key, err = base64.RawStdEncoding.DecodeString(text)
	}
	if err != nil || len(key) == 0 {
		return nil, errSecret
	}
	return key, nil
}
