// Package admin keeps what an operator decides: which apps there are, with their secrets, settings and webhooks; which
// tokens open our own API; and a log of who changed what.
//
// What it guarantees:
//
//   - [Admin.App] never waits: the apps in use are in memory, valid and complete, and a change puts a new one in place only
//     after the store has it, with its act in the log, in one transaction.
//   - Of two changes from the same version one is refused.
//   - Secrets are sealed in the store (package seal) and leave this package only as the [tenant.Secret] that signs. A token
//     is kept as a hash; it is shown once, by [Admin.CreateToken].
//   - An old secret is good until its overlap is over, and not longer, whether or not anybody asks.
//
// It decides nothing about calls, checks nobody's rights (a door asks [Token.May]), and forgets no act.
package admin
