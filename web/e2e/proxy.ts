import { createSocket } from 'node:dgram';
import type { RemoteInfo, Socket as UdpSocket } from 'node:dgram';
import { createServer, connect } from 'node:net';
import type { AddressInfo, Server as TcpServer, Socket } from 'node:net';

/**
 * What the network does to those behind the proxy. `swallow`: connections stay open and bytes vanish, both ways, as where
 * a network died without a word. `deafen`: only what the server says vanishes. `refuse`: nobody gets through.
 * `no_websockets`: as a company's proxy that lets pages pass and nothing else.
 */
export type Weather = 'fair' | 'swallow' | 'deafen' | 'refuse' | 'no_websockets';

interface Pair {
  client: Socket;
  server: Socket;
  /** Bytes to the client were lost: it can never be whole again. */
  deaf: boolean;
  /** Bytes of both ways are. */
  dead: boolean;
}

/** How often a balancer asks its servers whether they are ready, and how long each may take to say so. ms */
const ASK = 1_000;
const ANSWER = 1_000;

/** A TCP proxy in front of a server, whose network a test can spoil. */
export class Proxy {
  /** Where pages find the server behind it. */
  readonly url: string;
  #weather: Weather = 'fair';
  readonly #listener: TcpServer;
  readonly #targets: URL[];
  /** Those of several that were ready when they were last asked. */
  readonly #ready = new Set<URL>();
  readonly #pairs = new Set<Pair>();
  #asking: ReturnType<typeof setInterval> | undefined;

  private constructor(listener: TcpServer, targets: URL[]) {
    this.#listener = listener;
    this.#targets = targets;
    this.url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
    listener.on('connection', (client) => {
      void this.#take(client);
    });
  }

  /** In front of a server, or of several: it asks them every second, and each connection goes to the first that is ready, as a balancer's does. */
  static async before(...targets: string[]): Promise<Proxy> {
    const listener = createServer();
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const proxy = new Proxy(
      listener,
      targets.map((target) => new URL(target)),
    );
    if (targets.length > 1) {
      await proxy.#ask();
      proxy.#asking = setInterval(() => void proxy.#ask(), ASK);
    }
    return proxy;
  }

  /** Changes the weather. Connections that are open stay so, but for `refuse`. */
  set(weather: Weather): void {
    this.#weather = weather;
    if (weather === 'refuse') this.cut();
    if (weather === 'swallow') for (const pair of this.#pairs) pair.dead = true;
  }

  /** Breaks every connection, so that both sides notice. */
  cut(): void {
    for (const pair of this.#pairs) destroy(pair);
  }

  async stop(): Promise<void> {
    clearInterval(this.#asking);
    const closed = new Promise((resolve) => this.#listener.close(resolve));
    this.cut();
    await closed;
  }

  async #ask(): Promise<void> {
    const asked = this.#targets.map(async (target) => {
      if (await isReady(target)) this.#ready.add(target);
      else this.#ready.delete(target);
    });
    await Promise.all(asked);
  }

  async #take(client: Socket): Promise<void> {
    client.on('error', () => undefined); // 'close' follows
    const ready = this.#targets.filter((target) => this.#ready.has(target));
    const rest = this.#targets.filter((target) => !this.#ready.has(target));
    const server = this.#weather === 'refuse' ? undefined : await reach([...ready, ...rest]);
    if (!server || client.destroyed) {
      server?.destroy();
      client.destroy();
      return;
    }
    const pair: Pair = { client, server, deaf: false, dead: this.#weather === 'swallow' };
    this.#pairs.add(pair);
    client.on('data', (bytes) => {
      this.#up(pair, bytes);
    });
    server.on('data', (bytes) => {
      this.#down(pair, bytes);
    });
    // Whoever lost bytes is not told either that the other side gave up: that is what half open means.
    client.on('end', () => pair.dead || server.end());
    server.on('end', () => pair.deaf || pair.dead || client.end());
    client.on('close', () => {
      this.#pairs.delete(pair);
      server.destroy();
    });
    server.on('close', () => pair.deaf || pair.dead || client.destroy());
    server.on('error', () => undefined);
  }

  #up(pair: Pair, bytes: Buffer): void {
    if (this.#weather === 'no_websockets' && /\r\nupgrade: *websocket\r\n/i.test(bytes.toString('latin1'))) {
      pair.client.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    }
    if (!pair.dead) pair.server.write(bytes);
  }

  #down(pair: Pair, bytes: Buffer): void {
    if (this.#weather === 'deafen') pair.deaf = true;
    if (!pair.deaf && !pair.dead) pair.client.write(bytes);
  }
}

/** The first of several that can be connected to. */
async function reach(targets: URL[]): Promise<Socket | undefined> {
  for (const target of targets) {
    const server = connect(Number(target.port), target.hostname);
    const taken = await new Promise<boolean>((resolve) => {
      server.once('connect', () => {
        resolve(true);
      });
      server.once('error', () => {
        resolve(false);
      });
    });
    if (taken) return server;
  }
  return undefined;
}

async function isReady(server: URL): Promise<boolean> {
  try {
    return (await fetch(new URL('/readyz', server), { signal: AbortSignal.timeout(ANSWER) })).ok;
  } catch {
    return false;
  }
}

function destroy({ client, server }: Pair): void {
  client.destroy();
  server.destroy();
}

/** A UDP relay in front of a media port. Each sender gets a socket of its own, as a NAT does. */
export class Relay {
  readonly port: number;
  /** Packets vanish, both ways. */
  silent = false;
  readonly #inside: UdpSocket;
  readonly #outside = new Map<string, UdpSocket>();
  readonly #target: number;

  private constructor(inside: UdpSocket, target: number) {
    this.#inside = inside;
    this.#target = target;
    this.port = inside.address().port;
    inside.on('message', (packet, from) => {
      if (!this.silent) this.#socketFor(from).send(packet, this.#target, '127.0.0.1');
    });
  }

  /** For a media port of this machine. */
  static async before(target: number): Promise<Relay> {
    const inside = createSocket('udp4');
    await new Promise<void>((resolve) => inside.bind(0, '127.0.0.1', resolve));
    return new Relay(inside, target);
  }

  /** The senders' addresses change, as when a phone goes from one network into another. */
  move(): void {
    for (const socket of this.#outside.values()) socket.close();
    this.#outside.clear();
  }

  stop(): void {
    this.move();
    this.#inside.close();
  }

  #socketFor(from: RemoteInfo): UdpSocket {
    const key = `${from.address}:${from.port}`;
    const known = this.#outside.get(key);
    if (known) return known;
    const socket = createSocket('udp4');
    this.#outside.set(key, socket);
    socket.on('message', (packet) => {
      if (!this.silent) this.#inside.send(packet, from.port, from.address);
    });
    return socket;
  }
}
