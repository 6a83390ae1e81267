package main

import (
	"bytes"
	"compress/zlib"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// signUser makes a UserSig of version 2, as any back end does that has the app's secret: JSON with an HMAC in it, compressed,
// in base64 with three characters replaced. Whole seconds count.
func signUser(secret string, app int64, user string, now time.Time, life time.Duration) (string, error) {
	issued, expire := now.Unix(), int64(life/time.Second)
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "TLS.identifier:%s\nTLS.sdkappid:%d\nTLS.time:%d\nTLS.expire:%d\n", user, app, issued, expire)
	text, err := json.Marshal(map[string]any{
		"TLS.ver": "2.0", "TLS.identifier": user, "TLS.sdkappid": app, "TLS.time": issued, "TLS.expire": expire,
		"TLS.sig": base64.StdEncoding.EncodeToString(mac.Sum(nil)),
	})
	if err != nil {
		return "", fmt.Errorf("make a UserSig: %w", err)
	}
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	_, _ = w.Write(text) // a bytes.Buffer takes everything
	_ = w.Close()
	return strings.NewReplacer("+", "*", "/", "-", "=", "_").Replace(base64.StdEncoding.EncodeToString(packed.Bytes())), nil
}
