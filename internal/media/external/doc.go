// Package external is the adapter to LiveKit servers that the operator runs: their rooms, tickets for them, whether they are
// there, and what they report.
//
// What it guarantees:
//
//   - A room is there when a ticket for it is given out, and Ringline made it.
//   - A server that does not answer, or does not take our key, is known to be away after three seconds ([Server.Host]); nothing waits for
//     it then.
//   - What is reported ([Reports]) is believed only if that server signed it just now, once, and for calls whose room it has.
//
// It does not stand between clients and the server: a ticket opens what that server opens. What slips through is put right by a
// [media.Reconciler]. It does not choose hosts, and moves no calls; package fleet does. A server must not make rooms by itself; [Look]
// tells whether it does.
package external
