package fleet

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"ringline/internal/tenant"
)

// signature is the header by which nodes know each other: a time stamp in milliseconds and a code over it, the node that is asked and
// the request.
const signature = "Ringline-Node"

// goodFor is how far the time stamp of a request may be off. Nodes have the database's time.
const goodFor = 10 * time.Second

// sign signs a request to a node. It has no body, or one that does not matter.
func (f *Fleet) sign(r *http.Request, to string) {
	stamp := strconv.FormatInt(f.members.Now().UnixMilli(), 10)
	r.Header.Set(signature, stamp+" "+code(f.Keys[0], stamp, to, r))
}

// signed reports whether a request comes from another node, was made just now, and is for this one.
func (f *Fleet) signed(r *http.Request) bool {
	stamp, shown, ok := strings.Cut(r.Header.Get(signature), " ")
	at, err := strconv.ParseInt(stamp, 10, 64)
	if !ok || err != nil || f.members.Now().Sub(time.UnixMilli(at)).Abs() > goodFor {
		return false
	}
	for _, key := range f.Keys {
		if hmac.Equal([]byte(shown), []byte(code(key, stamp, f.members.Self().Name, r))) {
			return true
		}
	}
	return false
}

func code(key tenant.Secret, stamp, to string, r *http.Request) string {
	mac := hmac.New(sha256.New, []byte(key))
	_, _ = fmt.Fprintf(mac, "%s\n%s\n%s\n%s", stamp, to, r.Method, r.URL.RequestURI())
	return hex.EncodeToString(mac.Sum(nil))
}
