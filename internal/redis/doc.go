// Package redis links the nodes of a server: what one of them tells, all the others hear.
//
// What it guarantees:
//
//   - [Link.Tell] never waits. A word that cannot be sent is counted, and whoever should have heard it learns that something was
//     missed: the words of a node are numbered, and a pulse every second names the next number;
//   - a link that is cut off knows it within 3 s, and says when it is whole again: it hears its own pulse come back;
//   - the words of one node are heard in their order, or, after a hole, with the news that there is one;
//   - [Link.Ask] gets the answers of all nodes that are heard of, or says that some are missing;
//   - no password is printed.
//
// What it does not do: it keeps nothing in Redis and reads nothing from it, so Redis may be emptied, restarted or replaced at any
// time. A word that was lost is not sent again: the truth is in the store.
package redis
