// Package storetest is the contract of every store, as tests.
//
// It decides nothing itself: changes come from the real rules ([call.Apply]) and every call that a store
// hands out must pass [call.Check]. A store passes when [Run] does, with the race detector on; one that
// outlives its process passes [Durable], too. What these tests do not show is that a change survives
// a crash: each durable store proves that by its own means.
package storetest

import (
	"testing"

	"ringline/internal/control"
)

// Run holds a store against the contract of [control.Store]. open returns an empty one for each test
// and cleans up after it.
func Run(t *testing.T, open func(t *testing.T) control.Store) {
	for _, test := range []struct {
		name string
		run  func(s *suite)
	}{
		{"started call is found everywhere", testStart},
		{"every rule's change is kept as decided", testEveryRule},
		{"what an administrator does is kept as decided", testAdministrator},
		{"any text comes back as it went in", testTexts},
		{"what does not exist is not found", testNotFound},

		{"stale version is refused", testStale},
		{"claim in the way is refused", testClaimed},
		{"busy callee is no claim", testBusyCallee},
		{"repeated request is refused", testRepeated},
		{"refusals come in order", testOrder},
		{"given up context changes nothing", testGivenUp},

		{"release frees the user", testRelease},
		{"robot is never held", testRobot},
		{"ended call stays", testEnded},
		{"history is complete", testHistory},
		{"origin is kept once", testOrigin},
		{"due calls come in order", testDue},
		{"live calls come in order", testLive},
		{"apps are isolated", testApps},

		{"everyone calls everyone", testEveryone},
		{"two devices answer", testTwoDevices},
		{"two people call each other", testGlare},
		{"many change one call", testOneCall},
		{"one request many times", testOneRequest},
		{"readers beside writers", testReaders},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(&suite{T: t, store: open(t)}) })
	}
}
