package v4

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"time"

	"ringline/internal/call"
	"ringline/internal/dialect"
)

type startCallResponse struct {
	CallId     call.ID
	CallResult []calleeResult
}

type calleeResult struct {
	Account    call.UserID `json:"Callee_Account"`
	ResultCode int         // 0: invited
}

// Limits of the documented command (reference/server-api.md §4).
const (
	shortestTimeout = 10_000  // ms
	longestTimeout  = 600_000 // ms
	maxUserData     = 1000    // bytes
)

// startCallByRobot starts a call in the name of a robot.
func (s *Server) startCallByRobot(q *request) (any, error) {
	m, err := q.start()
	if err != nil {
		return nil, err
	}
	c, err := s.calls.Start(q.ctx, m, call.Request{})
	if err != nil {
		return nil, err
	}
	res := &startCallResponse{CallId: c.ID, CallResult: make([]calleeResult, 0, len(m.Callees))}
	for _, u := range m.Callees {
		res.CallResult = append(res.CallResult, calleeResult{Account: u})
	}
	return res, nil
}

// start reads the body of startCallByRobot. What it leaves out of the command, the app's settings decide.
func (q *request) start() (call.Start, error) {
	var robot, callees, timeout, userData, info, push value
	for name, v := range q.body.members() {
		switch string(name) {
		case "Robot_Account":
			robot = v
		case "CalleeList_Account":
			callees = v
		case "Timeout":
			timeout = v
		case "UserData":
			userData = v
		case "CallInfo":
			info = v
		case "OfflinePushInfo":
			push = v
		}
	}
	m := call.Start{App: call.AppID(q.app.ID), By: q.actor()}
	var err error
	if m.Robot, err = parseAccount("Robot_Account", robot); err != nil {
		return m, err
	}
	if m.Callees, err = q.callees(callees, m.Robot); err != nil {
		return m, err
	}
	if m.RingFor, err = parseTimeout(timeout); err != nil {
		return m, err
	}
	if m.UserData, err = parseText("UserData", userData, maxUserData); err != nil {
		return m, err
	}
	if err = parseCallInfo(info, &m); err != nil {
		return m, err
	}
	m.Push, err = parsePush(push)
	return m, err
}

// parseAccount reads a user id. One of another JSON type has a code of its own.
func parseAccount(field string, v value) (call.UserID, error) {
	if len(v) == 0 {
		return "", invalid(field + " is missing")
	}
	text, ok := v.text()
	if !ok {
		return "", badAccount(field + " must be a string")
	}
	user := call.UserID(text)
	return user, call.CheckUser(field, user)
}

// callees reads the list, each callee once. The text about its length is one that clients look for (reference/error-codes.md §2).
func (q *request) callees(list value, robot call.UserID) ([]call.UserID, error) {
	const field = "CalleeList_Account"
	if len(list) > 0 && !list.isArray() {
		return nil, badAccount(field + " must be an array of strings")
	}
	most := q.app.Settings.MaxCallees
	var users []call.UserID
	for v := range list.elements() {
		u, err := parseAccount(field, v)
		switch {
		case err != nil:
			return nil, err
		case u == robot:
			return nil, invalid(field + " must not contain Robot_Account")
		case !slices.Contains(users, u):
			users = append(users, u)
		}
		if len(users) > most {
			break
		}
	}
	if len(users) < 1 || len(users) > most {
		return nil, invalid(fmt.Sprintf("%s length must be between 1 and %d", field, most))
	}
	return users, nil
}

func parseTimeout(v value) (time.Duration, error) {
	ms, ok := v.integer()
	switch {
	case v.absent():
		return 0, invalid("Timeout is missing")
	case !ok || ms < shortestTimeout || ms > longestTimeout:
		return 0, invalid("Timeout must be an integer from " + strconv.Itoa(shortestTimeout) + " to " + strconv.Itoa(longestTimeout) + " (milliseconds)")
	}
	return time.Duration(ms) * time.Millisecond, nil
}

// parseText reads an optional text.
func parseText(field string, v value, most int) (string, error) {
	if v.absent() {
		return "", nil
	}
	text, ok := v.text()
	switch {
	case !ok:
		return "", invalid(field + " must be a string")
	case len(text) > most:
		return "", invalid(field + " must be at most " + strconv.Itoa(most) + " bytes")
	}
	return text, nil
}

func parseCallInfo(v value, m *call.Start) error {
	switch {
	case v.absent():
		return invalid("CallInfo is missing")
	case !v.isObject():
		return invalid("CallInfo must be an object")
	}
	var media, room, roomType, chatGroup value
	for name, v := range v.members() {
		switch string(name) {
		case "MediaType":
			media = v
		case "RoomId":
			room = v
		case "RoomIdType":
			roomType = v
		case "ChatGroupId":
			chatGroup = v
		}
	}
	if media.absent() {
		return invalid("CallInfo.MediaType is missing")
	}
	text, _ := media.text()
	var ok bool
	if m.Media, ok = dialect.ParseMediaType(text); !ok {
		return invalid("CallInfo.MediaType must be Audio or Video")
	}
	var err error
	if m.Room, err = parseRoom(room, roomType); err != nil {
		return err
	}
	m.ChatGroup, err = parseText("CallInfo.ChatGroupId", chatGroup, call.MaxRoomBytes)
	return err
}

// parsePush keeps the description of the offline push as it came, for whoever will push.
func parsePush(v value) ([]byte, error) {
	switch {
	case v.absent():
		return nil, nil
	case !v.isObject():
		return nil, invalid("OfflinePushInfo must be an object")
	case len(v) > call.MaxPushBytes:
		return nil, invalid("OfflinePushInfo must be at most " + strconv.Itoa(call.MaxPushBytes) + " bytes")
	}
	return bytes.Clone(v), nil
}
