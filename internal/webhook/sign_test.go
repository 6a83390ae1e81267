package webhook

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ringline/internal/tenant"
)

// Signatures and tokens that other programs made.
func TestSignatures(t *testing.T) {
	var file struct {
		Signatures []struct {
			Name, ID, Body, Signature string
			Secret                    tenant.Secret
			Timestamp                 int64
		}
		Tokens []struct {
			Token       tenant.Secret
			RequestTime string `json:"request_time"`
			Sign        string
		}
	}
	text, err := os.ReadFile(filepath.Join(fixtures, "signature.json"))
	if err == nil {
		err = json.Unmarshal(text, &file)
	}
	if err != nil || len(file.Signatures) < 2 || len(file.Tokens) < 2 {
		t.Fatalf("%+v, %v", file, err)
	}
	for _, s := range file.Signatures {
		h := http.Header{}
		if err := sign(h, &tenant.Webhook{Secret: s.Secret}, &message{id: s.ID, body: []byte(s.Body)}, time.Unix(s.Timestamp, 0)); err != nil {
			t.Fatal(err)
		}
		if h.Get("webhook-id") != s.ID || h.Get("webhook-signature") != s.Signature {
			t.Errorf("%s is signed %v", s.Name, h)
		}
	}
	for _, k := range file.Tokens {
		if got := tokenSign(string(k.Token), k.RequestTime); got != k.Sign {
			t.Errorf("token %s signs %s", string(k.Token), got)
		}
	}
}

func TestSecretThatCannotSign(t *testing.T) {
	const secret = "sesame-open"
	app := &tenant.App{ID: 1, Webhook: &tenant.Webhook{URL: "http://a", Secret: secret}}
	if _, err := newRequest(t.Context(), app, &message{}, time.Now()); err == nil || strings.Contains(err.Error(), secret) {
		t.Errorf("%v", err)
	}
}
