import { keep, kept, object } from '@ringline/look';
import { Api, Refusal } from './api';
import type { App, Identity } from './wire';

/** Who uses the console: a token, what it may do, and in which apps. */
export interface Session {
  token: string;
  identity: Identity;
  /** Those that can be looked at; at least one. */
  apps: App[];
  /** The one that was looked at before a reload. */
  last?: string;
}

/** The token is for all apps but may not list them: somebody has to say which one. */
export class WhichApp extends Error {
  override name = 'WhichApp';
}

/** Finds out what a token may do. Rejects with a {@link Refusal}, or with {@link WhichApp}. */
export async function enter(token: string, app?: string): Promise<Session> {
  const api = new Api(token);
  const identity = await api.get<Identity>('/identity');
  const only = identity.app ?? app;
  if (may(identity, 'apps:read')) {
    const apps =
      only === undefined
        ? (await api.list<App>('/apps', 'apps', { limit: 200 }, 5)).all
        : [await api.get<App>(`/apps/${only}`)];
    if (apps.length === 0) throw new Refusal('no_app');
    return { token, identity, apps };
  }
  if (only === undefined) throw new WhichApp();
  return { token, identity, apps: [{ id: only, name: '', disabled: false }] };
}

export function may(identity: Identity, scope: string): boolean {
  return identity.scopes.includes(scope) || identity.scopes.includes('admin');
}

/** A token from a server in development mode, which gives one to its own machine alone. Rejects with a {@link Refusal}. */
export async function developersToken(): Promise<string> {
  let answer: Response;
  try {
    answer = await fetch('/dev/console', { method: 'POST', credentials: 'omit' });
  } catch {
    throw new Refusal('unreachable');
  }
  const text = await answer.text().catch(() => '');
  if (answer.status === 404 || answer.status === 405) throw new Refusal('not_dev', answer.status);
  if (answer.status === 403) throw new Refusal('not_here', 403);
  const { token } = object(text);
  if (!answer.ok || typeof token !== 'string') throw new Refusal('strange', answer.status);
  return token;
}

const key = 'ringline.console';

/** What this tab knows over a reload; it is gone with the tab. */
export interface Kept {
  token: string;
  /** The app that somebody named, where the token may not list them. */
  app?: string;
  /** The one that is looked at. */
  last?: string;
}

export function keptToken(): Kept | undefined {
  const { token, app, last } = kept(sessionStorage, key);
  if (typeof token !== 'string') return undefined;
  return { token, ...(typeof app === 'string' && { app }), ...(typeof last === 'string' && { last }) };
}

export function keepToken(what: Kept | undefined): void {
  keep(sessionStorage, key, what);
}

/** Remembers which app is looked at. */
export function keepLast(app: string): void {
  const before = keptToken();
  if (before) keepToken({ ...before, last: app });
}
