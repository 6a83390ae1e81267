// A complete receiver for Ringline's webhooks, to be copied. Standard library only.
//
//	SDKAPPID=1400000001 WEBHOOK_SECRET=whsec_... go run ./examples/webhook-receiver/go
//
// It stores each message once, in a file of its own, and only then says that it has it. What your program does with
// a message, it does afterwards, from the folder: so a crash between the two loses nothing, and the sender never waits.
package main

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

const (
	maxBody   = 1 << 20         // bytes; real messages have a few hundred
	tolerance = 5 * time.Minute // between the sender's clock and ours
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	r := receiver{app: os.Getenv("SDKAPPID"), token: os.Getenv("WEBHOOK_TOKEN"), inbox: cmp.Or(os.Getenv("INBOX"), "inbox")}
	if r.app == "" {
		return errors.New("set SDKAPPID to the id of your app")
	}
	if secret := os.Getenv("WEBHOOK_SECRET"); secret != "" {
		key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
		if err != nil || len(key) == 0 {
			return errors.New("WEBHOOK_SECRET must be whsec_ followed by base64")
		}
		r.key = key
	}
	if r.key == nil && r.token == "" {
		fmt.Println("warning: neither WEBHOOK_SECRET nor WEBHOOK_TOKEN is set, so anybody can send messages")
	}
	if err := os.MkdirAll(r.inbox, 0o700); err != nil {
		return err
	}
	server := http.Server{
		Addr:              net.JoinHostPort(cmp.Or(os.Getenv("HOST"), "127.0.0.1"), cmp.Or(os.Getenv("PORT"), "9000")),
		Handler:           &r,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
	}
	fmt.Println("listening on", server.Addr)
	return server.ListenAndServe()
}

type receiver struct {
	app   string
	key   []byte // nil: signatures are not looked at
	token string // empty: the token in the query is not looked at
	inbox string // folder
}

// refusal is an answer other than 200. The sender tries again after each of them.
type refusal struct {
	status int
	reason string
}

func (r refusal) Error() string { return r.reason }

func (r *receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	err := r.receive(w, req)
	answer := map[string]any{"ActionStatus": "OK", "ErrorInfo": "", "ErrorCode": 0}
	status := http.StatusOK
	if err != nil {
		no := refusal{http.StatusInternalServerError, "could not store it"}
		if !errors.As(err, &no) {
			fmt.Println("error:", err)
		}
		status = no.status
		answer = map[string]any{"ActionStatus": "FAIL", "ErrorInfo": no.reason, "ErrorCode": 1}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(answer) // if the sender is gone, it comes back
}

func (r *receiver) receive(w http.ResponseWriter, req *http.Request) error {
	if req.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return refusal{http.StatusMethodNotAllowed, "POST only"}
	}
	query := req.URL.Query()
	if query.Get("SdkAppid") != r.app {
		return refusal{http.StatusForbidden, "not for this app"}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, req.Body, maxBody))
	if long := (*http.MaxBytesError)(nil); errors.As(err, &long) {
		return refusal{http.StatusRequestEntityTooLarge, "body too long"}
	} else if err != nil {
		return refusal{http.StatusBadRequest, "body cut short"}
	}
	now := time.Now()
	if r.key != nil && !r.signed(req.Header, body, now) {
		return refusal{http.StatusUnauthorized, "bad or stale signature"}
	}
	if r.token != "" && !r.knowsToken(query.Get("RequestTime"), query.Get("Sign"), now) {
		return refusal{http.StatusUnauthorized, "bad or stale token"}
	}
	var m message
	if err := json.Unmarshal(body, &m); err != nil || m.CallbackCommand == "" {
		return refusal{http.StatusBadRequest, "not a webhook message"}
	}
	id := cmp.Or(req.Header.Get("webhook-id"), m.id())
	if id == "" {
		return refusal{http.StatusBadRequest, "no id to know the message by"}
	}
	isNew, err := r.store(id, body)
	if isNew {
		fmt.Printf("new %q %q\n", m.CallbackCommand, id)
	}
	return err
}

// signed checks the headers of Standard Webhooks. During a change of the secret there are several signatures.
func (r *receiver) signed(h http.Header, body []byte, now time.Time) bool {
	id, timestamp := h.Get("webhook-id"), h.Get("webhook-timestamp")
	if id == "" || !fresh(timestamp, now) {
		return false
	}
	mac := hmac.New(sha256.New, r.key)
	mac.Write([]byte(id + "." + timestamp + "."))
	mac.Write(body)
	want := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	for given := range strings.FieldsSeq(h.Get("webhook-signature")) {
		if hmac.Equal([]byte(given), []byte(want)) { // takes the same time however much is right
			return true
		}
	}
	return false
}

// knowsToken checks the older proof: it says who sent the request, but nothing about the body.
func (r *receiver) knowsToken(requestTime, sign string, now time.Time) bool {
	sum := sha256.Sum256([]byte(r.token + requestTime))
	return fresh(requestTime, now) && hmac.Equal([]byte(sign), []byte(hex.EncodeToString(sum[:])))
}

func fresh(timestamp string, now time.Time) bool {
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	return err == nil && now.Sub(time.Unix(seconds, 0)).Abs() <= tolerance
}

// message is what the receiver has to know of one.
type message struct {
	CallbackCommand string
	CallID          string `json:"CallId"` // of a change of members
	CallInfo        struct {
		CallID string `json:"CallId"` // of a start
	}
	CallRecord struct {
		CallID string `json:"CallId"` // of an end
	}
	EventTime int64
}

// id names a message that came without a webhook-id: no two messages of a call have the same time. One for a test has no call.
func (m *message) id() string {
	call := cmp.Or(m.CallID, m.CallInfo.CallID, m.CallRecord.CallID)
	if m.EventTime == 0 {
		return ""
	}
	return fmt.Sprintf("%s|%s|%d", call, m.CallbackCommand, m.EventTime)
}

// store puts the message on disk, unless it is there, and reports whether it was new. The file appears whole or not
// at all, and only one of those who try at the same time makes it.
func (r *receiver) store(id string, body []byte) (isNew bool, err error) {
	sum := sha256.Sum256([]byte(id)) // an id may hold anything, a file name may not
	name := filepath.Join(r.inbox, hex.EncodeToString(sum[:])+".json")
	f, err := os.CreateTemp(r.inbox, "unfinished-")
	if err != nil {
		return false, err
	}
	defer os.Remove(f.Name()) //nolint:errcheck // only the second name of the file
	_, err = f.Write(body)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return false, err
	}
	switch err := os.Link(f.Name(), name); {
	case errors.Is(err, fs.ErrExist):
		return false, nil
	case err != nil:
		return false, err
	}
	return true, syncFolder(r.inbox)
}

// syncFolder makes sure that the name of a new file survives a power cut, too.
func syncFolder(name string) error {
	folder, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
