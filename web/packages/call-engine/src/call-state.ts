import type { CallMessage, Leg } from './wire';

/** A call as this client knows it: always with every leg. */
export type Call = Omit<CallMessage, 'full' | 'now' | 'events' | 'legs'> & { readonly legs: readonly Leg[] };

/** Whose eyes to look through. */
export interface Self {
  user: string;
  device: string;
}

/** What became of a message: taken whole, merged, known already, or one before it is missing and `call.sync` must be asked. */
export type Outcome = 'taken' | 'merged' | 'dropped' | 'gap';

/** The reducer of `api/realtime.md` §2. Pure; state is not touched. */
export function reduce(state: Call | undefined, message: CallMessage): { state: Call | undefined; outcome: Outcome } {
  if (message.full && (!state || message.version > state.version)) {
    return { state: withLegs(message, message.legs ?? []), outcome: 'taken' };
  }
  if (!state) return { state, outcome: 'gap' };
  if (message.version <= state.version) return { state, outcome: 'dropped' };
  if (message.version !== state.version + 1) return { state, outcome: 'gap' };
  const changed = new Map((message.legs ?? []).map((leg) => [leg.n, leg]));
  const kept = state.legs.filter((leg) => !changed.has(leg.n));
  const legs = [...kept, ...changed.values()].sort((a, b) => a.n - b.n);
  return { state: withLegs(message, legs), outcome: 'merged' };
}

function withLegs(message: CallMessage, legs: readonly Leg[]): Call {
  const { full, now, events, legs: given, ...rest } = message;
  return { ...rest, legs };
}

/** The latest leg of a user. Earlier ones are over. */
export function legOf(call: Call, user: string): Leg | undefined {
  return call.legs.findLast((leg) => leg.user === user);
}

/** Where a device stands in a call. `dialing`: in it, but nobody answered yet. */
export type Place = 'out' | 'ringing' | 'dialing' | 'connected';

/** Where the device stands. A user who is in the call on another device is out on this one. */
export function placeOf(call: Call | undefined, self: Self): Place {
  if (!call || call.end) return 'out';
  const leg = legOf(call, self.user);
  if (leg?.state === 'ringing') return 'ringing';
  if (leg?.state !== 'joined' || leg.device !== self.device) return 'out';
  return call.answered_at ? 'connected' : 'dialing';
}

/** The call as it will be for a device that leaves it, once the server hears of that. */
export function afterLeaving(call: Call, self: Self, now: number): Call {
  const place = placeOf(call, self);
  const n = legOf(call, self.user)?.n;
  const reason = place === 'connected' ? 'hung_up' : place === 'ringing' ? 'rejected' : 'call_over';
  const { user, device } = self;
  const legs = call.legs.map((leg): Leg =>
    leg.n === n ? { ...leg, state: 'gone', gone_at: now, reason, device } : leg,
  );
  if (place !== 'dialing') return { ...call, legs };
  const end = {
    at: now,
    result: 'canceled',
    reason: 'canceled',
    by: { kind: 'user', user, device },
    cause: '',
  } as const;
  return { ...call, legs, end };
}

/** Whether the user, on whatever device, is rung by the call or in it. */
export function holds(call: Call, user: string): boolean {
  const leg = legOf(call, user);
  return !call.end && leg !== undefined && leg.state !== 'gone';
}
