// Package rates counts how often somebody asks, so that a limit holds for all nodes of a server together.
//
// Each node has a bucket of its own for whoever asks there, as large as the whole limit. Ten times a second it tells the others what it let go,
// and they take as much out of theirs, into debt if need be. So who asks one node has the whole limit there, and what all nodes let go over some seconds is
// one bucket's worth.
//
// What it guarantees:
//
//   - [Rates.Take] never waits for anybody;
//   - within the tenth of a second until the others have heard, each node may let go what is in its bucket. That is owed then, and nobody lets anything go until it is
//     made up for, 5 s at most;
//   - while the others cannot be reached, a node lets go its share: the limit divided by the nodes that serve, at least one a second;
//   - a node alone counts, and tells nobody.
//
// What it does not do: it keeps nothing, so a node that starts anew begins with full buckets. What was told and not heard is not told again.
package rates
