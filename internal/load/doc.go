// Package load puts people, devices and calls on a Ringline server and measures what they get.
//
// A [Scenario] says who calls how often and what becomes of it, [Run] plays it, a [Result] says how it was. Calls arrive in an
// open loop: when they are to start is decided beforehand, whether or not the server keeps up, and times count from that moment.
// So a server that stands still for a second shows as many late calls as would have come in that second.
//
// Every call is checked from outside: each device hears of one end, with the result that was played, and of no ring after it (P4, P7);
// a ring is over when its time is (P3). What cannot be seen from outside is for the auditor.
//
// It talks to the server as everybody does, over WebSockets and the documented server API, and needs no more than a
// credential that signs for the app's users. It does not carry media.
package load
