package client

import (
	"bytes"
	"compress/zlib"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Signer makes a UserSig for a user of an app: what devices log in with, and what [V4] shows for its administrator.
type Signer func(user string) (string, error)

// SignWith signs with an app's secret, each time anew, for as long as ttl says. It asks no server.
func SignWith(app, secret string, ttl time.Duration) Signer {
	return func(user string) (string, error) { return sign(app, secret, user, time.Now(), ttl) }
}

func sign(app, secret, user string, now time.Time, ttl time.Duration) (string, error) {
	id, err := strconv.ParseUint(app, 10, 32)
	if err != nil || id == 0 {
		return "", errors.New("sign: an app's id is a number from 1 to 4294967295")
	}
	if secret == "" || user == "" || ttl < time.Second {
		return "", errors.New("sign: secret and user must not be empty, and the time at least a second")
	}
	issued, expire := now.Unix(), int64(ttl/time.Second)
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "TLS.identifier:%s\nTLS.sdkappid:%d\nTLS.time:%d\nTLS.expire:%d\n", user, id, issued, expire)
	text, err := json.Marshal(map[string]any{
		"TLS.ver": "2.0", "TLS.identifier": user, "TLS.sdkappid": id, "TLS.time": issued, "TLS.expire": expire,
		"TLS.sig": base64.StdEncoding.EncodeToString(mac.Sum(nil)),
	})
	if err != nil {
		return "", fmt.Errorf("sign: %w", err)
	}
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	_, err = w.Write(text)
	if err := errors.Join(err, w.Close()); err != nil {
		return "", fmt.Errorf("sign: %w", err)
	}
	return strings.NewReplacer("+", "*", "/", "-", "=", "_").Replace(base64.StdEncoding.EncodeToString(packed.Bytes())), nil
}
