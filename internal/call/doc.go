// Package call holds the rules of a call: what may happen to it and what follows.
//
// A transition is a pure function of a call, a command and the time. [Apply] returns a [Change]:
// the call as it will be, the users it now holds or lets go, and the events that tell the story.
// Nothing here reads a clock, a store or a network, so the same input always gives the same answer.
//
// What the package guarantees, and [Check] tests on any call:
//
//   - a call that was started ends, has one end, and nobody is live in it afterwards;
//   - a call is over as soon as fewer than two members remain, ringing ones counted;
//   - at most one device of a user wins an answer, also when asked twice;
//   - event times rise strictly within a call, in whole milliseconds;
//   - every leg that is gone says why, and every end says what, why, who and by which rule.
//
// What it does not do: it does not know whether a user is busy in another call (the store's unique
// key judges that and the answer comes in with the command, see [Start.Held]), nor mute, layout or network
// quality, which live in the media session and never change who is in a call.
package call
