package test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ringline/internal/auth"
	"ringline/internal/call"
	"ringline/internal/tenant"
)

// api is a back end that calls the server API as the administrator of one app.
type api struct {
	base string
	app  *tenant.App
	http *http.Client
	sig  string

	noted func(failed bool) // hears of every answer; nil is for nobody
}

func newAPI(base string, app *tenant.App) *api {
	return &api{
		base: base, app: app, sig: auth.Sign(app, "administrator", time.Now(), time.Hour),
		http: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}, Timeout: soon},
	}
}

// reply is what the server API answers.
type reply struct {
	ActionStatus string
	ErrorCode    int
	ErrorInfo    string
	RequestId    string
	Response     struct {
		Url      string
		CallId   call.ID
		UserList []struct {
			Account call.UserID `json:"User_Account"`
			Status  string
		}
		CallRecord     record
		TotalNum, Page int
		CallRecordList []record
	}
}

// record is what the server API says of a call that has ended.
type record struct {
	CallId              call.ID
	Caller              call.UserID `json:"Caller_Account"`
	MediaType, CallType string
	StartTime, EndTime  int64
	AcceptTime          int64
	CallResult          string
	Members             []call.UserID `json:"CalleeList_Account"`
	RoomId              string
	RoomIdType          int
}

// service is where a command is found.
func service(command string) string {
	switch {
	case strings.HasPrefix(command, "get_record"):
		return "call_record_http_srv"
	case strings.HasSuffix(command, "_callback"):
		return "call_config"
	}
	return "call_engine_http_srv"
}

// do sends one command. An error says that no answer came.
func (a *api) do(ctx context.Context, command string, body any) (*reply, error) {
	r, err := a.send(ctx, command, body)
	if a.noted != nil { // refused for a reason is not failed
		a.noted(err != nil || r.ErrorCode == 101001 || r.ErrorCode == 60008)
	}
	return r, err
}

func (a *api) send(ctx context.Context, command string, body any) (*reply, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	query := url.Values{
		"sdkappid": {fmt.Sprint(a.app.ID)}, "identifier": {"administrator"}, "usersig": {a.sig}, "random": {"1"}, "contenttype": {"json"},
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, a.base+"/v4/"+service(command)+"/"+command+"?"+query.Encode(), bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	response, err := a.http.Do(r)
	if err != nil {
		return nil, err
	}
	body2, err := io.ReadAll(response.Body)
	_ = response.Body.Close() // everything was read, or err says not
	if err != nil {
		return nil, err
	}
	var out reply
	if err := json.Unmarshal(body2, &out); err != nil {
		return nil, fmt.Errorf("%w in %q", err, body2)
	}
	return &out, nil
}

type object map[string]any

// start is the body of start_call_by_robot.
func start(callees ...call.UserID) object {
	return object{"Robot_Account": "robot", "CalleeList_Account": callees, "Timeout": 10_000, "CallInfo": object{"MediaType": "Audio"}}
}

// must sends a command that has to work.
func (a *api) must(t *testing.T, command string, body any) *reply {
	t.Helper()
	r, err := a.do(t.Context(), command, body)
	if err != nil {
		t.Fatal(err)
	}
	if r.ErrorCode != 0 {
		t.Fatalf("%s: %d %s", command, r.ErrorCode, r.ErrorInfo)
	}
	return r
}

// ring lets the robot call somebody.
func (a *api) ring(t *testing.T, callees ...call.UserID) call.ID {
	t.Helper()
	return a.must(t, "start_call_by_robot", start(callees...)).Response.CallId
}
