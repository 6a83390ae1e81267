import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const binary = join(import.meta.dirname, '../../bin/ringline');
const run = promisify(execFile);

/** What `ringline call show --json` and `call explain --json` say, as far as the tests look. */
export interface Story {
  call: {
    version: number;
    media: string;
    kind: string;
    chat_group?: string;
    answered_at?: string;
    host?: string;
    moves?: number;
    legs: { user: string; state: string; reason?: string; device?: string }[];
    end?: { at: string; result: string; reason: string; cause: string; by: { kind: string; name?: string } };
  };
  /** What happened to the call itself, in order. */
  events: { source: string; type: string; version: number; user?: string; device?: string }[];
}

/** The envelope of the v4 API. */
export interface Answer {
  ActionStatus: string;
  ErrorCode: number;
  ErrorInfo: string;
  RequestId: string;
}

/** A running ringline with a folder of its own. */
export class Server {
  readonly url: string;
  /** The app of a server in dev mode. */
  readonly developmentApp = '1400000001';
  readonly #dir: string;
  readonly #args: string[];
  readonly #settings: Record<string, string>;
  #process: ChildProcess;
  #token: string | undefined;

  private constructor(
    url: string,
    dir: string,
    args: string[],
    settings: Record<string, string>,
    process: ChildProcess,
  ) {
    this.url = url;
    this.#dir = dir;
    this.#args = args;
    this.#settings = settings;
    this.#process = process;
  }

  /** Starts a server, with the development app or without any. Settings go into its environment. */
  static async start(
    app: 'development' | 'none' = 'development',
    settings: Record<string, string> = {},
  ): Promise<Server> {
    const dir = await mkdtemp(join(tmpdir(), 'ringline-e2e-'));
    const args = ['--data', dir, '--media-node-ip', '127.0.0.1'];
    args.push('--media-udp-port', '0', '--media-tcp-port', '-1', '--media-stun-port', '0', '--log-level', 'warn');
    if (app === 'development') args.push('--dev');
    const { url, child } = await launch('127.0.0.1:0', args, settings);
    return new Server(url, dir, args, settings, child);
  }

  /** Ends the process, politely or not. Its data stays, and {@link begin} starts it again. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const gone = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill(signal);
    await gone;
  }

  /** Has the process stand still: it answers nothing, refuses nothing, and all of its connections stay open. {@link thaw} ends that. */
  freeze(): void {
    this.#process.kill('SIGSTOP');
  }

  thaw(): void {
    this.#process.kill('SIGCONT');
  }

  /** Starts the process again where it was, after {@link end}. */
  async begin(): Promise<void> {
    this.#process = (await launch(new URL(this.url).host, this.#args, this.#settings)).child;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      this.thaw();
      await this.end('SIGTERM');
    }
    await rm(this.#dir, { recursive: true });
  }

  /** Runs a command of the command line beside the server. */
  async ringline(...args: string[]): Promise<string> {
    const { stdout } = await run(binary, [...args, '--data', this.#dir]);
    return stdout.trim();
  }

  /** Makes an app with settings as the command line takes them, and returns its id. */
  async createApp(...settings: string[]): Promise<string> {
    const made = JSON.parse(await this.ringline('app', 'create', 'e2e', ...settings, '--json')) as {
      app: { id: string };
    };
    return made.app.id;
  }

  /** A UserSig of an app that the server has, good for that long. */
  userSig(app: string, user: string, ttl = '1h'): Promise<string> {
    return this.ringline('usersig', '--app', app, '--user', user, '--ttl', ttl);
  }

  /** Says what there is to know about a user, as an app's back end does. */
  async setProfile(app: string, user: string, profile: { name: string; avatar?: string }): Promise<void> {
    this.#token ??= await this.ringline('token', 'create', 'e2e', '--scope', 'users:write');
    const answer = await fetch(`${this.url}/api/v1/apps/${app}/users/${user}/profile`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      body: JSON.stringify(profile),
    });
    if (!answer.ok) throw new Error(`the profile of ${user}: ${answer.status} ${await answer.text()}`);
  }

  /** Sends a command of the v4 API, as an app's back end does. */
  async v4(app: string, command: string, body: object): Promise<Answer> {
    const query = new URLSearchParams({
      sdkappid: app,
      identifier: 'administrator',
      usersig: await this.userSig(app, 'administrator'),
      random: '1',
      contenttype: 'json',
    });
    const url = `${this.url}/v4/call_engine_http_srv/${command}?${query.toString()}`;
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
    return (await answer.json()) as Answer;
  }

  /** What the store has about a call. */
  async show(id: string, app = this.developmentApp): Promise<Story> {
    const [call, told] = await Promise.all([
      this.ringline('call', 'show', id, '--app', app, '--json'),
      this.ringline('call', 'explain', id, '--app', app, '--json'),
    ]);
    const { events } = JSON.parse(told) as Pick<Story, 'events'>;
    return { call: JSON.parse(call) as Story['call'], events: events.filter((event) => event.source === 'call') };
  }
}

async function launch(
  listen: string,
  args: string[],
  settings: Record<string, string>,
): Promise<{ url: string; child: ChildProcess }> {
  const env = { ...process.env, ...settings, RINGLINE_MEDIA_LOG_LEVEL: 'error' }; // a busy machine makes the media server complain a lot
  const child = spawn(binary, ['serve', '--listen', listen, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface(child.stdout)) {
    const url = /^ringline ready http=(\S+)/.exec(line)?.[1];
    if (url) {
      child.stdout.resume();
      return { url, child };
    }
  }
  throw new Error('the server ended before it was ready; is bin/ringline built? (make build)');
}

/** Runs a line in a shell, as somebody who copied it from the page would. */
export async function shell(line: string): Promise<Answer> {
  const { stdout } = await run('sh', ['-c', line]);
  return JSON.parse(stdout) as Answer;
}
