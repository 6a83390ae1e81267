import type { Page } from '@playwright/test';
import { Proxy, Relay } from './proxy';
import type { Weather } from './proxy';

declare global {
  interface Window {
    /** The port of the relay that stands in front of a media port. */
    relayFor: (port: number) => Promise<number>;
  }
}

/** All that is between one page and the server, pages, signalling and media alike, to be spoiled by a test. */
export class Network {
  /** Where the page finds the server. */
  readonly url: string;
  readonly #proxy: Proxy;
  readonly #relays = new Map<number, Promise<Relay>>();
  #silent = false;

  private constructor(proxy: Proxy) {
    this.#proxy = proxy;
    this.url = proxy.url;
  }

  static async before(target: string): Promise<Network> {
    return new Network(await Proxy.before(target));
  }

  /** Leads a page's media over this network; its pages and signalling come here by {@link url}. */
  async carry(page: Page): Promise<void> {
    await page.exposeFunction('relayFor', async (port: number) => (await this.#relayFor(port)).port);
    await page.addInitScript(reroute);
  }

  /** What TCP connections meet from now on. */
  set(weather: Weather): void {
    this.#proxy.set(weather);
  }

  /** Breaks the TCP connections; new ones may come. */
  cut(): void {
    this.#proxy.cut();
  }

  /** Media packets vanish, or pass again. */
  async mute(silent = true): Promise<void> {
    this.#silent = silent;
    for (const relay of this.#relays.values()) (await relay).silent = silent;
  }

  /** Dead without a word: connections stay open, and nothing gets through. */
  async die(): Promise<void> {
    this.set('swallow');
    await this.mute();
  }

  /** Another network: what was open stays dead, media packets come from elsewhere. */
  async revive(): Promise<void> {
    this.set('fair');
    for (const relay of this.#relays.values()) (await relay).move();
    await this.mute(false);
  }

  async stop(): Promise<void> {
    await this.#proxy.stop();
    for (const relay of this.#relays.values()) (await relay).stop();
  }

  #relayFor(port: number): Promise<Relay> {
    const known = this.#relays.get(port);
    if (known) return known;
    const made = Relay.before(port).then((relay) => {
      relay.silent = this.#silent;
      return relay;
    });
    this.#relays.set(port, made);
    return made;
  }
}

/** As much of a peer connection as is changed below, in its modern form only. */
interface Peer {
  onicecandidate: null;
  setConfiguration(configuration: RTCConfiguration): void;
  createOffer(options?: RTCOfferOptions): Promise<RTCSessionDescriptionInit>;
  createAnswer(): Promise<RTCSessionDescriptionInit>;
  setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void>;
  addIceCandidate(candidate?: RTCIceCandidateInit): Promise<void>;
}

/**
 * Runs in the page. Its peer connections see the server at the relay only, and the server hears of no address of theirs,
 * so that every packet has to take the relay.
 */
function reroute(): void {
  const candidate = /(candidate:\S+ \d+ udp \d+ \S+) (\d+)/gi;
  const relayed = async (text: string) => {
    for (const [whole, head, port] of text.matchAll(candidate)) {
      text = text.replace(whole, `${head} ${await window.relayFor(Number(port))}`);
    }
    return text;
  };
  const bare = (made: RTCSessionDescriptionInit) => ({
    ...made,
    sdp: (made.sdp ?? '').replace(/^a=candidate:.*\r\n/gm, ''),
  });

  const Plain = RTCPeerConnection as unknown as new (configuration?: RTCConfiguration) => Peer;
  window.RTCPeerConnection = class extends Plain {
    constructor(configuration?: RTCConfiguration) {
      super({ ...configuration, iceServers: [] });
    }

    override setConfiguration(configuration: RTCConfiguration): void {
      super.setConfiguration({ ...configuration, iceServers: [] });
    }

    override get onicecandidate(): null {
      return null;
    }

    override set onicecandidate(_) {
      // nobody is told
    }

    override async createOffer(options?: RTCOfferOptions): Promise<RTCSessionDescriptionInit> {
      return bare(await super.createOffer(options));
    }

    override async createAnswer(): Promise<RTCSessionDescriptionInit> {
      return bare(await super.createAnswer());
    }

    override async setRemoteDescription({ type, sdp }: RTCSessionDescriptionInit): Promise<void> {
      await super.setRemoteDescription({ type, sdp: await relayed(sdp ?? '') });
    }

    override async addIceCandidate(init?: RTCIceCandidateInit): Promise<void> {
      await super.addIceCandidate(init && { ...init, candidate: await relayed(init.candidate ?? '') });
    }
  } as unknown as typeof RTCPeerConnection;
}
