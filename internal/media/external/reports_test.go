package external_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/livekit/protocol/auth"

	"ringline/internal/call"
	"ringline/internal/media"
	"ringline/internal/media/external"
	"ringline/internal/process"
)

// ledger knows one call, whose room is on a host.
type ledger struct {
	host string
	err  error
}

func (l *ledger) Load(_ context.Context, of call.Ref) (call.Call, error) {
	if l.err != nil {
		return call.Call{}, l.err
	}
	if of != ref {
		return call.Call{}, call.ErrNotFound
	}
	return call.Call{App: ref.App, ID: ref.ID, Host: l.host}, nil
}

// door takes reports for a server that is asked for nothing.
func door(t *testing.T, calls media.Calls, on func(media.Event)) http.Handler {
	t.Helper()
	s, err := external.New(settings("ws://127.0.0.1:1"), time.Minute, external.NewMetrics(nil), quiet)
	if err != nil {
		t.Fatal(err)
	}
	return external.Reports([]*external.Server{s}, calls, func(string) func(media.Event) { return on })
}

// sign makes the token of a report as LiveKit does.
func sign(t *testing.T, key, secret, body string, valid time.Duration) string {
	t.Helper()
	sum := sha256.Sum256([]byte(body))
	token, err := auth.NewAccessToken(key, secret).SetValidFor(valid).SetSha256(base64.StdEncoding.EncodeToString(sum[:])).ToJWT()
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// aged is a token of that server's that ends at a moment; 0 is never.
func aged(body string, ends int64) string {
	sum := sha256.Sum256([]byte(body))
	claims := fmt.Sprintf(`{"iss":"key","sha256":%q}`, base64.StdEncoding.EncodeToString(sum[:]))
	if ends != 0 {
		claims = fmt.Sprintf(`%s,"exp":%d}`, strings.TrimSuffix(claims, "}"), ends)
	}
	text := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + base64.RawURLEncoding.EncodeToString([]byte(claims))
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = mac.Write([]byte(text))
	return text + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

func report(h http.Handler, token, body string) int {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodPost, external.ReportsPath+"media-1", strings.NewReader(body))
	r.Header.Set("Authorization", token)
	h.ServeHTTP(w, r)
	return w.Code
}

const joined = `{"event":"participant_joined","id":"EV_1","room":{"name":"call-1400000001-c1"},"participant":{"identity":"eve","attributes":{"device":"phone"}}}`

// TestForged: what the server did not sign just now, for exactly these bytes, changes nothing; nor does what it says of calls that it has
// nothing to do with.
func TestForged(t *testing.T) {
	heard := 0
	calls := &ledger{host: "media-1"}
	h := door(t, calls, func(media.Event) { heard++ })
	if got := report(h, aged(strings.Replace(joined, "EV_1", "EV_0", 1), time.Now().Add(time.Minute).Unix()), strings.Replace(joined, "EV_1", "EV_0", 1)); got != http.StatusOK || heard != 1 {
		t.Fatalf("a good one: %d, heard %d", got, heard) // so that what follows is refused for what it says it is
	}
	heard = 0
	of := func(change func(string) string) string { return change(joined) }
	ticket, err := auth.NewAccessToken("key", secret).SetIdentity("eve").SetVideoGrant(&auth.VideoGrant{RoomJoin: true, Room: "call-1400000001-c1"}).ToJWT()
	if err != nil {
		t.Fatal(err)
	}
	huge := strings.Replace(joined, `"eve"`, `"`+strings.Repeat("e", 70_000)+`"`, 1)
	elsewhere := of(func(s string) string { return strings.NewReplacer("-c1", "-c2", "EV_1", "EV_2").Replace(s) })
	none := of(func(s string) string {
		return strings.NewReplacer("call-1400000001-c1", "somebody's own room", "EV_1", "EV_3").Replace(s)
	})
	for name, c := range map[string]struct {
		token, body string
		want        int
	}{
		"no token":             {"", joined, http.StatusUnauthorized},
		"no JWT":               {"x.y.z", joined, http.StatusUnauthorized},
		"a long token":         {strings.Repeat("e", 5000), joined, http.StatusUnauthorized},
		"another secret":       {sign(t, "key", "another secret, as long as that one is", joined, time.Minute), joined, http.StatusUnauthorized},
		"another key":          {sign(t, "yek", secret, joined, time.Minute), joined, http.StatusUnauthorized},
		"another body":         {sign(t, "key", secret, joined, time.Minute), joined + " ", http.StatusUnauthorized},
		"a participant's":      {ticket, joined, http.StatusUnauthorized},
		"too old":              {aged(joined, time.Now().Add(-2*time.Minute).Unix()), joined, http.StatusUnauthorized},
		"for ever":             {aged(joined, 0), joined, http.StatusUnauthorized},
		"too large":            {sign(t, "key", secret, huge, time.Minute), huge, http.StatusRequestEntityTooLarge},
		"no JSON":              {sign(t, "key", secret, "{", time.Minute), "{", http.StatusBadRequest},
		"a call of elsewhere":  {sign(t, "key", secret, elsewhere, time.Minute), elsewhere, http.StatusOK},
		"no call":              {sign(t, "key", secret, none, time.Minute), none, http.StatusOK},
		"signed by none (JWT)": {"eyJhbGciOiJub25lIn0.eyJpc3MiOiJrZXkifQ.", joined, http.StatusUnauthorized},
	} {
		if got := report(h, c.token, c.body); got != c.want || heard != 0 {
			t.Errorf("%s: %d, want %d; heard %d", name, got, c.want, heard)
			heard = 0
		}
	}
	calls.host = "media-2" // moved meanwhile
	if got := report(h, sign(t, "key", secret, joined, time.Minute), joined); got != http.StatusOK || heard != 0 {
		t.Errorf("a call whose room is elsewhere: %d, heard %d", got, heard)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, external.ReportsPath+"media-1", http.NoBody))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("GET: %d", w.Code)
	}
	w = httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, external.ReportsPath+"media-2", http.NoBody))
	if w.Code != http.StatusNotFound {
		t.Errorf("a server that is not listed: %d", w.Code)
	}
}

// endless is a body that never ends, and counts what is read of it.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	e.read += len(p)
	return len(p), nil
}

// TestUnread: of who has no token nothing is read, and of nobody more than a report may have.
func TestUnread(t *testing.T) {
	h := door(t, &ledger{}, func(media.Event) { t.Error("heard") })
	for token, most := range map[string]int{"": 0, sign(t, "key", secret, joined, time.Minute): 200 << 10} {
		body := &endless{}
		r := httptest.NewRequest(http.MethodPost, external.ReportsPath+"media-1", io.NopCloser(body))
		r.Header.Set("Authorization", token)
		h.ServeHTTP(httptest.NewRecorder(), r)
		if body.read > most {
			t.Errorf("%d bytes were read", body.read)
		}
	}
}

// TestRepeated: a report counts once; one that could not be judged may come again.
func TestRepeated(t *testing.T) {
	var heard []media.Event
	calls := &ledger{host: "media-1", err: errors.New("the database is away")}
	h := door(t, calls, func(e media.Event) { heard = append(heard, e) })
	token := sign(t, "key", secret, joined, time.Minute)
	if got := report(h, token, joined); got != http.StatusServiceUnavailable || len(heard) != 0 {
		t.Errorf("without a database: %d, heard %v", got, heard)
	}
	calls.err = nil
	for range 3 {
		if got := report(h, token, joined); got != http.StatusOK {
			t.Errorf("%d", got)
		}
	}
	if want := (media.Event{Type: media.Joined, Call: ref, Participant: media.Participant{User: "eve", Device: "phone"}}); len(heard) != 1 || heard[0] != want {
		t.Errorf("heard %+v, want %+v once", heard, want)
	}
}

// TestReported: a real server's events arrive and are believed, and the same bytes are not a second time.
func TestReported(t *testing.T) {
	type sent struct{ token, body string }
	kept := make(chan sent, 100)
	heard := make(chan media.Event, 100)
	h := door(t, &ledger{host: "media-1"}, func(e media.Event) { heard <- e })
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		h.ServeHTTP(w, r)
		kept <- sent{r.Header.Get("Authorization"), string(body)}
	}))
	defer hook.Close()
	real := launch(t, process.LiveKitOptions{Webhook: hook.URL + external.ReportsPath + "media-1"})
	s := connect(t, settings(real.URL), quiet)
	m := mustEnter(t, s, ann)
	m.speak(t)
	want := map[media.EventType]bool{media.RoomOpened: true, media.Joined: true, media.TrackPublished: true, media.Left: true}
	for late := time.After(3 * patience); len(want) > 0; { // a goodbye that is lost is noticed by silence
		select {
		case e := <-heard:
			if e.Call != ref || e.Type == media.Joined && e.Participant != ann || e.Type == media.TrackPublished && e.Source != media.Microphone {
				t.Errorf("%+v", e)
			}
			if delete(want, e.Type); e.Type == media.TrackPublished {
				m.Disconnect()
			}
		case <-late:
			t.Fatalf("not heard: %v", want)
		}
	}
	one := <-kept
	if got := report(h, one.token, one.body); got != http.StatusOK {
		t.Errorf("a repeated one: %d", got)
	}
	for {
		select {
		case e := <-heard:
			if e.Type == media.RoomOpened {
				t.Error("a repeated report was heard")
			}
		default:
			return
		}
	}
}

// FuzzReport: no body makes trouble.
func FuzzReport(f *testing.F) {
	f.Add(joined)
	f.Add(`{"event":"track_published","room":{"name":"call-1-x"},"track":{"source":"CAMERA"}}`)
	s, err := external.New(settings("ws://127.0.0.1:1"), time.Minute, external.NewMetrics(nil), quiet)
	if err != nil {
		f.Fatal(err)
	}
	h := external.Reports([]*external.Server{s}, &ledger{host: "media-1"}, func(string) func(media.Event) {
		return func(e media.Event) {
			if e.Call != ref {
				f.Errorf("heard of %v", e.Call)
			}
		}
	})
	f.Fuzz(func(t *testing.T, body string) {
		report(h, sign(t, "key", secret, body, time.Minute), body)
		report(h, body, joined)
	})
}
