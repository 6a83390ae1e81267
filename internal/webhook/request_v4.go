package webhook

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"ringline/internal/call"
	"ringline/internal/tenant"
)

// message is what one attempt sends.
type message struct {
	id     string // the same each time
	event  string
	origin call.Origin
	body   []byte
	ours   func() bool // whether it is this node's to send, asked as it is written; nil: it is
}

// target is the address of one attempt: the configured one, byte for byte, with the documented parameters behind it
// (reference/webhooks.md §2). A fragment is nothing that is sent.
func target(app *tenant.App, m *message, now time.Time) string {
	address, _, _ := strings.Cut(app.Webhook.URL, "#")
	var b strings.Builder
	b.WriteString(address)
	switch i := strings.IndexByte(address, '?'); {
	case i < 0:
		b.WriteByte('?')
	case i < len(address)-1 && !strings.HasSuffix(address, "&"):
		b.WriteByte('&')
	}
	b.WriteString("SdkAppid=")
	b.WriteString(strconv.FormatInt(app.ID, 10))
	b.WriteString("&CallbackCommand=")
	b.WriteString(url.QueryEscape(m.event))
	b.WriteString("&contenttype=json&ClientIP=")
	b.WriteString(url.QueryEscape(m.origin.IP))
	b.WriteString("&OptPlatform=")
	b.WriteString(optPlatform(m.origin.Platform))
	if token := string(app.Webhook.Token); token != "" {
		at := strconv.FormatInt(now.Unix(), 10)
		b.WriteString("&RequestTime=")
		b.WriteString(at)
		b.WriteString("&Sign=")
		b.WriteString(tokenSign(token, at))
	}
	return b.String()
}

// tokenSign is the documented proof that a request knows the app's token (reference/webhooks.md §2.1).
func tokenSign(token, requestTime string) string {
	sum := sha256.Sum256([]byte(token + requestTime))
	return hex.EncodeToString(sum[:])
}

// optPlatform is the documented word for where a command came from; Unknown when no client caused it.
func optPlatform(platform string) string {
	switch strings.ToLower(platform) {
	case call.FromAPI:
		return "RESTAPI"
	case "web":
		return "Web"
	case "android":
		return "Android"
	case "ios":
		return "iOS"
	case "ipad":
		return "iPad"
	case "windows":
		return "Windows"
	case "macos":
		return "macOS"
	}
	return "Unknown"
}

// taken returns nil if a receiver's answer says that it has the message: it is JSON, and if it is an object with an
// ErrorCode, that is 0. Some receivers write numbers as strings.
func taken(answer []byte) error {
	if !json.Valid(answer) {
		return errors.New("the answer is not JSON")
	}
	var object map[string]json.RawMessage
	_ = json.Unmarshal(answer, &object) // JSON of another kind has no code
	code := strings.Trim(string(object["ErrorCode"]), `"`)
	if n, err := strconv.ParseFloat(code, 64); code == "" || code == "null" || err == nil && n == 0 {
		return nil
	}
	return fmt.Errorf("the answer's ErrorCode is %.20q", code)
}
