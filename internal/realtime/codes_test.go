package realtime

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/centrifugal/centrifuge"

	"ringline/internal/auth"
	"ringline/internal/call"
	"ringline/internal/cells"
)

// Every word of a refusal has its own number, and nothing but internal falls into the last one.
func TestEveryCodeHasANumber(t *testing.T) {
	words := map[uint32]call.Code{}
	numbers := map[call.Code]uint32{}
	for _, code := range call.Codes() {
		told, known := refusal(fmt.Errorf("load call: %w", &call.Error{Code: code, Text: "text"}))
		if other, taken := words[told.Code]; taken {
			t.Errorf("%s and %s are both told as %d", code, other, told.Code)
		}
		if !known || told.Message != "text" {
			t.Errorf("%s is told as %v, known %t", code, told, known)
		}
		words[told.Code], numbers[code] = code, told.Code
	}
	login := map[string]uint32{
		"invalid_login": invalidLogin("").Code,
		"unknown_app":   errUnknownApp.Code,
		"app_disabled":  errAppDisabled.Code,
		"token_expired": centrifuge.ErrorTokenExpired.Code,
		"wrong_cell":    wrongCell(&cells.Cell{}).Code,
	}
	for _, err := range auth.Errors() {
		code := loginRefusal(fmt.Errorf("verify: %w", err)).Code
		if _, taken := words[code]; taken {
			t.Errorf("the login's %s is told as %d, which is taken", err.Code, code)
		}
		if errors.Is(err, auth.ErrExpired) != (code == 109) {
			t.Errorf("%s is told as %d", err.Code, code)
		}
		if code != 109 {
			login[err.Code], words[code] = code, ""
		}
	}
	golden(t, "errors.json", map[string]any{
		"commands": numbers,
		"login":    login,
		"protocol": map[string]uint32{
			"method_not_found":  centrifuge.ErrorMethodNotFound.Code,
			"too_many_requests": centrifuge.ErrorTooManyRequests.Code,
		},
		"disconnects": map[string]any{
			"shutdown": reconnect(centrifuge.DisconnectShutdown),
			"expired":  reconnect(centrifuge.DisconnectExpired),
			"slow":     reconnect(centrifuge.DisconnectSlow),
			"no_pong":  reconnect(centrifuge.DisconnectNoPong),
			"limit":    reconnect(centrifuge.DisconnectConnectionLimit),
			"kicked":   reconnect(disconnectKicked),
			"expelled": reconnect(disconnectExpelled),
			"replaced": reconnect(disconnectReplaced),
		},
	})
}

func reconnect(d centrifuge.Disconnect) map[string]any {
	again := d.Code >= 3000 && d.Code < 3500 || d.Code >= 4000 && d.Code < 4500
	return map[string]any{"code": d.Code, "reconnect": again}
}

// Foreign errors are nobody's business outside.
func TestForeignErrorsAreInternal(t *testing.T) {
	told, known := refusal(errors.New("open /data/ringline.db: disk full"))
	if known || told.Code != 1015 || told.Message != "internal error, try again" {
		t.Errorf("told %v, known %t", told, known)
	}
	told, known = refusal(fmt.Errorf("wait for the call: %w", context.DeadlineExceeded))
	if !known || told.Code != 1014 || !told.Temporary {
		t.Errorf("told %v, known %t", told, known)
	}
}
