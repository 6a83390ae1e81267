// Package server joins the parts of Ringline into one process: it makes them, starts them, and stops them in reverse.
//
// It guarantees that a server that says it is ready answers on every door, that what cannot work is said at
// the start and not later, and that a stop loses nothing: no new calls, clients told to come back, what was
// committed delivered, the store closed last. Calls live through it: they are in the store, and their members
// find them again within their lease.
package server
