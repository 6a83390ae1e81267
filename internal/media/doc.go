// Package media keeps the media plane in step with the calls: rooms, who is in them, and the tickets that let members in.
//
// It guarantees that the right to media follows the committed state of a call and nothing else. A room exists from the
// first answer to the end; a ticket opens it only while its holder is in the call, on the device that is in the call.
// What slips through, because a media server was away, restarted or lied, is repaired and counted by the [Reconciler].
//
// It does not decide: the media plane is never asked whether a call lives. It does not look at media either: mute,
// network quality, chat and layout live in the media session between the clients. An administrator can mute somebody
// there, see [Rooms], and what media servers see is written down for the call's timeline, see [Facts].
//
// The adapters to real media servers are in sub-packages.
package media
