// Package v1 is our own API: plain nouns, HTTP statuses, problem documents (RFC 9457) as errors, described by OpenAPI 3.1.
//
// Each operation is one row in routes.go: what it is called, what it needs, what it takes and answers as Go types, and the
// function that does it. The types are those of package client, so the two cannot differ; the OpenAPI document, the checks
// of input and the page that people read are made from the rows, so those cannot differ either.
//
// What it guarantees, in this order for each request:
//
//   - who asks is known: by a bearer token on the public port, or by being the machine's operator on the local socket;
//   - a token that may not do it learns only that; what belongs to another app looks as if it did not exist (P16);
//   - over its rate a token is refused at once (P20);
//   - input that is not as described is refused before anything is done, with a list of what is wrong;
//   - a POST with an idempotency key is done once, and answered the same each time (P12).
//
// It decides nothing about calls: commands go to control like everybody's.
package v1
