// Package v1 is our own API: plain nouns, HTTP statuses, problem documents (RFC 9457) as errors.
//
// Today it serves the command line on the machine itself, over a socket in the data folder that only the server's own
// user may open; it checks nobody's identity and must not be mounted anywhere else.
package v1
