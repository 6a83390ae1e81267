package v4

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringline/internal/call"
	"ringline/internal/control"
	"ringline/internal/dialect"
	"ringline/internal/tenant"
)

// sick is a store that fails on demand.
type sick struct {
	control.Store
	load func(context.Context) error // instead of loading; nil for healthy
}

func (s *sick) Load(ctx context.Context, ref call.Ref) (call.Call, error) {
	if s.load != nil {
		if err := s.load(ctx); err != nil {
			return call.Call{}, err
		}
	}
	return s.Store.Load(ctx, ref)
}

func sickWorld(t *testing.T) (*world, *sick) {
	store := &sick{}
	w := newWorld(t, change{store: func(s control.Store) control.Store { store.Store = s; return store }})
	return w, store
}

func (w *world) callBody(then string) string { return `{"CallId":"` + string(w.id(then)) + `"}` }

// What goes wrong inside is logged under the request id and not told.
func TestInternalErrorsStayInside(t *testing.T) {
	for name, load := range map[string]func(context.Context) error{
		"error": func(context.Context) error { return errors.New("disk on fire") },
		"panic": func(context.Context) error { panic("disk on fire") },
	} {
		t.Run(name, func(t *testing.T) {
			w, store := sickWorld(t)
			store.load = load
			rec := w.post("get_call_info", w.callBody("answered"))
			answer := rec.Body.String()
			e := open(t, rec)
			if e.ErrorCode != codeInternal || e.ActionStatus != "FAIL" || strings.Contains(answer, "fire") || strings.Contains(answer, "goroutine") {
				t.Errorf("answer %s", answer)
			}
			for _, want := range []string{"disk on fire", e.RequestId, "app=1400000001", "command=get_call_info"} {
				if !strings.Contains(w.log.String(), want) {
					t.Errorf("no %s in the log: %s", want, &w.log)
				}
			}
			if strings.Contains(w.log.String(), w.file.Usersigs["admin"][:20]) {
				t.Errorf("the log holds a UserSig: %s", &w.log)
			}
			store.load = nil
			if e := open(t, w.post("get_call_info", w.callBody("answered"))); e.ErrorCode != 0 {
				t.Errorf("the next request fails too: %+v", e)
			}
		})
	}
}

// notifying tells when something was flushed.
type notifying struct {
	*httptest.ResponseRecorder
	flushed chan struct{}
}

func (n notifying) Flush() { close(n.flushed) }

// A command that hangs is answered for within 3 s, while it goes on.
func TestAnswerComesInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, store := sickWorld(t)
		stuck := make(chan struct{})
		store.load = func(context.Context) error { <-stuck; return nil } // deaf to its context, as a commit is

		rec := notifying{httptest.NewRecorder(), make(chan struct{})}
		begun := time.Now()
		var done sync.WaitGroup
		done.Go(func() {
			body := strings.NewReader(w.callBody("answered"))
			w.ServeHTTP(rec, httptest.NewRequest(http.MethodPost, engine+"end_call?"+w.query(), body))
		})
		<-rec.flushed
		if took := time.Since(begun); took > 3*time.Second || took < 2*time.Second {
			t.Errorf("answered after %v, want a little less than 3s", took)
		}
		if e := open(t, rec.ResponseRecorder); e.ErrorCode != codeTimeout {
			t.Errorf("answer %+v, want %d", e, codeTimeout)
		}
		close(stuck)
		done.Wait()
		if rest := rec.Body.String(); rest != "" {
			t.Errorf("a second answer followed: %s", rest)
		}
		if c := w.load(t, w.id("answered")); c.Live() {
			t.Error("the command was dropped halfway")
		}
	})
}

// A command that listens to its context is told to stop.
func TestSlowCommandIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, store := sickWorld(t)
		store.load = func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }
		begun := time.Now()
		e := open(t, w.post("end_call", w.callBody("answered")))
		if took := time.Since(begun); e.ErrorCode != codeTimeout || took > 3*time.Second {
			t.Errorf("%+v after %v", e, took)
		}
	})
}

// P16: an administrator of one app reaches no call of another, whatever the ids.
func TestAppsAreIsolated(t *testing.T) {
	const otherApp = 1400000009
	w := newWorld(t, change{apps: func(apps []tenant.App) { apps[1].Disabled = false; apps[1].Secrets = []tenant.Secret{"other"} }})
	query := "sdkappid=1400000009&identifier=administrator&usersig=" + signFor(otherApp, "other", w.now)
	for _, command := range []string{"end_call", "get_call_info"} {
		for _, then := range []string{"answered", "ringing", "ended"} {
			rec := httptest.NewRecorder()
			body := strings.NewReader(w.callBody(then))
			w.ServeHTTP(rec, httptest.NewRequest(http.MethodPost, engine+command+"?"+query, body))
			if e := open(t, rec); e.ErrorCode != codeNoCall {
				t.Errorf("%s of a foreign %s call: %+v", command, then, e)
			}
		}
	}
	for command, body := range map[string]string{"get_record_by_callid": w.callBody("ended"), "get_record_by_filter": "{}"} {
		rec := httptest.NewRecorder()
		w.ServeHTTP(rec, httptest.NewRequest(http.MethodPost, records+command+"?"+query, strings.NewReader(body)))
		if e := open(t, rec); e.ErrorCode != codeNoRecord {
			t.Errorf("%s of a foreign record: %+v", command, e)
		}
	}
	if len(w.changes) > 0 {
		t.Errorf("changed %+v", w.changes)
	}
}

// The quota is an app's and a command's own, refills with time, and follows the app's setting.
func TestQuota(t *testing.T) {
	w := newWorld(t, change{apps: func(apps []tenant.App) {
		apps[0].Settings.RequestsPerSecond = 2
		apps[1].Disabled = false
	}})
	send := func(command string) int { return open(t, w.post(command, "{}")).ErrorCode }
	for i, want := range []int{codeInvalid, codeInvalid, codeTooMany, codeTooMany} {
		if got := send("end_call"); got != want {
			t.Errorf("request %d: %d, want %d", i+1, got, want)
		}
	}
	if got := send("get_call_info"); got != codeInvalid {
		t.Errorf("another command: %d, want %d", got, codeInvalid)
	}
	w.now = w.now.Add(500 * time.Millisecond)
	for i, want := range []int{codeInvalid, codeTooMany} {
		if got := send("end_call"); got != want {
			t.Errorf("half a second later, request %d: %d, want %d", i+1, got, want)
		}
	}
	w.update(t, 1400000001, func(app *tenant.App) { app.Settings.RequestsPerSecond = 100 })
	send("end_call") // the setting counts from here
	w.now = w.now.Add(time.Second)
	for i := range 100 {
		if got := send("end_call"); got != codeInvalid {
			t.Fatalf("after the setting was raised, request %d: %d, want %d", i+1, got, codeInvalid)
		}
	}
}

// Who may not enter uses up nobody's quota.
func TestStrangersCostNoQuota(t *testing.T) {
	w := newWorld(t, change{})
	for range 300 {
		rec := httptest.NewRecorder()
		query := "sdkappid=1400000001&identifier=administrator&usersig=" + w.file.Usersigs["foreign"]
		w.ServeHTTP(rec, httptest.NewRequest(http.MethodPost, engine+"end_call?"+query, strings.NewReader("{}")))
		if e := open(t, rec); e.ErrorCode != codeBadSignature {
			t.Fatalf("%+v", e)
		}
	}
	if e := open(t, w.post("end_call", w.callBody("answered"))); e.ErrorCode != 0 {
		t.Errorf("%+v", e)
	}
}

func TestRequestIDsAreUnique(t *testing.T) {
	w := newWorld(t, change{})
	seen := map[string]bool{}
	for range 100 {
		id := open(t, w.post("get_call_info", w.callBody("answered"))).RequestId
		if !requestIDShape.MatchString(id) || seen[id] {
			t.Fatalf("request id %q: repeated or of another shape", id)
		}
		seen[id] = true
	}
}

// end_call leaves the truth the record will tell: who ended it, and what it came to.
func TestEndCallIsTold(t *testing.T) {
	for then, want := range map[string]call.Result{"answered": call.Completed, "ringing": call.ResultCanceled} {
		w := newWorld(t, change{})
		if e := open(t, w.post("end_call", w.callBody(then))); e.ErrorCode != 0 {
			t.Fatalf("%+v", e)
		}
		end := w.load(t, w.id(then)).End
		by := call.Actor{Kind: call.ByAdmin, User: "administrator"}
		if end == nil || end.Result != want || end.Reason != call.EndedByApp || end.By != by {
			t.Errorf("%s call ended as %+v, want %s by %+v", then, end, want, by)
		}
	}
}

// What the back end said about the call is what the call is.
func TestStartCallKeepsWhatWasSaid(t *testing.T) {
	const push = `{"PushFlag":1, "Title":"t", "Future":{"a":[1]}}`
	w := newWorld(t, change{})
	e := open(t, w.post("start_call_by_robot", `{"Robot_Account":"robot","CalleeList_Account":["jack"],"Timeout":12000,
		"UserData":"über","CallInfo":{"MediaType":"vIDEO","RoomId":"042","RoomIdType":1,"ChatGroupId":"g"},"OfflinePushInfo":`+push+`}`))
	var res startCallResponse
	if err := json.Unmarshal(e.Response, &res); err != nil || e.ErrorCode != 0 {
		t.Fatalf("%+v, %v", e, err)
	}
	c := w.load(t, res.CallId)
	got := call.Call{
		Media: c.Media, Group: c.Group, Room: c.Room, ChatGroup: c.ChatGroup, UserData: c.UserData, Push: c.Push,
	}
	want := call.Call{
		Media: call.Video, Group: true, Room: call.Room{Name: "42", Numeric: true}, ChatGroup: "g", UserData: "über", Push: []byte(push),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("call differs (- want, + got):\n%s", diff)
	}
	if caller := c.Caller(); caller.User != "robot" || !caller.Robot || caller.State != call.Joined {
		t.Errorf("caller %+v", caller)
	}
	if jack := c.Leg("jack"); jack.State != call.Ringing || jack.Deadline.Sub(c.StartedAt).Round(time.Second) != 12*time.Second {
		t.Errorf("jack %+v", jack)
	}
}

// Without a room the server picks a numeric one and reports it from then on.
func TestStartCallPicksARoom(t *testing.T) {
	w := newWorld(t, change{})
	e := open(t, w.post("start_call_by_robot", `{"Robot_Account":"robot","CalleeList_Account":["jack","bob"],"Timeout":10000,"CallInfo":{"MediaType":"Audio"}}`))
	var res startCallResponse
	if err := json.Unmarshal(e.Response, &res); err != nil {
		t.Fatal(err)
	}
	c := w.load(t, res.CallId)
	if bob := c.Leg("bob"); bob == nil || bob.Reason != call.Busy {
		t.Errorf("bob, who is in a call, is %+v", bob)
	}
	e = open(t, w.post("get_call_info", `{"CallId":"`+string(res.CallId)+`"}`))
	var info callInfoResponse
	if err := json.Unmarshal(e.Response, &info); err != nil {
		t.Fatal(err)
	}
	if info.CallInfo.RoomIdType != dialect.NumericRoom || info.CallInfo.RoomId == "" || strings.Trim(info.CallInfo.RoomId, "0123456789") != "" {
		t.Errorf("room %+v", info.CallInfo)
	}
	if diff := cmp.Diff([]dialect.Member{{Account: "robot", Status: dialect.Calling}, {Account: "jack", Status: dialect.Waiting}}, info.UserList); diff != "" {
		t.Errorf("users (- want, + got):\n%s", diff)
	}
}

func TestMetrics(t *testing.T) {
	w := newWorld(t, change{})
	w.post("end_call", w.callBody("answered"))
	w.post("end_call", w.callBody("answered"))
	w.post("nothing", "")
	families, err := w.metrics.Gather()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]float64{}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			name := f.GetName()
			for _, l := range m.GetLabel() {
				name += " " + l.GetValue()
			}
			if c := m.GetCounter(); c != nil && c.GetValue() > 0 {
				got[name] = c.GetValue()
			}
		}
	}
	want := map[string]float64{
		"ringline_v4_requests_total 0 end_call":      1,
		"ringline_v4_requests_total 101004 end_call": 1,
		"ringline_v4_requests_total 60009 unknown":   1,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("counters (- want, + got):\n%s", diff)
	}
}
