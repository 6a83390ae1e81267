package client

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
)

// V4 asks the API that is shaped like another service's: its eight commands, with its own words. It is for programs that
// moved here; [Client] is the better one to write against.
//
// The documented protocol puts the administrator's UserSig into the URL of each request. Nothing here prints it.
type V4 struct {
	c     *Client
	app   string
	admin string
	sign  Signer
}

// NewV4 makes a V4 of the server at an address, for an administrator of an app. sign makes the administrator's UserSigs:
// [SignWith] if the secret is at hand.
func NewV4(address, app, administrator string, sign Signer, options ...Option) (*V4, error) {
	c, err := New(address, options...)
	if err != nil {
		return nil, err
	}
	return &V4{c: c, app: app, admin: administrator, sign: sign}, nil
}

// V4Error is an answer whose ActionStatus is FAIL.
type V4Error struct {
	Code      int    // the documented ErrorCode
	Info      string // ErrorInfo
	RequestID string
}

// Error says what the server said.
func (e *V4Error) Error() string { return fmt.Sprintf("%s (%d)", e.Info, e.Code) }

// V4CallInfo is a live call.
type V4CallInfo struct {
	CallInfo struct {
		CallID      string `json:"CallId"`
		MediaType   string
		ChatGroupID string `json:"ChatGroupId"`
		RoomID      string `json:"RoomId"`
		RoomIDType  int    `json:"RoomIdType"`
	}
	UserList []struct {
		User   string `json:"User_Account"`
		Status string // Calling or Waiting
	}
}

// V4Start asks for a call in the name of a robot.
type V4Start struct {
	Robot    string   `json:"Robot_Account"`
	Callees  []string `json:"CalleeList_Account"`
	Timeout  int      // milliseconds, 10000 to 600000
	UserData string   `json:",omitempty"`
	CallInfo V4Room
	Push     json.RawMessage `json:"OfflinePushInfo,omitempty"`
}

// V4Room is what kind of call it is, and where it meets.
type V4Room struct {
	MediaType  string // Audio or Video
	RoomID     string `json:"RoomId,omitempty"`
	RoomIDType int    `json:"RoomIdType,omitempty"` // 1 numeric, 2 text
}

// V4Started is the call that was started.
type V4Started struct {
	CallID     string `json:"CallId"`
	CallResult []struct {
		Callee string `json:"Callee_Account"`
		Code   int    `json:"ResultCode"`
	}
}

// V4Record is an ended call. Times are Unix seconds; AcceptTime is 0 if nobody answered.
type V4Record struct {
	CallID     string `json:"CallId"`
	Caller     string `json:"Caller_Account"`
	MediaType  string
	CallType   string
	StartTime  int64
	EndTime    int64
	AcceptTime int64
	CallResult string
	Callees    []string `json:"CalleeList_Account"` // with the caller
	RoomID     string   `json:"RoomId"`
	RoomIDType int      `json:"RoomIdType"`
}

// V4Filter picks records of the last seven days.
type V4Filter struct {
	StartTime     int64  `json:",omitempty"` // Unix seconds
	EndTime       int64  `json:",omitempty"`
	NumberPerPage int    `json:",omitempty"`
	Page          int    `json:",omitempty"` // from 1
	CallResult    string `json:",omitempty"`
	CallType      string `json:",omitempty"`
}

// V4Records is a page of records.
type V4Records struct {
	TotalNum int
	Page     int
	Records  []V4Record `json:"CallRecordList"`
}

// V4Callback is where the app's back end hears of its calls.
type V4Callback struct {
	URL      string   `json:"Url"`
	Commands []string `json:"CallbackCommandList"`
}

type v4Call struct {
	CallID string `json:"CallId"`
}

// GetCallInfo reads a live call.
func (v *V4) GetCallInfo(ctx context.Context, callID string) (V4CallInfo, error) {
	return v4Do[V4CallInfo](ctx, v, "call_engine_http_srv/get_call_info", v4Call{callID})
}

// StartCallByRobot starts a call in the name of a robot.
func (v *V4) StartCallByRobot(ctx context.Context, ask V4Start) (V4Started, error) {
	return v4Do[V4Started](ctx, v, "call_engine_http_srv/start_call_by_robot", ask)
}

// EndCall ends a call for everybody.
func (v *V4) EndCall(ctx context.Context, callID string) error {
	_, err := v4Do[struct{}](ctx, v, "call_engine_http_srv/end_call", v4Call{callID})
	return err
}

// GetRecordByCallID reads the record of an ended call.
func (v *V4) GetRecordByCallID(ctx context.Context, callID string) (V4Record, error) {
	r, err := v4Do[struct{ CallRecord V4Record }](ctx, v, "call_record_http_srv/get_record_by_callid", v4Call{callID})
	return r.CallRecord, err
}

// GetRecordByFilter lists records.
func (v *V4) GetRecordByFilter(ctx context.Context, f V4Filter) (V4Records, error) {
	return v4Do[V4Records](ctx, v, "call_record_http_srv/get_record_by_filter", f)
}

// SetCallback says where the app's back end hears of its calls.
func (v *V4) SetCallback(ctx context.Context, set V4Callback) error {
	_, err := v4Do[struct{}](ctx, v, "call_config/set_callback", set)
	return err
}

// GetCallback reads what SetCallback set.
func (v *V4) GetCallback(ctx context.Context) (V4Callback, error) {
	return v4Do[V4Callback](ctx, v, "call_config/get_callback", struct{}{})
}

// DeleteCallback takes it away.
func (v *V4) DeleteCallback(ctx context.Context) error {
	_, err := v4Do[struct{}](ctx, v, "call_config/delete_callback", struct{}{})
	return err
}

// v4Do sends a command. It is sent once: the documented protocol has no way to repeat a start safely.
func v4Do[A any](ctx context.Context, v *V4, command string, body any) (A, error) {
	var none A
	sig, err := v.sign(v.admin)
	if err != nil {
		return none, err
	}
	once := *v.c
	once.tries, once.token = 1, ""
	answer, err := ask[struct {
		ActionStatus string
		ErrorCode    int
		ErrorInfo    string
		RequestID    string `json:"RequestId"`
		Response     A
	}](ctx, &once, request{
		method: http.MethodPost, path: command, v4: true, body: body,
		query: url.Values{
			"sdkappid": {v.app}, "identifier": {v.admin}, "usersig": {sig}, "contenttype": {"json"},
			"random": {strconv.FormatUint(uint64(rand.Uint32()), 10)},
		},
	})
	if err != nil {
		return none, err
	}
	if answer.ErrorCode != 0 || answer.ActionStatus != "OK" {
		return none, &V4Error{Code: answer.ErrorCode, Info: answer.ErrorInfo, RequestID: answer.RequestID}
	}
	return answer.Response, nil
}
