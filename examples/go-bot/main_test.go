package main

import (
	"errors"
	"testing"

	"github.com/centrifugal/centrifuge-go"
)

// What the program is started with, and what it says when that is not enough.
func TestTokens(t *testing.T) {
	who := identity{App: 1400000001, User: "bot"}
	t.Setenv("APP_SECRET", "")
	t.Setenv("USERSIG", "")
	if _, err := tokens(who); err == nil {
		t.Error("without any secret it starts")
	}
	t.Setenv("USERSIG", "given")
	token, err := tokens(who)
	if err != nil {
		t.Fatal(err)
	}
	if first, err := token(); first != "given" || err != nil {
		t.Errorf("%q, %v", first, err)
	}
	if again, err := token(); again != "" || !errors.Is(err, centrifuge.ErrUnauthorized) {
		t.Errorf("asked for another one: %q, %v", again, err)
	}
	t.Setenv("APP_SECRET", "secret\n")
	if token, err = tokens(who); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if sig, err := token(); sig == "" || err != nil {
			t.Errorf("%q, %v", sig, err)
		}
	}
}
