import { CallError } from './errors';
import type { Log } from './log';
import type { MediaClient, MediaListener, MediaLoader } from './media';
import type { MediaEvent } from './types';
import type { CallStats, Ticket } from './wire';

/** Tells the link what it needs to know. */
export interface LinkSource {
  /** A ticket for the call. Fails with a refusal when this device has no right to its media any more. */
  ticket(callId: string): Promise<Ticket>;
  /** Where tickets lead that do not say so: ws:// or wss://. */
  mediaUrl: string;
  /** Where the files of the effects are; ends in a slash. */
  effectsUrl: string;
}

/** Told how the link does. */
export interface LinkListener extends Omit<MediaListener, 'onState' | 'onLost' | 'onReport'> {
  onState(state: MediaEvent['state']): void;
  /** How the media of a call did so far. The last one of a call comes as it is left. */
  onReport(callId: string, stats: CallStats): void;
  /** The server says that this device has no right to the call's media. Nothing is tried any more, until {@link MediaLink.check}. */
  onRefused(callId: string, error: CallError): void;
}

/**
 * Pauses before tries to enter a room, ms; the last one again and again. The first is for a room that was never entered;
 * a room that was lost is often gone because the call is over, and the word of that only a moment behind.
 */
const PAUSES = [0, 300, 1_000, 2_000];

/**
 * How often media is looked at, ms, and how often in a row it may be found dead before the room is entered anew. The
 * client mends much by itself, but it knows neither that the network is another one now nor that the server is.
 */
const LOOK = 1_000;
const PATIENCE = 5;
const DOUBTFUL = 2;

/** How long an attempt to enter may go on when the server was away meanwhile: it may be stuck in what there was before. ms */
const STUCK = 1_500;

/**
 * Keeps the media client in the room of the call that this device is in: enters with a ticket, enters again with a new
 * one when the room was lost, and is out the moment the call is over.
 */
export class MediaLink {
  readonly #load: MediaLoader;
  readonly #source: LinkSource;
  readonly #listener: LinkListener;
  readonly #log: Log;
  #loading: Promise<MediaClient> | undefined;
  #client: MediaClient | undefined;
  #call = '';
  /** How often the call's room was given to another server, and how often it had been when it was entered; -1: it was not yet. */
  #moves = 0;
  #entered = -1;
  /** When this device's part in it began, by performance.now(). */
  #since = 0;
  /** The call that the client measures: it reports a last time while it leaves. */
  #measured = '';
  /** Counts entries and leaves: work of an earlier one is void. */
  #turn = 0;
  /** Counts attempts to enter, and the one that is under way; 0: none is. */
  #attempts = 0;
  #attempt = 0;
  /** Ticks while the room is entered. */
  #looking: ReturnType<typeof setInterval> | undefined;
  /** How often in a row media was found dead, and how often it may be. */
  #dead = 0;
  #patience = PATIENCE;
  #told: MediaEvent['state'] = 'disconnected';

  constructor(load: MediaLoader, source: LinkSource, listener: LinkListener, log: Log) {
    this.#load = load;
    this.#source = source;
    this.#listener = listener;
    this.#log = log;
  }

  /** The media client, loaded at the first wish. */
  client(): Promise<MediaClient> {
    const listener: MediaListener = {
      ...this.#forward(),
      onState: (state) => {
        this.#tell(state);
      },
      onReport: (stats) => this.#listener.onReport(this.#measured, stats),
      onLost: (reason) => {
        this.#lost(reason);
      },
    };
    this.#loading ??= this.#load(listener, this.#source.effectsUrl).then(
      (client) => (this.#client = client),
      (error: unknown) => {
        this.#loading = undefined; // a lost network may be back at the next wish
        throw error;
      },
    );
    return this.#loading;
  }

  /** Whether it is in a room, or on the way into one. */
  get entered(): boolean {
    return this.#call !== '';
  }

  /**
   * Is in this call's room from now on. The same call again changes nothing, unless its room was given to another server since:
   * then it is entered anew, there, however well the old one does. As long as that does, nobody is told.
   *
   * @param since when this device's part in it began, by performance.now()
   * @param moves how often the room was given to another server
   */
  enter(callId: string, since = performance.now(), moves = 0): void {
    if (this.#call === callId && moves <= this.#moves) return;
    if (this.#call !== callId) {
      if (this.#call) this.leave();
      this.#call = this.#measured = callId;
      this.#since = since;
    }
    this.#moves = moves;
    void this.#connect(++this.#turn, 0);
  }

  /** The server was lost and is back, or the network is another one: what does not work is not waited for as long as else. */
  check(): void {
    if (!this.#call) return;
    if (this.#looking) this.#patience = DOUBTFUL;
    else if (this.#attempt) this.#bear(this.#attempt);
    else void this.#connect(++this.#turn, 1);
  }

  #bear(attempt: number): void {
    setTimeout(() => {
      if (attempt === this.#attempt) void this.#connect(++this.#turn, 1);
    }, STUCK);
  }

  /** Is in no room, at once; nothing is captured or shown any more. */
  leave(): void {
    this.#call = '';
    this.#entered = -1;
    this.#turn++;
    this.#attempt = 0;
    this.#look(false);
    this.#client?.leave();
    this.#tell('disconnected');
  }

  /** Is in no room, for good. */
  close(): void {
    this.leave();
    this.#loading?.then(
      (client) => client.close(),
      () => undefined,
    );
  }

  async #connect(turn: number, first: number): Promise<void> {
    this.#look(false);
    this.#attempt = 0;
    for (let tries = first; ; tries++) {
      const delay = PAUSES[Math.min(tries, PAUSES.length - 1)] ?? 0;
      // Drawn at random, half to one and a half: rooms that were lost together are not entered together.
      if (delay) await new Promise((resolve) => setTimeout(resolve, delay * (0.5 + Math.random())));
      if (turn !== this.#turn) return;
      if (!this.#client?.alive()) this.#tell(first === 0 && this.#entered < 0 ? 'connecting' : 'reconnecting');
      const moves = this.#moves;
      this.#attempt = ++this.#attempts;
      try {
        const [client, ticket] = await Promise.all([this.client(), this.#source.ticket(this.#call)]);
        if (turn !== this.#turn) return;
        if (!client.alive() || this.#entered !== moves) {
          await client.join(ticket.url || this.#source.mediaUrl, ticket.token, this.#since);
        }
        if (turn !== this.#turn) return;
        this.#attempt = 0;
        this.#entered = moves;
        this.#look(true);
        return;
      } catch (error) {
        if (turn !== this.#turn) return;
        this.#attempt = 0;
        const told = error instanceof CallError ? error : undefined;
        this.#log.warn(`media: ${told?.message ?? String(error)}`);
        if (told?.final) {
          this.#tell('disconnected');
          this.#listener.onRefused(this.#call, told);
          return;
        }
        if (tries === first && told) this.#listener.onError(told);
      }
    }
  }

  /** Looks after the room from now on, or does not. */
  #look(on: boolean): void {
    clearInterval(this.#looking);
    this.#looking = undefined;
    this.#dead = 0;
    this.#patience = PATIENCE;
    if (!on) return;
    if (this.#told !== 'blocked') this.#tell('connected'); // it may have been heard already that the browser holds back the sound
    this.#looking = setInterval(() => {
      if (this.#client?.alive()) {
        if (this.#dead > 0) this.#tell('connected');
        this.#dead = 0;
        this.#patience = PATIENCE;
      } else {
        this.#dead++;
        this.#tell('reconnecting');
        this.#listener.onSilence();
        if (this.#dead >= this.#patience) this.#lost('nothing gets through');
      }
    }, LOOK);
  }

  #lost(reason: string): void {
    if (!this.#call) return;
    this.#log.debug(`media: room lost: ${reason}`);
    void this.#connect(++this.#turn, 1);
  }

  #tell(state: MediaEvent['state']): void {
    if (state === this.#told) return;
    this.#told = state;
    this.#listener.onState(state);
  }

  #forward(): Omit<MediaListener, 'onState' | 'onLost' | 'onReport'> {
    const to = this.#listener;
    return {
      onVideo: (user, available) => to.onVideo(user, available),
      onAudio: (user, available) => to.onAudio(user, available),
      onScreen: (user, available) => to.onScreen(user, available),
      onVolumes: (event) => to.onVolumes(event),
      onQuality: (event) => to.onQuality(event),
      onDevices: (event) => to.onDevices(event),
      onStatistics: (event) => to.onStatistics(event),
      onSilence: () => to.onSilence(),
      onError: (error) => to.onError(error),
    };
  }
}
