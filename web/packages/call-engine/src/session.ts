import { Centrifuge, State } from 'centrifuge';
import { ErrorCode } from './constants';
import { randomId } from './device-id';
import { CallError, refusal } from './errors';
import type { Log } from './log';
import { Signatures } from './signatures';
import { inBackground, watchWake } from './wake';
import type { Commands, Publication, Queries, Welcome } from './wire';

/** Everything a login needs. */
export interface SessionOptions {
  /** Origin of the server. */
  server: string;
  app: number;
  user: string;
  device: string;
  token: string;
  getToken: (() => Promise<string>) | undefined;
  /** A WebSocket class to use instead of the browser's. */
  websocket?: unknown;
  log: Log;
}

/** Told what arrives without being asked for. */
export interface SessionListener {
  onState(state: 'connecting' | 'connected' | 'disconnected'): void;
  onPublication(publication: Publication): void;
  /** The device may have slept, or be in another network now. */
  onWake(): void;
  /** The session is over and will not come back: kicked out, disabled, expired. Not for a refused login or {@link Session.close}. */
  onOver(error: CallError): void;
}

/** How long a login may take, and how long a command is tried again over a broken connection. ms */
const LOGIN_PATIENCE = 15_000;
const COMMAND_PATIENCE = 10_000;

/**
 * The server pings every 4 s and counts a device out 14 s after it last heard of it. A connection that is dead without a
 * word is noticed 7 s after the last ping, and two attempts for a new one end within those 14 s. The delays between
 * attempts are drawn at random, so that clients that were lost together do not come back together. ms
 */
const PING_GRACE = 3_000;
const ANSWER_PATIENCE = 3_500;
const RECONNECT = { minReconnectDelay: 200, maxReconnectDelay: 4_000 };

/** A server that says goodbye to all of its clients gets them back over this time. ms */
const SPREAD = 2_000;
const SHUTDOWN = 3001;

/** How long a page of the server may take, asked after a login failed. ms */
const PAGE_PATIENCE = 500;

/** How long a connection may take to answer after the device woke up, and how often it is asked at most. ms */
const PROBE_PATIENCE = 1_500;
const PROBE_PAUSE = 1_000;
/** It is waited in so many steps: a page that stood still for a moment did not wait, and the answer may be there. */
const PROBE_STEPS = 5;

/**
 * How long it may take when media stays away; but so many times what answers took lately, if that is longer: a connection
 * that is slow is not dead. As long as media stays away it is asked again, each time after twice as long, and after so long
 * with media it counts as the first time. Clients of one server come back spread over a time. ms
 */
const DOUBT_PATIENCE = 1_000;
const SLOWER = 3;
const DOUBT_PAUSE = 2_000;
const LONGEST_DOUBT_PAUSE = 60_000;
const CALM = 10_000;
const DOUBT_SPREAD = 500;

/** Refusals of the server that ask for another try, and how often one is made within a command. */
const BUSY_NOW = new Set([100, 111, 1013, 1014, 1015]);
const BUSY_TRIES = 4;
/** Longest pause between two tries. ms */
const LONGEST_PAUSE = 4_000;

/** Errors below are the client library's own: no answer came. 109: the signature expired. */
const FIRST_SERVER_ERROR = 100;
const TIMED_OUT = 1;
const TOKEN_EXPIRED = 109;
const SIGNATURE_ENDED = 3005;
/** Disconnect codes of `api/realtime.md` §6, and the library's own for a token it could not renew. */
const UNAUTHORIZED = 1;

interface WireError {
  code: number;
  message: string;
}

function isWireError(error: unknown): error is WireError {
  return typeof error === 'object' && error !== null && typeof (error as WireError).code === 'number';
}

/**
 * One login: a connection that comes back by itself, and commands that are sent again, with the same request id, until
 * they are answered. It knows nothing about calls.
 */
export class Session {
  readonly #client: Centrifuge;
  readonly #listener: SessionListener;
  readonly #log: Log;
  readonly #server: string;
  readonly #signatures: Signatures;
  /** What the client library takes for the browser's word about the network. */
  readonly #network = new EventTarget();
  #unwatch: (() => void) | undefined;
  #clock = 0;
  #most = 9;
  #opened = false;
  #over: CallError | undefined;
  /** How long the next attempt to connect is held back. ms */
  #hold = 0;
  /** Counts connections, and what came over them. */
  #connection = 0;
  #heard = 0;
  /** When the device woke up last, when it was asked last whether the connection lives, and whether that is under way. */
  #woke = 0;
  #probed = 0;
  #probing = false;
  /** When media was missed last, and for how many questions it has been. */
  #missed = 0;
  #doubts = 0;
  /** How long answers took lately. ms */
  #trip = 0;
  /** Whether pages of the server can be fetched, asked when the first connection failed. */
  #reachable: Promise<boolean> | undefined;

  constructor(options: SessionOptions, listener: SessionListener) {
    const { app, user, device, token, getToken, server } = options;
    this.#listener = listener;
    this.#log = options.log;
    this.#server = server;
    this.#signatures = new Signatures(getToken);
    this.#client = new Centrifuge(socketUrl(server), {
      token,
      getToken: () => this.#signatures.next(this.connected),
      getData: async () => {
        const hold = this.#hold;
        this.#hold = 0;
        if (hold) await sleep(hold);
        return { app, user, device, platform: 'web' };
      },
      maxServerPingDelay: PING_GRACE,
      timeout: ANSWER_PATIENCE,
      networkEventTarget: this.#network,
      ...RECONNECT,
      ...(options.websocket ? { websocket: options.websocket } : {}),
    });
    this.#listen();
  }

  /** Connects. Fails at once when refused, and after 15 s when nobody can be reached. */
  async open(): Promise<void> {
    this.#unwatch = watchWake({
      onWake: () => void this.#look(),
      onOffline: () => this.#network.dispatchEvent(new Event('offline')),
    });
    this.#client.connect();
    try {
      await this.#client.ready(LOGIN_PATIENCE);
      this.#opened = true;
    } catch {
      const error = this.#over ?? (await this.#unreached());
      this.close();
      throw error;
    }
  }

  /** Waits for what belongs to the login, and fails as {@link open} does when it takes too long. */
  async settled<T>(work: Promise<T>): Promise<T> {
    const late = new Error('late');
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(late), LOGIN_PATIENCE)));
    try {
      return await Promise.race([work, patience]);
    } catch (error) {
      throw error === late ? await this.#unreached() : error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Disconnects. Commands that wait fail. */
  close(): void {
    this.#over ??= new CallError(ErrorCode.NOT_LOGGED_IN, 'logged out');
    this.#client.disconnect();
  }

  /** Has another signature of the same user from now on. */
  renew(token: string): void {
    this.#client.setToken(token);
    this.#signatures.give(token);
  }

  /** The server's clock, ms since 1970. */
  now(): number {
    return Date.now() + this.#clock;
  }

  /** How many a call of the app has room for, the caller included. */
  get most(): number {
    return this.#most;
  }

  /** Whether the server can be reached at the moment. */
  get connected(): boolean {
    return this.#client.state === State.Connected;
  }

  /** Sends a command. Repeated under one request id over broken connections for `patience` ms. */
  command<M extends keyof Commands>(
    method: M,
    data: Commands[M][0],
    patience = COMMAND_PATIENCE,
  ): Promise<Commands[M][1]> {
    return this.#send(method, { request: randomId(), ...data }, patience) as Promise<Commands[M][1]>;
  }

  /** Asks something. Repeated like a command; without end if `patience` has none, until the server says no or the session is over. */
  query<M extends keyof Queries>(method: M, data: Queries[M][0], patience = COMMAND_PATIENCE): Promise<Queries[M][1]> {
    return this.#send(method, data, patience) as Promise<Queries[M][1]>;
  }

  /**
   * Media that should come does not come any more, told as long as that is so. The server that this client is connected to may
   * stand still: it is asked, and given up if it does not answer, without waiting for a ping to fail.
   */
  async doubt(): Promise<void> {
    const now = Date.now();
    if (now - this.#missed > CALM) this.#doubts = 0;
    this.#missed = now;
    const pause = this.#doubts ? Math.min(DOUBT_PAUSE * 2 ** this.#doubts, LONGEST_DOUBT_PAUSE) : PROBE_PAUSE;
    if (!this.connected || this.#over || this.#probing || now - this.#probed < pause || inBackground()) return;
    this.#doubts++;
    this.#probed = now;
    const patience = Math.max(DOUBT_PATIENCE, Math.min(SLOWER * this.#trip, ANSWER_PATIENCE));
    if (await this.#answers(patience)) return;
    this.#replace('no media comes, and no answer', Math.random() * DOUBT_SPREAD);
  }

  async #send(method: string, data: object, patience: number): Promise<unknown> {
    const until = Date.now() + patience;
    for (let tries = 1; ; tries++) {
      try {
        await this.#connected(until);
        const asked = Date.now();
        const answer = (await inTime(this.#client.rpc(method, data), until)).data as unknown;
        this.#trip = (this.#trip + Date.now() - asked) / 2;
        this.#heard++;
        return answer;
      } catch (error) {
        if (this.#over) throw this.#over;
        if (!isWireError(error)) throw error;
        const answered = error.code >= FIRST_SERVER_ERROR;
        const again = BUSY_NOW.has(error.code) && (tries < BUSY_TRIES || patience === Infinity);
        if (answered && !again) throw refusal(error.code, error.message);
        if (Date.now() >= until) {
          throw new CallError(ErrorCode.SIGNALING_SEND_FAIL, `${method} was not answered: ${error.message}`);
        }
        this.#log.debug(`${method} again: ${error.message}`);
        if (answered) await pause(tries);
      }
    }
  }

  #connected(until: number): Promise<void> {
    const left = until - Date.now();
    return Number.isFinite(left) ? this.#client.ready(Math.max(left, 1)) : this.#client.ready();
  }

  /**
   * The device may have slept, or changed its network. A connection that does not answer now is given up, without waiting
   * for a ping to fail; one that is being made is begun again, it may be stuck in the network that was.
   */
  async #look(): Promise<void> {
    if (!this.#opened || this.#over || Date.now() - this.#woke < PROBE_PAUSE) return;
    this.#woke = this.#probed = Date.now();
    this.#listener.onWake();
    if (this.connected && (this.#probing || (await this.#answers(PROBE_PATIENCE)))) return;
    this.#replace('the connection may be dead', 0);
  }

  /** Makes another connection, now or so many ms later. */
  #replace(why: string, hold: number): void {
    this.#log.debug(`${why}: making another connection`);
    this.#hold = hold;
    for (const word of ['offline', 'online']) this.#network.dispatchEvent(new Event(word));
  }

  /** Whether this connection answers in time; or there is no more need to know, as it is given up already. */
  async #answers(patience: number): Promise<boolean> {
    const connection = this.#connection;
    const heard = this.#heard;
    const alive = () => this.#heard !== heard || !this.connected || connection !== this.#connection;
    this.#probing = true;
    const answer = this.#client.rpc('call.sync', {}).then(
      () => this.#heard++,
      (error: unknown) => isWireError(error) && error.code >= FIRST_SERVER_ERROR && this.#heard++,
    );
    for (let step = 0; step < PROBE_STEPS && !alive(); step++) {
      await Promise.race([answer, sleep(patience / PROBE_STEPS)]);
    }
    this.#probing = false;
    return alive();
  }

  /** Nobody was reached: says whether it is the server or only the way to it. */
  async #unreached(): Promise<CallError> {
    this.#reachable ??= answersPages(this.#server);
    const pages = this.connected ? false : await Promise.race([this.#reachable, sleep(PAGE_PATIENCE)]);
    const why = pages
      ? 'the server answers, but no WebSocket to it can be opened: a proxy or firewall in between may not allow it'
      : 'the server could not be reached within 15 s';
    return new CallError(ErrorCode.NO_NETWORK, why);
  }

  #listen(): void {
    const client = this.#client;
    client.on('connected', ({ data }) => {
      this.#connection++;
      const welcome = data as Welcome | undefined;
      this.#clock = welcome ? welcome.now - Date.now() : 0;
      this.#most = welcome?.max ?? this.#most;
      this.#listener.onState('connected');
    });
    client.on('connecting', ({ code, reason }) => {
      this.#log.debug(`connecting: ${code} ${reason}`);
      if (code === SHUTDOWN) this.#hold = Math.random() * SPREAD;
      this.#listener.onState('connecting');
    });
    client.on('publication', ({ data }) => {
      this.#heard++;
      this.#listener.onPublication(data as Publication);
    });
    client.on('disconnected', ({ code, reason }) => {
      this.#unwatch?.();
      const wished = this.#over !== undefined;
      this.#over ??= ending(code, reason);
      this.#listener.onState('disconnected');
      if (this.#opened && !wished) this.#listener.onOver(this.#over);
    });
    client.on('error', ({ type, error }) => {
      this.#log.debug(`${type}: ${error.code} ${error.message}`);
      if (!this.#opened) this.#reachable ??= answersPages(this.#server);
    });
  }
}

/** Why the session will not come back. Codes below 3000 are refused logins. */
function ending(code: number, reason: string): CallError {
  if (code === UNAUTHORIZED || code === TOKEN_EXPIRED || code === SIGNATURE_ENDED) {
    return new CallError(ErrorCode.USERSIG_EXPIRED, 'the signature expired and no new one was given');
  }
  if (code >= 1000 && code < 3000) return refusal(code, reason);
  if (code === 4500) return new CallError(ErrorCode.NOT_LOGGED_IN, reason || 'logged in on another device', 'kicked');
  if (code === 4502) return new CallError(ErrorCode.NOT_LOGGED_IN, reason || 'this device connected again', 'replaced');
  if (code === 4501) return new CallError(ErrorCode.NOT_LOGGED_IN, reason || 'put out', 'expelled');
  return new CallError(ErrorCode.NOT_LOGGED_IN, `disconnected: ${reason}`, `disconnect_${code}`);
}

/** Whether anything but WebSockets gets through to the server. */
async function answersPages(server: string): Promise<boolean> {
  try {
    await fetch(new URL('/healthz', server), { mode: 'no-cors', cache: 'no-store' });
    return true;
  } catch {
    return false;
  }
}

function socketUrl(server: string): string {
  const url = new URL('/connection/websocket', server);
  url.protocol = url.protocol.replace('http', 'ws');
  return url.href;
}

/** Fails as an answer that does not come, when that is too late. */
async function inTime<T>(answer: Promise<T>, until: number): Promise<T> {
  if (!Number.isFinite(until)) return answer;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const error: WireError = { code: TIMED_OUT, message: 'timeout' };
    timer = setTimeout(() => reject(error as unknown as Error), until - Date.now());
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Full jitter: 0…100, 200, 400 ms, and so on. */
function pause(tries: number): Promise<void> {
  return sleep(Math.random() * Math.min(50 * 2 ** tries, LONGEST_PAUSE));
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
