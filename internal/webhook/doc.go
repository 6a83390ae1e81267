// Package webhook tells an app's back end of its calls, over HTTP.
//
// What it guarantees (P6, P17; docs: promises):
//
//   - Every committed change gives each subscribed app its messages, rendered once and stored in the change's own commit;
//     a change that was not committed gives none.
//   - Messages of one call go in their order, the next one after the one before was taken; those of different calls do
//     not wait for each other. Each is sent until the receiver takes it, for [GiveUpAfter], byte for byte the same.
//   - A receiver that is slow, dead or hostile costs its own app a bounded number of open requests and nobody anything else.
//   - Requests go to no address that the operator has not allowed; the address that was checked is the one dialled.
//
// A receiver may hear the same message twice: when its answer got lost, or the server was killed before it noted it.
//
// What it does not do: it decides nothing about calls, and does not listen to what a receiver answers beyond yes and no.
package webhook
