// Package control runs commands: it loads a call, lets the rules decide, commits the change and says so.
//
// Every door comes here, and nothing else commits. What it guarantees:
//
//   - commands of one call line up within the process; between processes the store's version check
//     decides and the loser decides again on the new truth;
//   - the clock goes first: a command that comes after a deadline finds that deadline already acted upon;
//   - a command that was acknowledged is durable;
//   - sinks hear of every committed change, those of one call in their order, also if the store could not say
//     at once whether it was committed;
//   - a request that is repeated gets the first one's outcome;
//   - two people who call each other at the same moment end up in one call.
//
// It does not deliver anything itself: sinks are handed each committed change and must not block.
package control
