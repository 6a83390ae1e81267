import { CallBook } from './call-book';
import { afterLeaving, legOf, placeOf, type Call, type Place, type Self } from './call-state';
import { ErrorCode, RinglineEvent, TUICallEvent } from './constants';
import { CallError } from './errors';
import { callEvents, type Fired } from './events';
import type { Log } from './log';
import { OWN, type MediaLoader } from './media';
import { MediaLink } from './media-link';
import { Session, type SessionOptions } from './session';
import type { CallInfo } from './types';
import { callInfo } from './view';
import type { CallMessage, CallStats, Commands, Media, Publication, Queries, Ticket } from './wire';

export interface ClientOptions extends SessionOptions {
  media: MediaLoader;
}

/** How long hanging up waits for the server before the call is left without it. ms */
const LEAVE_PATIENCE = 1_500;
/** How long after its deadline a ringing call is looked at; the server has a second for its own clock (P3). ms */
const RING_GRACE = 1_500;
/** How long statistics are tried to be told. ms */
const REPORT_PATIENCE = 5_000;

/**
 * One logged-in user on one device: the session, the calls it tells of, and the media of the call this device is in.
 * What happens is told through one function, in documented events.
 */
export class Client {
  readonly self: Self;
  readonly link: MediaLink;
  readonly #session: Session;
  readonly #book: CallBook;
  readonly #fire: (fired: Fired) => void;
  readonly #log: Log;
  #accepting: Promise<void> | undefined;
  /** A start or a join that is under way. */
  #starting: Promise<unknown> | undefined;
  /** When this device asked to be let in, by performance.now(). */
  #asked: number | undefined;
  /** A ticket that an answer brought, or will bring. Without a call: for whatever call comes of it. */
  #offered: { call: string | undefined; ticket: Promise<Ticket | undefined> } | undefined;
  #ringTimer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param fire told of every event
   * @param over told when the session has ended and will not come back
   */
  constructor(options: ClientOptions, fire: (fired: Fired) => void, over: () => void) {
    this.self = { user: options.user, device: options.device };
    this.#fire = fire;
    this.#log = options.log;
    this.#session = new Session(options, {
      onState: (state) => {
        this.#fire({ name: RinglineEvent.CONNECTION, payload: { state } });
        if (state !== 'connected') return;
        this.#resync().catch(() => undefined); // the session is over
        this.link.check();
      },
      onWake: () => {
        this.link.check();
      },
      onPublication: (publication) => {
        this.#publication(publication);
      },
      onOver: ({ code, message }) => {
        over();
        this.#stop();
        this.#fire({ name: TUICallEvent.KICKED_OUT, payload: { code, message } });
      },
    });
    const { user } = options;
    const truth = {
      sync: async () => (await this.#session.query('call.sync', {}, Infinity)).calls ?? [],
      get: async (call: string) => (await this.#session.query('call.get', { call }, Infinity)).call,
    };
    this.#book = new CallBook(user, truth, (before, after) => {
      this.#changed(before, after);
    });
    this.link = this.#makeLink(options);
  }

  /** Connects, and resolves when the truth about running calls is known and told. */
  async open(): Promise<void> {
    await this.#session.open();
    try {
      await this.#session.settled(this.#resync());
    } catch (error) {
      this.#stop();
      this.#session.close();
      throw error;
    }
  }

  /** Leaves a running call and disconnects. A call that only rings here goes on ringing elsewhere. */
  async close(): Promise<void> {
    await this.#underWay();
    if (this.call && this.place !== 'ringing') await this.hangup();
    this.#stop();
    this.#session.close();
  }

  /** The call that this device rings for or is in. */
  get call(): Call | undefined {
    const mine = this.#book.all().filter((call) => placeOf(call, this.self) !== 'out');
    return mine.find((call) => placeOf(call, this.self) !== 'ringing') ?? mine[0];
  }

  get place(): Place {
    return placeOf(this.call, this.self);
  }

  /** Has another signature of the same user from now on. */
  renew(token: string): void {
    this.#session.renew(token);
  }

  info(): CallInfo | null {
    const { call } = this;
    return call ? callInfo(call, this.self) : null;
  }

  now(): number {
    return this.#session.now();
  }

  async online(): Promise<string[]> {
    return (await this.#session.query('users.online', {})).users ?? [];
  }

  /** Asks something that has nothing to do with the calls at hand. */
  ask<M extends keyof Queries>(method: M, data: Queries[M][0]): Promise<Queries[M][1]> {
    return this.#session.query(method, data);
  }

  /** A live call that this client has heard of, whether or not this device has a part in it. */
  find(wanted: (call: Call) => boolean): Call | undefined {
    return this.#book.all().find((call) => !call.end && wanted(call));
  }

  /** @param allowed as in {@link accept} */
  start(data: Commands['call.start'][0], allowed?: Promise<void>): Promise<CallMessage> {
    return this.#begin(async () => {
      if (allowed) await allowed;
      const answer = this.#session.command('call.start', data).catch((error: unknown) => {
        throw error instanceof CallError && error.word === 'full' ? tooMany(this.#session.most - 1, error) : error;
      });
      // Of two who call each other at once, one is answered with the other's call and a ticket for it.
      this.#offer(undefined, answer);
      const { call } = await answer;
      this.#book.answer(call);
      return call;
    });
  }

  /** @param allowed as in {@link accept} */
  join(id: string, allowed?: Promise<void>): Promise<void> {
    return this.#begin(() => this.#enter('call.join', id, allowed));
  }

  /** @param allowed fails if it must not be done; it counts as under way meanwhile */
  accept(allowed?: Promise<void>): Promise<void> {
    const { call } = this;
    if (this.#accepting) {
      this.#log.warn('accept: under way already');
      return this.#accepting;
    }
    if (!call || this.place !== 'ringing') return Promise.reject(refused('nothing rings here'));
    this.#accepting = this.#enter('call.accept', call.id, allowed).finally(() => {
      this.#accepting = undefined;
    });
    return this.#accepting;
  }

  /**
   * Declines. Whoever accepted a moment before, and has no answer yet, leaves.
   *
   * @param busy the caller is to be told that the user is busy, not that they declined
   */
  async reject(busy = false): Promise<void> {
    if (this.#accepting) {
      await this.hangup();
      return;
    }
    const { call } = this;
    if (!call || this.place !== 'ringing') throw refused('nothing rings here');
    const data = { call: call.id, ...(busy ? { busy } : {}) };
    this.#book.answer((await this.#truly(this.#session.command('call.reject', data))).call);
  }

  /** Ends this device's part. It is out at once, whether or not the server can be told now. */
  async hangup(): Promise<void> {
    if (!this.call) await this.#underWay();
    if (!this.call && this.#starting) {
      // No answer yet, so there is nothing to leave; whatever call comes of it is left as it comes.
      this.#starting.then(
        () => this.hangup().catch(() => undefined), // it was over by then
        () => undefined,
      );
      return;
    }
    const { call } = this;
    if (!call) throw refused('this device is in no call');
    this.link.leave();
    try {
      this.#book.answer((await this.#session.command('call.hangup', { call: call.id }, LEAVE_PATIENCE)).call);
    } catch (error) {
      if (error instanceof CallError && error.final) await this.#resync();
      if (this.call?.id === call.id) this.#leaveWithout(call.id);
    }
  }

  async invite(users: string[], timeout: number | undefined): Promise<string[]> {
    const { call } = this;
    if (!call || this.place === 'ringing') throw refused('only somebody in a call can invite');
    const data = { call: call.id, users, ...(timeout === undefined ? {} : { timeout }) };
    const answer = await this.#truly(this.#session.command('call.invite', data));
    this.#book.answer(answer.call);
    return answer.invited ?? [];
  }

  async switchMedia(media: Media): Promise<void> {
    const { call } = this;
    if (!call || this.place === 'ringing') throw refused('this device is in no call');
    const answer = await this.#truly(this.#session.command('call.switch_media', { call: call.id, media }));
    this.#book.answer(answer.call);
  }

  #begin<T>(work: () => Promise<T>): Promise<T> {
    if (this.#starting || this.call) return Promise.reject(refused('this device is in a call already'));
    const begun = work().finally(() => {
      this.#starting = undefined;
    });
    this.#starting = begun;
    return begun;
  }

  /** Waits for the outcome of what would bring this device into a call: who leaves meanwhile means that call, too. */
  async #underWay(): Promise<void> {
    if (!this.#starting && !this.#accepting) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const enough = new Promise((resolve) => (timer = setTimeout(resolve, LEAVE_PATIENCE)));
    await Promise.race([enough, Promise.allSettled([this.#starting, this.#accepting])]);
    clearTimeout(timer);
  }

  async #enter(method: 'call.accept' | 'call.join', id: string, allowed?: Promise<void>): Promise<void> {
    if (allowed) await allowed;
    this.#asked = performance.now();
    const answer = this.#truly(this.#session.command(method, { call: id }));
    this.#offer(id, answer);
    this.#book.answer((await answer).call);
  }

  /** Media may have to be entered before the answer that brings the ticket is here: the update was faster. */
  #offer(call: string | undefined, answer: Promise<{ ticket?: Ticket }>): void {
    const ticket = answer.then(
      (a) => a.ticket,
      () => undefined,
    );
    this.#offered = { call, ticket };
  }

  /** A refusal means that the world is not as this client believes: it looks again before it says so. */
  async #truly<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof CallError && error.final) await this.#resync();
      throw error;
    }
  }

  /** Nobody answers: the user is out all the same, and the server hears of it when it is back. */
  #leaveWithout(id: string): void {
    this.#book.abandon(id, (call) => afterLeaving(call, this.self, this.now()));
    const settled = this.#session
      .command('call.hangup', { call: id }, Infinity)
      .then(({ call }) => this.#book.answer(call))
      .catch(() => this.#resync());
    settled.catch(() => undefined).finally(() => this.#book.readmit(id));
  }

  #resync(): Promise<void> {
    return this.#book.resync();
  }

  #publication({ call, presence, sync }: Publication): void {
    if (call) this.#book.publish(call);
    if (sync) this.#resync().catch(() => undefined); // the session is over
    if (presence) {
      const payload = { userID: presence.user, online: presence.online ?? false };
      this.#fire({ name: RinglineEvent.PRESENCE, payload });
    }
  }

  #changed(before: Call | undefined, after: Call | undefined): void {
    const { call, place } = this;
    const over = placeOf(before, this.self) !== 'out' && placeOf(after, this.self) === 'out';
    // Before anybody is told. A camera that was opened for one call must not run on into another.
    if (!call || (place !== 'connected' && (over || this.link.entered))) this.link.leave();
    const fired = callEvents(before, after, this.self, this.#session.now());
    for (const event of fired) this.#fire(event);
    if (placeOf(before, this.self) !== 'out' || placeOf(after, this.self) !== 'out' || fired.length > 0) {
      this.#fire({ name: RinglineEvent.CALL_CHANGED, payload: this.info() });
    }
    this.#follow();
    if (after && fired.some(({ name }) => name === TUICallEvent.ON_CALL_RECEIVED)) this.#rang(after.id);
    if (before?.media === 'video' && after?.media === 'audio' && place !== 'out') this.#closeCamera();
  }

  /** Media and the ring timer do what the call wants. */
  #follow(): void {
    const { call, place } = this;
    clearTimeout(this.#ringTimer);
    if (!call) return;
    if (place === 'connected') {
      this.link.enter(call.id, this.#asked, call.moves);
      this.#asked = undefined;
      return;
    }
    // The media client is large: have it when the answer comes.
    this.link.client().catch((error: unknown) => {
      this.#log.warn('the media client could not be loaded yet', error);
    });
    if (place === 'ringing') this.#watchRing(call);
  }

  /** A device that lost the server must not ring for ever. */
  #watchRing(call: Call): void {
    const deadline = legOf(call, this.self.user)?.deadline ?? this.now();
    this.#ringTimer = setTimeout(
      () => {
        if (this.#session.connected) this.#resync().catch(() => undefined);
        else this.#book.forget(call.id);
      },
      Math.max(0, deadline + RING_GRACE - this.now()),
    );
  }

  #rang(call: string): void {
    this.#session.query('call.rang', { call }).catch((error: unknown) => {
      this.#log.debug('the ringing could not be told', error);
    });
  }

  #closeCamera(): void {
    this.link
      .client()
      .then((media) => media.closeCamera())
      .catch((error: unknown) => {
        this.#log.warn('the camera could not be closed', error);
      });
  }

  #stop(): void {
    clearTimeout(this.#ringTimer);
    const had = this.call;
    this.link.close();
    if (had) this.#fire({ name: RinglineEvent.CALL_CHANGED, payload: null });
  }

  /** After whatever is being done, such as hanging up. Nothing depends on it: the server may not want it. */
  #report(call: string, stats: CallStats): void {
    setTimeout(() => {
      this.#session.query('call.stats', { call, stats }, REPORT_PATIENCE).catch((error: unknown) => {
        this.#log.debug('the statistics could not be told', error);
      });
    }, 0);
  }

  /** Usually the call is over for this device, and the update that says so is on its way. Else it has no media: that is told. */
  async #refused(call: string, { code, message }: CallError): Promise<void> {
    await this.#resync().catch(() => undefined); // the session is over, and so is the call here
    if (this.call?.id !== call || this.place !== 'connected') return;
    this.#fire({ name: TUICallEvent.ERROR, payload: { code, message: `media: ${message}` } });
  }

  #makeLink(options: ClientOptions): MediaLink {
    const name = (user: string) => (user === OWN ? this.self.user : user);
    const source = {
      mediaUrl: new URL('/', options.server).href.replace(/^http/, 'ws'),
      effectsUrl: new URL('/sdk/effects/', options.server).href,
      ticket: (call: string) => this.#ticket(call),
    };
    return new MediaLink(
      options.media,
      source,
      {
        onState: (state) => this.#fire({ name: RinglineEvent.MEDIA, payload: { state } }),
        onVideo: (user, isVideoAvailable) =>
          this.#fire({ name: TUICallEvent.USER_VIDEO_AVAILABLE, payload: { userID: name(user), isVideoAvailable } }),
        onAudio: (user, isAudioAvailable) =>
          this.#fire({ name: TUICallEvent.USER_AUDIO_AVAILABLE, payload: { userID: name(user), isAudioAvailable } }),
        onScreen: (user, isScreenAvailable) =>
          this.#fire({ name: RinglineEvent.SCREEN, payload: { userID: name(user), isScreenAvailable } }),
        onVolumes: (payload) => this.#fire({ name: TUICallEvent.USER_VOICE_VOLUME, payload }),
        onQuality: (payload) => this.#fire({ name: TUICallEvent.ON_USER_NETWORK_QUALITY_CHANGED, payload }),
        onDevices: (payload) => this.#fire({ name: TUICallEvent.DEVICED_UPDATED, payload }),
        onStatistics: (payload) => this.#fire({ name: RinglineEvent.STATISTICS, payload }),
        onSilence: () => {
          if (this.place === 'connected') void this.#session.doubt();
        },
        onReport: (call, stats) => {
          this.#report(call, stats);
        },
        onRefused: (call, error) => void this.#refused(call, error),
        onError: ({ code, message }) => this.#fire({ name: TUICallEvent.ERROR, payload: { code, message } }),
      },
      options.log,
    );
  }

  async #ticket(call: string): Promise<Ticket> {
    const offered = this.#offered;
    this.#offered = undefined;
    const ticket = (offered?.call ?? call) === call ? await offered?.ticket : undefined;
    return ticket ?? (await this.#session.query('call.ticket', { call })).ticket;
  }
}

function refused(text: string): CallError {
  return new CallError(ErrorCode.REQUEST_REFUSED, text);
}

/** In the words by which documented kits tell it from other invalid parameters. */
function tooMany(most: number, { code, word, message }: CallError): CallError {
  const documented = `ERROR_INVALID_CALLEE_LIST: CalleeList_Account length must be between 1 and ${most}`;
  return new CallError(code, `${message} (${documented})`, word);
}
