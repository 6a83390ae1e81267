import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** How long a program may take to start. ms */
const PATIENCE = 30_000;

/** A PostgreSQL and a Redis of a test's own, for servers that share them. */
export class Backing {
  readonly #dirs: string[] = [];
  readonly #programs: ChildProcess[] = [];
  #database = 0;
  #redis = 0;

  static async start(): Promise<Backing> {
    const backing = new Backing();
    await Promise.all([backing.#startDatabase(), backing.#startRedis()]);
    return backing;
  }

  /** Settings of a server that uses them, under a name. */
  settings(name: string): Record<string, string> {
    return {
      RINGLINE_STORE_URL: `postgres://postgres@127.0.0.1:${this.#database}/postgres?sslmode=disable`,
      RINGLINE_REDIS_URL: `redis://127.0.0.1:${this.#redis}`,
      RINGLINE_CLUSTER_NAME: name,
      RINGLINE_CLUSTER_LISTEN: '127.0.0.1:0',
      RINGLINE_SECRETS_KEY: '5a'.repeat(32),
      RINGLINE_DEV_SECRET: 'c3'.repeat(32),
    };
  }

  async stop(): Promise<void> {
    for (const program of this.#programs) {
      const gone = new Promise((resolve) => program.once('exit', resolve));
      program.kill('SIGINT'); // both end at once, and nothing of theirs is kept
      if (program.exitCode === null) await gone;
    }
    for (const dir of this.#dirs) await rm(dir, { recursive: true });
  }

  async #startDatabase(): Promise<void> {
    const versions = (await readdir('/usr/lib/postgresql')).sort((a, b) => Number(b) - Number(a));
    const bin = join('/usr/lib/postgresql', versions[0] ?? '', 'bin');
    const dir = await this.#folder();
    const root = process.getuid?.() === 0; // which PostgreSQL refuses
    const uid = Number(root ? execFileSync('id', ['-u', 'postgres']) : process.getuid?.());
    const gid = Number(root ? execFileSync('id', ['-g', 'postgres']) : process.getgid?.());
    await chown(dir, uid, gid);
    const as = { uid, gid, cwd: dir };
    const data = join(dir, 'data');
    const made = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
    execFileSync(join(bin, 'initdb'), made, { ...as, stdio: 'ignore' });
    this.#database = await freePort();
    const port = String(this.#database);
    const args = ['-D', data, '-k', dir, '-p', port, '-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'];
    this.#programs.push(spawn(join(bin, 'postgres'), args, { ...as, stdio: 'ignore' }));
    const ready = ['-h', '127.0.0.1', '-p', port, '-U', 'postgres', '-q'];
    await until('PostgreSQL answers', () => {
      execFileSync(join(bin, 'pg_isready'), ready, { stdio: 'ignore' });
      return Promise.resolve();
    });
  }

  async #startRedis(): Promise<void> {
    const dir = await this.#folder();
    this.#redis = await freePort();
    const args = ['--bind', '127.0.0.1', '--port', String(this.#redis), '--save', '', '--dir', dir];
    this.#programs.push(spawn('redis-server', args, { stdio: 'ignore' }));
    await until('Redis answers', () => reach(this.#redis));
  }

  async #folder(): Promise<string> {
    const dir = await mkdtemp(join(tmpdir(), 'ringline-e2e-'));
    this.#dirs.push(dir);
    return dir;
  }
}

async function until(what: string, works: () => Promise<void>): Promise<void> {
  const late = Date.now() + PATIENCE;
  for (;;) {
    try {
      await works();
      return;
    } catch (error) {
      if (Date.now() > late) throw new Error(`waited ${PATIENCE} ms until ${what}`, { cause: error });
    }
    await setTimeout(50);
  }
}

function reach(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve();
    });
    socket.on('error', reject);
  });
}

/** A TCP port of this machine that nobody has. */
export async function freePort(): Promise<number> {
  const listener = createServer();
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  await new Promise((resolve) => listener.close(resolve));
  return port;
}
