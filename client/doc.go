// Package client talks to a Ringline server: /api/v1, and the v4 API that is shaped like another service's.
//
//	c, err := client.New("https://calls.example.com", client.WithToken(os.Getenv("RINGLINE_TOKEN")))
//	call, err := c.App("1400000001").StartCall(ctx, client.StartCall{
//		Caller: "alice", Callees: []string{"bob"}, Media: client.Video,
//	})
//
// A program on the server's own machine needs no token: [Local] asks through the socket in the server's data folder, which
// only the server's own user may open.
//
// What it guarantees:
//
//   - Every POST carries an idempotency key, so it can be repeated without being done twice. The client does that itself
//     when the network fails or the server asks to wait, with growing pauses, until the context ends or the tries do.
//   - A refusal is a *[Problem]: its Code is a word to act on, its RequestID finds the request in the server's log.
//   - Lists come page by page behind an iterator; nothing is kept but the page.
//   - The token goes into a header and to the server it was given for: redirects are not followed.
//
// It depends on the standard library only. The types are those that the server itself answers with.
package client
