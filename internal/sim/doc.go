// Package sim lives years of calls in minutes: real parts of the service in a world that is made up from a seed.
//
// # What is real
//
// The rules (call), control with its sweeper and its steady clock, the outbox relay, the webhook queue with net/http, the media
// sink, the gate to the media and the reconciler, and the stores: memory, and SQLite on a file layer that can lose power.
//
// # What is simulated
//
//   - The clock: a testing/synctest bubble. Nobody waits for real, so an hour of ringing takes no time.
//   - Two apps with the same users, the same devices and the same call ids (P16); twelve users each, with one to three devices.
//   - The link between a device and the server: frames are lost, doubled, delayed and so reordered, connections break, also so that the
//     server does not notice. This is a model of realtime (its sink, the reducer of api/realtime.md §2 and its leases of §7), not
//     realtime itself: the WebSocket library spreads its pings by a random source that no seed reaches.
//   - Back ends that start, invite, kick, end and mute, and their webhook receivers, which are slow, refuse, answer nonsense, take a
//     message and drop the answer, or are away.
//   - Hosts of media: calls are moved from one to another, as if it was gone.
//   - A media server that lies: it says yes and does nothing, loses rooms, lets strangers in, reports late or never.
//   - The disk. Over the memory store: commits that are refused, commits that happened and did not say so, a store that answers nothing
//     or stands still. Under SQLite: a failed sync, a full disk, and the power cut, see file_test.go for what is kept then.
//   - The process: it is killed at any moment, before, during and after a commit, and started again on the same store.
//   - The machine's wall clock, which steps by up to a minute. It is right when a process starts.
//
// # How it repeats
//
// One driver takes one step after the other from a heap of events: a frame arrives, somebody acts, something breaks. After each
// it lets the bubble settle and takes in what came of it in an order of its own, by call and version. So goroutines of the real
// parts run as they like between two steps, and nothing depends on who was first. All choices come from one seeded source, or, where
// goroutines make them, from a hash of the seed and of what the choice is about. The same seed gives the same history, bit for bit,
// with either store; a test holds two runs against each other.
//
// The price: two commands of one step follow each other as control would line them up. That two threads meet in the middle of a
// function is for the race detector and for the stores' contract tests.
//
// # What is judged
//
// While it runs: what each device shows (P2, P7, P10), answers (P11, P12), what sinks hear, who is let into the media (P13).
// At the end everything is healed, all deadlines pass, and package audit reads the whole history, beside the checks of judge_test.go.
//
// Not looked at: two servers at once (P18), overload (P20), and everything that needs a browser.
package sim
