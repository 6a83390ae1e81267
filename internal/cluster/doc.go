// Package cluster knows the nodes that share a database: who lives, who does what only one may do, and which node keeps the lease
// of a device.
//
// Every second a node writes that it lives and reads who else does ([Members]). One that was not heard of for [Dead] is taken for
// dead, by the clock of the database alone. There is no leader. What it guarantees:
//
//   - of two processes with one name one serves: the other waits for its death, or is refused;
//   - a duty has one owner at a time, who stops before its row runs out if it could not be renewed;
//   - of several nodes that take the leases of a dead one, one gets each;
//   - every survivor is told of every node that has gone, also of those that went while nobody was there.
//
// It does not decide anything of a call, and no node gives another one orders. That a node stands still and then goes on is not
// noticed by what it had begun: who writes needs a version, who sends may send twice.
package cluster
