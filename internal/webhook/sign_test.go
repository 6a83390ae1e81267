package webhook

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"ringline/internal/tenant"
)

// The example of Standard Webhooks' own tests.
func TestSign(t *testing.T) {
	m := &message{id: "msg_p5jXN8AQM9LWM0D4loKWxJek", body: []byte(`{"test": 2432232314}`)}
	for _, secret := range []tenant.Secret{"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"} {
		h := http.Header{}
		if err := sign(h, secret, m, time.Unix(1614265330, 0)); err != nil {
			t.Fatal(err)
		}
		if h.Get("webhook-id") != m.id || h.Get("webhook-timestamp") != "1614265330" ||
			h.Get("webhook-signature") != "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" {
			t.Errorf("signed %v", h)
		}
	}
}

func TestSecretsThatCannotSign(t *testing.T) {
	for _, secret := range []tenant.Secret{"whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_%%%", "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"} {
		err := sign(http.Header{}, secret, &message{}, time.Now())
		if err == nil {
			t.Errorf("%s signs", string(secret))
		} else if len(secret) > 8 && strings.Contains(err.Error(), string(secret[6:])) {
			t.Errorf("the error shows the secret: %v", err)
		}
	}
	if key, err := signingKey("whsec_YWI"); err != nil || string(key) != "ab" { // without padding
		t.Errorf("%q, %v", key, err)
	}
}
