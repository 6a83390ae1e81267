// Package dialect holds the words of the documented server API (reference/server-api.md, webhooks.md) that more than one
// part says: the door for back ends and the webhooks. It translates; nothing is decided here.
//
// What only one of them says stays there.
package dialect
