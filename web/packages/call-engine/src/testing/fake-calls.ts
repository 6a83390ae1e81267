import type { Actor, CallMessage, Leg, Media, Reason } from '../wire';
import type { FakePeer } from './fake-server';

/** A refused command. */
export interface FakeRefusal {
  error: { code: number; message: string; temporary?: boolean };
}

type Stored = CallMessage & { legs: Leg[] };

/** Ends that name nobody. */
const CLOCK: Actor = { kind: 'clock' };
const ADMIN: Actor = { kind: 'admin', user: 'administrator' };

/**
 * Just enough of the rules to ring, answer and end calls, in the shapes of `api/realtime.md`. The real rules, and all of
 * them, are the server's `internal/call`; when in doubt they are right.
 */
export class FakeCalls {
  readonly #publish: (user: string, message: CallMessage) => void;
  readonly #calls = new Map<string, Stored>();
  #tick = 0;

  constructor(publish: (user: string, message: CallMessage) => void) {
    this.#publish = publish;
  }

  /** The server's clock: five seconds ahead of the client's, so that a mix-up shows. */
  now(): number {
    return Date.now() + 5_000;
  }

  get(id: string): CallMessage | undefined {
    return this.#calls.get(id);
  }

  /** The one live call; fails if there is none or more. */
  only(): CallMessage {
    const live = [...this.#calls.values()].filter((call) => !call.end);
    if (live.length !== 1 || !live[0]) throw new Error(`there are ${live.length} live calls`);
    return live[0];
  }

  command(peer: FakePeer, method: string, data: Record<string, unknown>): object {
    if (method === 'call.sync') return { now: this.now(), calls: this.#holding(peer.user).map(snapshot) };
    if (method === 'call.start') return this.#start(peer, data);
    const call = this.#calls.get(String(data.call));
    if (!call) return refusal(1002, 'there is no such call');
    switch (method) {
      case 'call.get':
        return { call: snapshot(call) };
      case 'call.rang':
        return {};
      case 'call.ticket':
        return joined(call, peer) ? { ticket: ticket(call, peer) } : refusal(1007, 'not in this call');
      case 'call.accept':
      case 'call.join':
        return this.#enter(call, peer, method === 'call.join');
      case 'call.reject':
        return this.#leave(call, peer, data.busy ? 'busy' : 'rejected');
      case 'call.hangup':
        return this.#leave(call, peer, 'hung_up');
      case 'call.invite':
        return this.#invite(call, peer, data.users as string[]);
      case 'call.switch_media':
        this.#change(call, (c) => {
          c.media = data.media as Media;
        });
        return { call: snapshot(call) };
      default:
        return refusal(1001, `the fake server does not know ${method}`);
    }
  }

  /** Ends a call as an administrator does. */
  end(id: string): void {
    this.#change(this.#known(id), (call) => this.#over(call, 'ended_by_app', ADMIN));
  }

  /** Takes a user out as an administrator does. */
  kick(id: string, user: string): void {
    this.#change(this.#known(id), (call) => {
      const leg = legOf(call, user);
      if (leg) this.#gone(leg, 'removed');
      this.#settle(call, 'removed', ADMIN);
    });
  }

  /** Starts a call between users as an administrator does: it rings for the caller, too. */
  between(caller: string, ...callees: string[]): string {
    const call = this.#make(caller, { callees, media: 'video' });
    this.#change(call, (c) => {
      this.#ask(c, [caller, ...callees], undefined, 30_000);
      if (c.legs[0]) c.legs[0].role = 'caller';
    });
    return call.id;
  }

  /** Lets the ring time of everybody who rings pass. */
  ringOut(id: string): void {
    this.#change(this.#known(id), (call) => {
      for (const leg of call.legs) if (leg.state === 'ringing') this.#gone(leg, 'no_answer');
      this.#settle(call, 'no_answer', CLOCK);
    });
  }

  /** Gives the media to another server, as when the one that had it is gone. */
  move(id: string): void {
    this.#change(this.#known(id), (call) => {
      call.moves = (call.moves ?? 0) + 1;
    });
  }

  /** Lets the lease of a user's device pass. */
  lapse(id: string, user: string): void {
    this.#change(this.#known(id), (call) => {
      const leg = legOf(call, user);
      if (leg) this.#gone(leg, 'offline');
      this.#settle(call, 'offline', CLOCK);
    });
  }

  #start(peer: FakePeer, data: Record<string, unknown>): object {
    if (this.#holding(peer.user).length > 0) return refusal(1011, 'the user is in another call');
    const call = this.#make(peer.user, data);
    this.#change(call, (c) => {
      const { user, device } = peer;
      const at = c.now;
      c.legs.push({ n: 0, user, role: 'caller', state: 'joined', device, invited_at: at, joined_at: at });
      this.#ask(c, data.callees as string[], user, Number(data.timeout ?? 30_000));
      this.#settle(c, 'busy', by(peer));
    });
    return { call: snapshot(call) };
  }

  /** A call without anybody in it. */
  #make(caller: string, data: Record<string, unknown>): Stored {
    const at = this.#at();
    const call: Stored = {
      id: `call-${this.#calls.size + 1}`,
      version: 0,
      now: at,
      media: data.media as Media,
      group: data.group === true || (data.callees as string[]).length > 1,
      caller,
      room: (data.room as Stored['room']) ?? { name: '7', numeric: true },
      chat_group: (data.chat_group as string | undefined) ?? '',
      user_data: (data.user_data as string | undefined) ?? '',
      started_at: at,
      legs: [],
    };
    this.#calls.set(call.id, call);
    return call;
  }

  /** Asks users; `invited_by` undefined: a server does. */
  #ask(call: Stored, users: string[], invited_by: string | undefined, ring: number): void {
    for (const user of users) {
      const busy = this.#holding(user).some((other) => other !== call);
      const at = this.#at();
      const leg: Leg = { n: call.legs.length, user, role: 'invitee', state: 'ringing', invited_at: at };
      if (invited_by !== undefined) leg.invited_by = invited_by;
      call.legs.push(leg);
      if (busy) this.#gone(leg, 'busy');
      else leg.deadline = at + ring;
    }
  }

  #invite(call: Stored, peer: FakePeer, users: string[]): object {
    const invited = users.filter((user) => legOf(call, user)?.state !== 'joined');
    if (invited.length === 0) return refusal(1008, 'everybody named is in the call already');
    this.#change(call, (c) => {
      c.group = true;
      this.#ask(c, invited, peer.user, 30_000);
    });
    return { call: snapshot(call), invited };
  }

  #enter(call: Stored, peer: FakePeer, unasked: boolean): object {
    const leg = legOf(call, peer.user);
    if (call.end) return refusal(1003, 'the call has ended');
    if (leg?.state === 'joined' && leg.device !== peer.device) return refusal(1006, 'another device is in the call');
    if (leg?.state !== 'ringing' && !unasked) return refusal(1005, 'it no longer rings');
    this.#change(call, (c) => {
      const at = this.#at();
      const mine = legOf(c, peer.user) ?? { n: c.legs.length, user: peer.user, role: 'joiner', state: 'joined' };
      if (!c.legs.includes(mine)) c.legs.push(mine);
      Object.assign(mine, { state: 'joined', device: peer.device, joined_at: at });
      if (c.legs.filter(({ state }) => state === 'joined').length > 1) c.answered_at ??= at;
    });
    return { call: snapshot(call), ...(joined(call, peer) && { ticket: ticket(call, peer) }) };
  }

  #leave(call: Stored, peer: FakePeer, reason: 'rejected' | 'busy' | 'hung_up'): object {
    if (call.end) return refusal(1003, 'the call has ended');
    this.#change(call, (c) => {
      const leg = legOf(c, peer.user);
      if (!leg) return;
      const ringing = leg.state === 'ringing';
      if (leg.role === 'caller' && !ringing && !c.answered_at) {
        this.#over(c, 'canceled', by(peer));
        return;
      }
      if (ringing) leg.device = peer.device;
      const why = ringing && reason === 'hung_up' ? 'rejected' : reason;
      this.#gone(leg, why);
      this.#settle(c, why, by(peer));
    });
    return { call: snapshot(call) };
  }

  /** A call with fewer than two members is over. */
  #settle(call: Stored, reason: Reason, actor: Actor): void {
    if (call.legs.filter((leg) => leg.state !== 'gone').length < 2) this.#over(call, reason, actor);
  }

  #over(call: Stored, reason: Reason, actor: Actor): void {
    for (const leg of call.legs) {
      if (leg.state === 'ringing') this.#gone(leg, 'canceled');
      else if (leg.state === 'joined') this.#gone(leg, 'call_over');
    }
    call.end = { at: this.#at(), result: call.answered_at ? 'completed' : reason, reason, by: actor, cause: 'fake' };
  }

  #gone(leg: Leg, reason: Reason): void {
    Object.assign(leg, { state: 'gone', reason, gone_at: this.#at() });
  }

  /** Makes the next version and tells everybody who belongs to it. */
  #change(call: Stored, work: (call: Stored) => void): void {
    const before = new Map(call.legs.map((leg) => [leg.n, JSON.stringify(leg)]));
    work(call);
    call.version++;
    call.now = this.now();
    const changed = call.legs.filter((leg) => before.get(leg.n) !== JSON.stringify(leg));
    for (const user of new Set(call.legs.map((leg) => leg.user))) {
      const known = call.legs.some((leg) => leg.user === user && before.has(leg.n));
      const { full, ...rest } = snapshot(call);
      this.#publish(user, structuredClone(known ? { ...rest, legs: changed } : { ...rest, full: true }));
    }
  }

  #holding(user: string): Stored[] {
    return [...this.#calls.values()].filter((call) => !call.end && legOf(call, user)?.state.match(/ringing|joined/));
  }

  #known(id: string): Stored {
    const call = this.#calls.get(id);
    if (!call) throw new Error(`there is no call ${id}`);
    return call;
  }

  /** Event times rise strictly. */
  #at(): number {
    return this.now() + this.#tick++;
  }
}

function legOf(call: Stored, user: string): Leg | undefined {
  return call.legs.findLast((leg) => leg.user === user);
}

function joined(call: Stored, { user, device }: FakePeer): boolean {
  const leg = legOf(call, user);
  return leg?.state === 'joined' && leg.device === device && call.answered_at !== undefined && !call.end;
}

function snapshot(call: Stored): CallMessage {
  return structuredClone({ ...call, full: true });
}

function by({ user, device }: FakePeer): Actor {
  return { kind: 'user', user, device };
}

function ticket(call: Stored, { user, device }: FakePeer): object {
  return { token: `ticket-${user}-${device}`, room: `room-${call.id}`, expires_at: call.now + 120_000 };
}

function refusal(code: number, message: string): FakeRefusal {
  return { error: { code, message } };
}
