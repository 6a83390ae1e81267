// Package realtime is the door for clients: they log in over a WebSocket, act on calls and hear what happens to them.
// What travels is written down in api/realtime.md; the transport is the centrifuge library.
//
// What it guarantees:
//
//   - user and device are those of the login; no later frame can name others, and no app hears of another;
//   - each device of a user hears every committed change that concerns the user, in the order of the call's versions,
//     or, after a gap, finds the truth in call.sync;
//   - a device that is silent for the lease is taken out of its call, one that comes back within it finds its call again;
//   - a client that does not read, or sends nonsense, costs a bounded queue and nobody else's time.
//
// What it does not do: it decides nothing about a call and keeps no call. It holds who is connected, in memory,
// and forgets that with the process; the leases it grants at its start make up for it.
package realtime
