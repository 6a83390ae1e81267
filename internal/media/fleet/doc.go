// Package fleet spreads the media of calls over the nodes that share a database: which node has whose room, the way to it, and what
// becomes of it when that node is gone.
//
// What it guarantees:
//
//   - A call's room is on the node that the call names ([call.Call.Host]) and on no other; that node asks nobody what to do with it
//     but the store.
//   - Clients may come to any node for signalling ([Fleet.Door]); it is passed on to the host of the call on the ticket, at most once.
//     Media itself goes straight to the host.
//   - Media servers that are no nodes ([External]) are hosts like them. There clients come straight to them, by what their ticket says.
//   - A host that is gone takes no call with it. The calls of a node are moved ([call.Move]) by those that are left, each its share, and they
//     need not wait for its death to be certain: that it is late and that its machine refuses connections is enough. The calls of an external
//     host are moved by one of them. While none serves, they wait.
//   - A node that leaves moves its calls before it stops, in waves ([Fleet.Leave]); so does one of those with an external host that leaves.
//
// It does not decide who may enter a room; the host does that, as if it was alone. It moves no media: members enter the room
// anew, with a new ticket, and hear nothing until they are there. A node that is alone has no use for this package.
package fleet
