import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { build } from 'vite';

export const compat = join(import.meta.dirname, '../compat');

export type Files = ReadonlyMap<string, string | Uint8Array>;

/** Builds the app on the call kit as its Vite configuration says, with the engine as it is now. */
export async function buildCallKit(): Promise<Files> {
  const configFile = join(compat, 'vite.config.ts');
  return filesOf(await build({ configFile, root: join(compat, 'app'), logLevel: 'warn', build: { write: false } }));
}

/** What Vite made. */
export function filesOf(built: Awaited<ReturnType<typeof build>>): Files {
  if (!('output' in built)) throw new Error('vite built several things, or watches');
  return new Map(built.output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source]));
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.mp3': 'audio/mpeg',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
};

/** Serves a built app from an origin of its own, as apps are, which calls through a server elsewhere. */
export class CallKitSite {
  readonly url: string;
  readonly #http: Server;

  private constructor(http: Server) {
    this.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/`;
    this.#http = http;
  }

  static async start(files: Files, server: string): Promise<CallKitSite> {
    const http = createServer((request, response) => {
      const name = new URL(request.url ?? '/', 'http://site').pathname.slice(1) || 'index.html';
      const file = files.get(name);
      if (file === undefined) return void response.writeHead(404).end();
      response.setHeader('Content-Type', types[extname(name)] ?? 'application/octet-stream');
      response.end(name === 'index.html' ? addressed(file, server) : file);
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    return new CallKitSite(http);
  }

  async stop(): Promise<void> {
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }
}

/** The page, with the address of the server where an app's page has it. */
function addressed(page: string | Uint8Array, server: string): string {
  const empty = '<meta name="ringline-server" content="" />';
  const text = page.toString();
  if (!text.includes(empty)) throw new Error(`the app's page has no ${empty}`);
  return text.replace(empty, empty.replace('""', `"${server}"`));
}
