package realtime

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"ringline/internal/call"
)

// raw is a client without manners.
type raw struct {
	t    testing.TB
	conn *websocket.Conn
}

func (w *world) raw(header http.Header) *raw {
	w.t.Helper()
	conn, res, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(w.http.URL, "http"), header)
	if err != nil {
		w.t.Fatal(err)
	}
	_ = res.Body.Close()
	w.t.Cleanup(func() { _ = conn.Close() })
	return &raw{w.t, conn}
}

func (r *raw) send(frame string) {
	if err := r.conn.WriteMessage(websocket.TextMessage, []byte(frame)); err != nil {
		r.t.Logf("send: %v", err)
	}
}

// login connects as a user and reads the reply.
func (r *raw) login(w *world, user call.UserID, device call.DeviceID) {
	r.t.Helper()
	data := encode(loginData{App: app1, User: user, Device: device})
	r.send(fmt.Sprintf(`{"id":1,"connect":{"token":%q,"data":%s}}`, w.sig(app1, user, time.Hour), data))
	if reply := r.read(); !strings.Contains(reply, `"client"`) {
		r.t.Fatalf("login is answered %s", reply)
	}
}

// read returns the next frame, or "closed" and the code.
func (r *raw) read() string {
	_ = r.conn.SetReadDeadline(time.Now().Add(patience))
	_, frame, err := r.conn.ReadMessage()
	var closed *websocket.CloseError
	if errors.As(err, &closed) {
		return fmt.Sprint("closed ", closed.Code)
	}
	if err != nil {
		return "closed: " + err.Error()
	}
	return string(frame)
}

// until reads until a frame contains one of the words.
func (r *raw) until(words ...string) string {
	r.t.Helper()
	for {
		frame := r.read()
		for _, w := range words {
			if strings.Contains(frame, w) {
				return frame
			}
		}
		if strings.HasPrefix(frame, "closed") {
			r.t.Fatalf("waited for %q, got %s", words, frame)
		}
	}
}

// Whatever comes over the wire gets an error or the door; the next client is served all the same.
func TestNonsense(t *testing.T) {
	w := newWorld(t, Default())
	for name, frames := range map[string][]string{
		"not JSON":            {`hello`},
		"nothing":             {``, `{}`},
		"command first":       {`{"id":1,"rpc":{"method":"call.sync"}}`},
		"deep":                {`{"id":1,"connect":{"token":"x","data":` + strings.Repeat("[", 20000) + `}}`},
		"too large":           {`{"id":1,"connect":{"token":"` + strings.Repeat("x", 70<<10) + `"}}`},
		"wrong types":         {`{"id":"1","connect":[]}`},
		"connect twice":       {`{"id":1,"connect":{}}`, `{"id":2,"connect":{}}`},
		"unexpected pong":     {`{"id":1,"connect":{}}`, `{}`},
		"null data":           {`{"id":1,"connect":{"token":null,"data":null}}`},
		"negative id":         {`{"id":-1,"connect":{}}`},
		"huge id":             {`{"id":99999999999999999999,"connect":{}}`},
		"many in one":         {strings.Repeat(`{"id":1,"connect":{}}`+"\n", 500)},
		"invalid UTF-8":       {"{\"id\":1,\"connect\":{\"token\":\"\xff\xfe\"}}"},
		"subscribe to others": {`{"id":1,"subscribe":{"channel":"user/1400000001/alice"}}`},
	} {
		t.Run(name, func(t *testing.T) {
			r := w.raw(nil)
			r.t = t
			for _, f := range frames {
				r.send(f)
			}
			for frame := ""; !strings.HasPrefix(frame, "closed") && !strings.Contains(frame, `"error"`); {
				frame = r.read()
			}
		})
	}
	w.device("alice", "a1").must("call.sync", nothing{})
}

// A client hears its own user's channel and nothing else, whatever it asks for.
func TestNoOtherChannels(t *testing.T) {
	w := newWorld(t, Default())
	r := w.raw(nil)
	data := encode(loginData{App: app1, User: "mallory", Device: "m1"})
	r.send(fmt.Sprintf(`{"id":1,"connect":{"token":%q,"data":%s,"subs":{"user/1400000001/alice":{"recover":true}}}}`, w.sig(app1, "mallory", time.Hour), data))
	if reply := r.read(); strings.Contains(reply, "alice") || !strings.Contains(reply, "user/1400000001/mallory") {
		t.Errorf("the connect reply is %s", reply)
	}
	for i, frame := range []string{
		`"subscribe":{"channel":"user/1400000001/alice"}`,
		`"history":{"channel":"user/1400000001/mallory","limit":10}`,
		`"presence":{"channel":"presence/1400000001"}`,
		`"presence_stats":{"channel":"presence/1400000001"}`,
		`"publish":{"channel":"user/1400000001/alice","data":{}}`,
		`"publish":{"channel":"user/1400000001/mallory","data":{}}`,
	} {
		r.send(fmt.Sprintf(`{"id":%d,%s}`, i+2, frame))
		if reply := r.until(fmt.Sprintf(`"id":%d`, i+2)); !strings.Contains(reply, `"error"`) {
			t.Errorf("%s is answered %s", frame, reply)
		}
	}
	r.send(`{"id":99,"rpc":{"method":"call.explode"}}`)
	if reply := r.until(`"id":99`); !strings.Contains(reply, `"code":104`) {
		t.Errorf("an unknown method is answered %s", reply)
	}
}

// P20: over the rate the answer is a typed error, and nothing was done.
func TestRate(t *testing.T) {
	config := Default()
	config.Rate, config.Burst = 1, 5
	w := newWorld(t, config)
	r := w.raw(nil)
	r.login(w, "alice", "a1")
	var frames strings.Builder
	for i := range 20 {
		fmt.Fprintf(&frames, `{"id":%d,"rpc":{"method":"call.start","data":{"callees":["bob%d"],"media":"audio"}}}`+"\n", i+2, i)
	}
	r.send(frames.String())
	refused, busy := 0, 0
	for refused+busy < 19 {
		for line := range strings.Lines(r.read()) {
			var reply struct{ Error struct{ Code uint32 } }
			if err := json.Unmarshal([]byte(line), &reply); err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			switch reply.Error.Code {
			case 111:
				refused++
			case 1011:
				busy++
			}
		}
	}
	if refused < 14 || busy < 4 {
		t.Errorf("P20: %d were too many, %d got through", refused, busy)
	}
}

func TestOrigins(t *testing.T) {
	config := Default()
	config.Origins = []string{"https://app.example"}
	w := newWorld(t, config)
	w.raw(nil) // no browser
	w.raw(http.Header{"Origin": {"https://app.example"}})
	_, res, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(w.http.URL, "http"), http.Header{"Origin": {"https://evil.example"}})
	if err == nil || res.StatusCode != http.StatusForbidden {
		t.Errorf("another origin is answered %v", err)
	}
	if res != nil {
		_ = res.Body.Close()
	}
}

// P17: a client that stops reading is cut with its own code and delays nobody.
func TestSlowReader(t *testing.T) {
	t.Parallel() // it waits for real time to pass
	config := Default()
	config.QueueBytes, config.Rate, config.Burst = 16<<10, 10_000, 10_000
	w := newWorld(t, config)
	alice, bob := w.device("alice", "a1"), w.device("bob", "b1")
	slow := w.unbuffered()
	slow.login(w, "bob", "b2")

	// From here on b2 does not read. Everything that is published to bob goes to b1 and b2.
	id := alice.must("call.start", startData{Callees: []call.UserID{"bob"}, Media: call.Video, UserData: strings.Repeat("x", 4000)}).Call.ID
	bob.must("call.accept", actData{Call: id})
	media := []call.Media{call.Audio, call.Video}
	worst := time.Duration(0)
	for i := range 20 {
		begun := time.Now()
		out := alice.must("call.switch_media", mediaData{Call: id, Media: media[i%2]})
		bob.await("hears the switch", func() bool { return bob.calls[id] != nil && bob.calls[id].Version >= out.Call.Version })
		worst = max(worst, time.Since(begun))
	}
	if worst >= time.Second { // so long takes a write to the slow one to give up
		t.Errorf("P17: the others waited %v", worst)
	}
	eventually(t, "cut as slow", func() bool { return w.metric("ringline_realtime_disconnects_total", "3008") == 1 })
}

// unbuffered connects a raw client over a connection that holds nothing back: what is not read is not sent.
func (w *world) unbuffered() *raw {
	w.t.Helper()
	near, far := net.Pipe()
	server := &http.Server{Handler: w.node, ReadHeaderTimeout: patience}
	served := make(chan struct{})
	go func() {
		defer close(served)
		_ = server.Serve(&single{conn: far, done: make(chan struct{})})
	}()
	dialer := websocket.Dialer{NetDialContext: func(context.Context, string, string) (net.Conn, error) { return near, nil }}
	conn, res, err := dialer.Dial("ws://pipe", nil)
	if err != nil {
		w.t.Fatal(err)
	}
	_ = res.Body.Close()
	w.t.Cleanup(func() {
		_ = conn.Close()
		_ = server.Close()
		<-served
	})
	return &raw{w.t, conn}
}

// single is a listener with one connection.
type single struct {
	conn net.Conn
	once sync.Once
	shut sync.Once
	done chan struct{}
}

func (l *single) Accept() (conn net.Conn, err error) {
	l.once.Do(func() { conn = l.conn })
	if conn == nil {
		<-l.done
		err = net.ErrClosed
	}
	return conn, err
}

func (l *single) Close() error {
	l.shut.Do(func() { close(l.done) })
	return nil
}

func (l *single) Addr() net.Addr { return l.conn.LocalAddr() }

// Before it runs and after it ran, the node says so.
func TestNotServing(t *testing.T) {
	w := newWorld(t, Default())
	w.stop()
	for _, n := range []*Node{newDesk(t, nil).node, w.node} {
		rec := httptest.NewRecorder()
		n.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/connection/websocket", nil))
		if rec.Code != http.StatusServiceUnavailable {
			t.Errorf("answered %d", rec.Code)
		}
	}
}
