package v4

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ringline/internal/auth"
	"ringline/internal/tenant"
)

func signFor(app int64, secret tenant.Secret, now time.Time) string {
	return auth.Sign(&tenant.App{ID: app, Secrets: []tenant.Secret{secret}}, "administrator", now, time.Hour)
}

// serve puts the world behind a real server and returns its address.
func (w *world) serve(t *testing.T) string {
	t.Helper()
	srv := httptest.NewServer(w)
	t.Cleanup(srv.Close)
	return srv.Listener.Addr().String()
}

// talk sends raw bytes and returns the answers' envelopes, read one after the other.
func talk(t *testing.T, addr string, answers int, raw string) []envelope {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	go io.WriteString(conn, raw) //nolint:errcheck // the server may stop reading in the middle
	r := bufio.NewReader(conn)
	var all []envelope
	for range answers {
		res, err := http.ReadResponse(r, nil)
		if err != nil {
			t.Fatal(err)
		}
		rec := httptest.NewRecorder()
		rec.Code = res.StatusCode
		if _, err := io.Copy(rec.Body, res.Body); err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		all = append(all, open(t, rec))
	}
	return all
}

func (w *world) line(command, proto string) string {
	return fmt.Sprintf("POST %s%s?%s %s\r\nHost: x\r\n", engine, command, w.query(), proto)
}

func TestOneConnectionManyRequests(t *testing.T) {
	w := newWorld(t, change{})
	body := w.callBody("answered")
	request := w.line("get_call_info", "HTTP/1.1") + fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body)
	old := w.line("get_call_info", "HTTP/1.0") + fmt.Sprintf("Connection: keep-alive\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
	chunked := w.line("get_call_info", "HTTP/1.1") + fmt.Sprintf("Transfer-Encoding: chunked\r\n\r\n5\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n", body[:5], len(body)-5, body[5:])
	for i, e := range talk(t, w.serve(t), 4, request+chunked+old+request) {
		if e.ErrorCode != 0 {
			t.Errorf("answer %d: %+v", i, e)
		}
	}
}

func TestBodyLimits(t *testing.T) {
	w := newWorld(t, change{})
	addr := w.serve(t)
	id := string(w.id("answered"))
	fits := `{"CallId":"` + id + `","x":"` + strings.Repeat("x", maxBody-len(id)-20) + `"}`
	if len(fits) != maxBody {
		t.Fatalf("made a body of %d bytes", len(fits))
	}
	sized := func(body string) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body) }
	chunk := func(body string) string {
		return fmt.Sprintf("Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n", len(body), body)
	}
	for name, tc := range map[string]struct {
		body string
		want int
	}{
		"1 MiB":                 {sized(fits), 0},
		"1 MiB in chunks":       {chunk(fits), 0},
		"one more":              {sized(fits + " "), codeBadBody},
		"one more in chunks":    {chunk(fits + " "), codeBadBody},
		"a terabyte":            {"Content-Length: 1099511627776\r\n\r\n{", codeBadBody},
		"deep":                  {sized(strings.Repeat(`{"a":`, 20000) + "1" + strings.Repeat("}", 20000)), codeBadBody},
		"empty chunks":          {chunk("")[:len("Transfer-Encoding: chunked\r\n\r\n")] + "0\r\n\r\n", codeBadBody},
		"chunks that are not":   {"Transfer-Encoding: chunked\r\n\r\nzz\r\n", codeBadBody},
		"no length, no content": {"\r\n", codeBadBody},
	} {
		t.Run(name, func(t *testing.T) {
			if e := talk(t, addr, 1, w.line("get_call_info", "HTTP/1.1")+tc.body)[0]; e.ErrorCode != tc.want {
				t.Errorf("%+v, want %d", e, tc.want)
			}
		})
	}
}

// A body that never arrives is answered for within 3 s.
func TestSlowBodyIsAnswered(t *testing.T) {
	w := newWorld(t, change{})
	begun := time.Now()
	e := talk(t, w.serve(t), 1, w.line("end_call", "HTTP/1.1")+"Content-Length: 100\r\n\r\n{")[0]
	if took := time.Since(begun); e.ErrorCode != codeTimeout || took > 3*time.Second {
		t.Errorf("%+v after %v, want %d within 3s", e, took, codeTimeout)
	}
}

// Whatever query and body arrive, the answer is an envelope with a documented number, and never one that
// says that something broke inside.
func FuzzRequest(f *testing.F) {
	w := newWorld(f, change{apps: func(apps []tenant.App) { apps[0].Settings.RequestsPerSecond = 1_000_000 }})
	good := w.query()
	for _, s := range jsonSeeds {
		f.Add(good, []byte(s), true)
	}
	f.Add("sdkappid=1&identifier=%zz&usersig=+&contenttype", []byte("{}"), false)
	f.Add("&&=&%=1&sdk%61ppid=1400000001&Identifier=a", []byte(`{"Robot_Account":1,"CalleeList_Account":[1]}`), true)
	f.Add(good, []byte(`{"Url":"https://a.example/?x","CallbackCommandList":["Call.CallbackAfterEndCall"]}`), true)
	f.Add(good, []byte(`{"StartTime":0,"EndTime":1e9,"NumberPerPage":-1,"Page":99999999999,"CallResult":"Cancel","CallType":"MultiCall"}`), true)
	f.Add(good, []byte(`{"Robot_Account":"r","CalleeList_Account":["c"],"Timeout":10000,"CallInfo":{"MediaType":"Audio","RoomId":1,"RoomIdType":1}}`), true)
	documented := map[int]bool{
		0: true, codeBadRequest: true, codeBadBody: true, codeNoCredentials: true, codeBadApp: true, codeTooMany: true,
		codeNotAdmin: true, codeTooManyInAll: true, codeNoApp: true, codeBadAccount: true, codeDisabled: true, codeBadNetwork: true,
		codeBadContentType: true, codeConfigInvalid: true, codeNoCallback: true,
		codeExpired: true, codeMalformed: true, codeBadSignature: true, codeUserMismatch: true, codeAppMismatch: true,
		codeInvalid: true, codeNoCall: true, codeNoRecord: true,
	}
	f.Fuzz(func(t *testing.T, query string, body []byte, properQuery bool) {
		if properQuery {
			query = good
		}
		w.log.Reset()
		for path := range w.commands {
			r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(string(body)))
			r.URL.RawQuery = query
			rec := httptest.NewRecorder()
			w.ServeHTTP(rec, r)
			e := open(t, rec)
			if !documented[e.ErrorCode] || (e.ErrorCode == 0) != (e.ActionStatus == "OK") || (e.ErrorCode == 0) != (e.ErrorInfo == "") {
				t.Errorf("%s: %+v", path, e)
			}
		}
		if w.log.Len() > 0 {
			t.Errorf("logged: %s", &w.log)
		}
		w.changes = nil
	})
}
