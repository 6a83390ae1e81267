// Package auth says who is asking: it makes and verifies UserSigs of version 2, the credential of
// every server API command and of every client login (reference/usersig.md).
//
// A UserSig is the base64 of a zlib stream of a small JSON object that names an app, a user, a time
// of issue and a lifetime, signed with HMAC-SHA256 by the app's secret. [Sign] makes one, a [Verifier]
// judges one. Everybody who accepts UserSigs must use the same Verifier, so that all doors agree.
//
// What is guaranteed: only what a current secret of the app signed passes, through the last second of
// its lifetime; a secret taken from the app stops verifying at once, also for signatures seen before;
// hostile input costs bounded time and memory; signatures are compared in constant time.
//
// What it does not do: it does not know who is an administrator (see [tenant.App.Admin]), does not
// limit failed attempts, and does not make or read room tickets (UserSigs with a userbuf).
package auth

import (
	"bytes"
	"compress/zlib"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"math"
	"strconv"
	"sync"
	"time"

	"ringline/internal/call"
	"ringline/internal/tenant"
)

// envelope is the JSON inside a UserSig. The names are the format's own.
type envelope struct {
	Version string  `json:"TLS.ver"`
	User    string  `json:"TLS.identifier"`
	App     int64   `json:"TLS.sdkappid"`
	Issued  int64   `json:"TLS.time"`              // unix seconds
	Expire  int64   `json:"TLS.expire"`            // seconds from Issued; absent means 0
	Userbuf *string `json:"TLS.userbuf,omitempty"` // only in room tickets
	Sum     string  `json:"TLS.sig"`               // standard base64 of the HMAC
}

const version = "2.0"

// Bounds of what is decoded. A real UserSig has some 300 characters.
const (
	maxLength   = 16 << 10 // characters of a UserSig
	maxInflated = 64 << 10 // bytes of its JSON
)

// packers are zlib writers to use again: one alone weighs 800 KB.
var packers = sync.Pool{New: func() any { return zlib.NewWriter(io.Discard) }}

// Sign makes a UserSig for a user of the app with the app's first secret.
// It is valid for ttl, cut to whole seconds, from the second of issued.
func Sign(app *tenant.App, user call.UserID, issued time.Time, ttl time.Duration) string {
	e := envelope{
		Version: version,
		User:    string(user),
		App:     app.ID,
		Issued:  issued.Unix(),
		Expire:  int64(ttl / time.Second),
	}
	e.Sum = e.sum(app.Secrets[0])

	text, err := json.Marshal(&e)
	if err != nil {
		panic("auth: encode strings and integers: " + err.Error()) // cannot happen
	}
	var packed bytes.Buffer
	w := packers.Get().(*zlib.Writer)
	w.Reset(&packed)
	_, _ = w.Write(text) // a bytes.Buffer takes everything
	_ = w.Close()
	packers.Put(w)

	sig := base64.StdEncoding.AppendEncode(nil, packed.Bytes())
	for i, c := range sig {
		switch c {
		case '+':
			sig[i] = '*'
		case '/':
			sig[i] = '-'
		case '=':
			sig[i] = '_'
		}
	}
	return string(sig)
}

// sum is the signature over the envelope's fields, in standard base64.
// The order of the lines and the LF after the last one belong to the format.
func (e *envelope) sum(secret tenant.Secret) string {
	text := make([]byte, 0, 160)
	text = append(text, "TLS.identifier:"...)
	text = append(text, e.User...)
	text = append(text, "\nTLS.sdkappid:"...)
	text = strconv.AppendInt(text, e.App, 10)
	text = append(text, "\nTLS.time:"...)
	text = strconv.AppendInt(text, e.Issued, 10)
	text = append(text, "\nTLS.expire:"...)
	text = strconv.AppendInt(text, e.Expire, 10)
	text = append(text, '\n')

	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(text)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// until is the last second, unix time, in which the signature is valid.
// A negative lifetime was over before it began; a sum beyond the integers means for ever.
func (e *envelope) until() int64 {
	switch {
	case e.Expire < 0:
		return math.MinInt64
	case e.Issued > math.MaxInt64-e.Expire:
		return math.MaxInt64
	}
	return e.Issued + e.Expire
}

// decoder unpacks UserSigs. It is reused because a zlib reader alone weighs 40 KB.
type decoder struct {
	base64  []byte
	packed  bytes.Reader
	inflate io.ReadCloser // nil until the first stream; then a zlib.Resetter too
	text    bytes.Buffer
}

// decode returns what a UserSig says, or false if it is not one. It does not verify the signature.
func (d *decoder) decode(sig string) (envelope, bool) {
	var e envelope
	if sig == "" || len(sig) > maxLength || !d.unpack(sig) {
		return e, false
	}
	if err := json.Unmarshal(d.text.Bytes(), &e); err != nil {
		return e, false
	}
	return e, e.Version == version && e.Sum != ""
}

// unpack leaves the JSON of a UserSig in d.text.
func (d *decoder) unpack(sig string) bool {
	b := append(d.base64[:0], sig...)
	d.base64 = b
	for i, c := range b {
		switch c {
		case '*', ' ': // a space is a plus sign that a query parser ate
			b[i] = '+'
		case '-':
			b[i] = '/'
		case '_':
			b[i] = '='
		}
	}
	n, err := base64.StdEncoding.Decode(b, b)
	if err != nil {
		return false
	}
	d.packed.Reset(b[:n])
	if !d.open() {
		return false
	}
	d.text.Reset()
	// Reading to the end also checks the stream's checksum.
	size, err := d.text.ReadFrom(io.LimitReader(d.inflate, maxInflated+1))
	return err == nil && size <= maxInflated
}

// open starts the zlib stream in d.packed.
func (d *decoder) open() bool {
	if again, ok := d.inflate.(zlib.Resetter); ok {
		return again.Reset(&d.packed, nil) == nil
	}
	r, err := zlib.NewReader(&d.packed)
	if err != nil {
		return false
	}
	d.inflate = r
	return true
}
