import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { freePort } from './backing';
import { Server } from './server';

const binary = join(import.meta.dirname, '../../bin/livekit');
const KEY = 'operated';
const SECRET = 'the secret of LiveKit servers that tests run';

/** A LiveKit server of the operator, all of it on this machine. */
export class LiveKit {
  readonly name: string;
  readonly #port: number;
  #process: ChildProcess | undefined;

  private constructor(name: string, port: number) {
    this.name = name;
    this.#port = port;
  }

  /** Knows where it will be; it runs from {@link begin} on. */
  static async at(name: string): Promise<LiveKit> {
    return new LiveKit(name, await freePort());
  }

  /** Where pages find it. */
  get url(): string {
    return `ws://127.0.0.1:${this.#port}`;
  }

  /** Starts it as docs/external-media.md says, with its events going to a Ringline server. */
  async begin(ringline: string): Promise<void> {
    const config = {
      port: this.#port,
      bind_addresses: ['127.0.0.1'],
      keys: { [KEY]: SECRET },
      logging: { level: 'error' },
      room: { auto_create: false },
      webhook: { api_key: KEY, urls: [`${ringline}/media/webhook/${this.name}`] },
      rtc: {
        node_ip: '127.0.0.1',
        udp_port: await freeMediaPort(),
        tcp_port: 0,
        enable_loopback_candidate: true,
        interfaces: { includes: ['lo'] },
        ips: { includes: ['127.0.0.1/32'] },
        stun_servers: ['127.0.0.1:9'], // nobody is there, nor needed; what comes from a STUN server's address a browser takes for no media
      },
    };
    const child = spawn(binary, [JSON.stringify(config)], { stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('error', () => undefined); // it is not there: nobody will ever see it serve
    this.#process = child;
  }

  /** Ends the process without a word. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  /** The settings of Ringline that list such servers, and have no media inside. */
  static settings(...all: LiveKit[]): Record<string, string> {
    const rows = all.flatMap(({ name, url }, n) =>
      Object.entries({ NAME: name, URL: url, KEY, SECRET }).map(([field, value]) => [
        `RINGLINE_MEDIA_EXTERNAL_${n}_${field}`,
        value,
      ]),
    );
    return { RINGLINE_MEDIA_EMBEDDED: 'false', ...(Object.fromEntries(rows) as Record<string, string>) };
  }
}

/** One Ringline server without media, and two LiveKit servers beside it. */
export class Operated {
  readonly server: Server;
  readonly media: LiveKit[];

  private constructor(server: Server, media: LiveKit[]) {
    this.server = server;
    this.media = media;
  }

  static async start(): Promise<Operated> {
    const media = [await LiveKit.at('media-1'), await LiveKit.at('media-2')];
    const server = await Server.start('development', LiveKit.settings(...media));
    const operated = new Operated(server, media);
    for (const one of media) await one.begin(server.url);
    for (const { name } of media) await operated.serves(name);
    return operated;
  }

  /** Waits until Ringline gives a media server calls. */
  async serves(name: string): Promise<void> {
    const list = () => this.server.ringline('node', 'list');
    const row = new RegExp(`^${name}\\b.*\\bserving\\b`, 'm');
    await expect
      .poll(list, { message: `${name} serves; is bin/livekit built? (make e2e)`, timeout: 30_000 })
      .toMatch(row);
  }

  async stop(): Promise<void> {
    await this.server.stop();
    for (const one of this.media) await one.kill();
  }
}

async function freeMediaPort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => {
    socket.close(resolve);
  });
  return port;
}
