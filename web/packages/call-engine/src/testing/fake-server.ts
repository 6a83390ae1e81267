import type { Publication } from '../wire';
import { FakeCalls, type FakeRefusal } from './fake-calls';
import { fakeWebSocket, type ServerSocket } from './fake-socket';

/** Who is at the other end of a connection. */
export interface FakePeer {
  user: string;
  device: string;
}

/** What the client says as it connects, `api/realtime.md` §1. */
export interface FakeLogin {
  token: string;
  app: number;
  user: string;
  device: string;
}

interface Refusal {
  code: number;
  message: string;
  temporary?: boolean;
}

interface Connection extends FakePeer {
  socket: ServerSocket;
  deaf: boolean;
  frozen: boolean;
}

interface Command {
  id: number;
  connect?: { token?: string; data?: Omit<FakeLogin, 'token'>; subs?: Record<string, { offset?: number }> };
  refresh?: { token: string };
  rpc?: { method: string; data: Record<string, unknown> };
}

/** An answer to `call.start` and the like, overriding the rules; undefined leaves it to them. */
export type Override = (
  data: Record<string, unknown>,
  peer: FakePeer,
) => Record<string, unknown> | FakeRefusal | 'silence' | undefined;

/**
 * A Ringline server on wire level: the Centrifuge protocol in JSON over fake WebSockets, and just enough of the rules to
 * ring, answer and end. The real client library runs against it. It has no timers of its own, but for {@link FakeServer.lag}.
 */
export class FakeServer {
  /** Give this to the engine as its WebSocket class. */
  readonly WebSocket = fakeWebSocket((socket) => this.#accept(socket));
  readonly calls = new FakeCalls((user, message) => {
    this.publish(user, { call: message });
  });
  /** Every RPC in order of arrival, repeated ones too. */
  readonly log: (FakePeer & { method: string; data: Record<string, unknown> })[] = [];
  /** Tokens given at connects and refreshes. */
  readonly tokens: string[] = [];
  /** false: connections are refused on network level. */
  up = true;
  /** Seconds that a signature lasts; 0: it does not expire. */
  ttl = 0;
  /** How late answers to RPCs come. ms */
  lag = 0;
  /** Judges logins; by default everybody may. */
  judge: (login: FakeLogin) => Refusal | undefined = () => undefined;
  /** By method; see {@link Override}. */
  readonly overrides = new Map<string, Override>();
  #connections: Connection[] = [];
  readonly #history = new Map<string, { data: Publication; offset: number }[]>();
  readonly #answers = new Map<string, object>();

  /** Publishes to every device of a user that is connected, and keeps it for those that come back. */
  publish(user: string, data: Publication): void {
    const history = this.#history.get(user) ?? [];
    this.#history.set(user, history);
    const pub = { data, offset: history.length + 1 };
    history.push(pub);
    for (const c of this.#of(user)) {
      if (!c.deaf) reply(c.socket, { push: { channel: channelOf(user), pub } });
    }
  }

  /** Tells every device of a user to sync, as a server does that may have missed something. */
  missed(user: string): void {
    for (const c of this.#of(user))
      reply(c.socket, { push: { channel: channelOf(user), pub: { data: { sync: true } } } });
  }

  /** Ends connections as the server does, with a code of §6. */
  disconnect(user: string, code: number, reason = '', device?: string): void {
    for (const c of this.#of(user, device)) c.socket.close(code, reason);
    this.#drop(user, device);
  }

  /** Breaks the network of a user's devices. They come back by themselves if they may. */
  cut(user: string, device?: string): void {
    for (const c of this.#of(user, device)) c.socket.close();
    this.#drop(user, device);
  }

  /** Publications to the user's present connections are lost until they reconnect. */
  deafen(user: string, deaf = true): void {
    for (const c of this.#of(user)) c.deaf = deaf;
  }

  /** Nothing is answered any more over the user's present connections, nor told, as when their server stands still. */
  freeze(user: string): void {
    for (const c of this.#of(user)) c.deaf = c.frozen = true;
  }

  online(user: string, device?: string): boolean {
    return this.#of(user, device).length > 0;
  }

  /** How often a method was asked for. */
  count(method: string): number {
    return this.log.filter((entry) => entry.method === method).length;
  }

  #of(user: string, device?: string): Connection[] {
    return this.#connections.filter((c) => c.user === user && (device === undefined || c.device === device));
  }

  #drop(user: string, device?: string): void {
    this.#connections = this.#connections.filter(
      (c) => c.user !== user || (device !== undefined && c.device !== device),
    );
  }

  #accept(socket: ServerSocket): boolean {
    if (!this.up) return false;
    let connection: Connection | undefined;
    socket.onframe = (frame) => {
      for (const line of frame.split('\n')) {
        const command = JSON.parse(line) as Partial<Command>;
        if (command.connect) connection = this.#connect(socket, command as Command);
        else if (command.refresh) this.#refresh(socket, command as Command);
        else if (command.rpc && connection) this.#rpc(connection, command as Command);
      }
    };
    socket.onclose = () => {
      this.#connections = this.#connections.filter((c) => c !== connection);
    };
    return true;
  }

  #connect(socket: ServerSocket, { id, connect }: Command): Connection | undefined {
    const login: FakeLogin = { token: connect?.token ?? '', app: 0, user: '', device: '', ...connect?.data };
    this.tokens.push(login.token);
    const refused = this.judge(login);
    if (refused) {
      reply(socket, { id, error: refused });
      return undefined;
    }
    const { user, device } = login;
    const connection = { user, device, socket, deaf: false, frozen: false };
    this.#connections.push(connection);
    const history = this.#history.get(user) ?? [];
    const since = connect?.subs?.[channelOf(user)]?.offset;
    const sub = {
      recoverable: true,
      positioned: true,
      epoch: 'fake',
      offset: history.length,
      ...(since === undefined ? {} : { recovered: true, publications: history.filter((p) => p.offset > since) }),
    };
    const data = { now: this.calls.now(), user, device, lease: 14_000, ring: 30_000, max: 9 };
    const expiry = this.ttl > 0 ? { expires: true, ttl: this.ttl } : {};
    reply(socket, {
      id,
      connect: { client: `${user}-${device}`, version: 'fake', data, subs: { [channelOf(user)]: sub }, ...expiry },
    });
    return connection;
  }

  #refresh(socket: ServerSocket, { id, refresh }: Command): void {
    this.tokens.push(refresh?.token ?? '');
    const expiry = this.ttl > 0 ? { expires: true, ttl: this.ttl } : {};
    reply(socket, { id, refresh: { client: 'fake', version: 'fake', ...expiry } });
  }

  #rpc(connection: Connection, { id, rpc }: Command): void {
    const { method, data } = rpc ?? { method: '', data: {} };
    const { user, device } = connection;
    this.log.push({ user, device, method, data });
    if (connection.frozen) return;
    const answer = this.overrides.get(method)?.(data, { user, device }) ?? this.#once(connection, method, data);
    if (answer === 'silence') return;
    const message = 'error' in answer ? { id, error: answer.error } : { id, rpc: { data: answer } };
    if (this.lag) setTimeout(() => reply(connection.socket, message), this.lag);
    else reply(connection.socket, message);
  }

  /** A request that is repeated gets the first one's answer (P12). */
  #once({ user, device }: Connection, method: string, data: Record<string, unknown>): object {
    const key = data.request ? JSON.stringify([user, device, data.request]) : '';
    const known = key ? this.#answers.get(key) : undefined;
    const answer = known ?? this.#answer({ user, device }, method, data);
    if (key) this.#answers.set(key, answer);
    return answer;
  }

  #answer(peer: FakePeer, method: string, data: Record<string, unknown>): object {
    if (method === 'users.online') return { users: [...new Set(this.#connections.map((c) => c.user))] };
    return this.calls.command(peer, method, data);
  }
}

function channelOf(user: string): string {
  return `user:${user}`;
}

function reply(socket: ServerSocket, message: object): void {
  socket.send(JSON.stringify(message));
}
