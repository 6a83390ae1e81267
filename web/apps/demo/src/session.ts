import { keep, kept, object } from '@ringline/look';
import type { Texts } from './texts/en';

/**
 * Who this page is: the user with their UserSig. A server in dev mode hands sessions out by name;
 * any other server does not, and the user brings a UserSig from their own back end.
 */

export interface Session {
  app: number;
  user: string;
  userSig: string;
  /** Whether a dev server made it, and so makes the next one when it expires. */
  dev: boolean;
}

/** not_dev: the server does not hand out sessions. strange: its answer is not what was asked for. */
export type Failure = 'not_dev' | 'refused' | 'unreachable' | 'strange';

export class SessionError extends Error {
  override name = 'SessionError';
  readonly failure: Failure;
  /** HTTP; 0 if there was no answer. */
  readonly status: number;

  constructor(failure: Failure, status = 0, message = '') {
    super(message);
    this.failure = failure;
    this.status = status;
  }
}

/** What to tell the user. */
export function explain(error: unknown, say: Texts): string {
  if (!(error instanceof SessionError)) return error instanceof Error ? error.message : String(error);
  switch (error.failure) {
    case 'not_dev':
      return say.notDev;
    case 'unreachable':
      return say.unreachable;
    case 'strange':
      return say.strangeAnswer;
    case 'refused':
      return error.message || say.refused(error.status);
  }
}

/** What the server allows in a user id. For an input's pattern attribute. */
export const userPattern = '[A-Za-z0-9_\\-]{1,32}';

export function isUser(text: string): boolean {
  return new RegExp(`^${userPattern}$`).test(text);
}

/** Asks a dev server for a session. Rejects with a {@link SessionError}. */
export async function devSession(user: string): Promise<Session> {
  const { app, user_sig: userSig } = await post('/dev/session', { user });
  if (typeof app !== 'number' || typeof userSig !== 'string') throw new SessionError('strange');
  return { app, user, userSig, dev: true };
}

/** Asks a dev server for the command that ends this call from any shell. Rejects with a {@link SessionError}. */
export async function devCurl(call: string): Promise<string> {
  const { command } = await post('/dev/curl', { call });
  if (typeof command !== 'string') throw new SessionError('strange');
  return command;
}

/** One line of what the server knows of a call, in the words of its API. */
export interface TimelineEvent {
  at: string;
  source: string;
  type: string;
  user?: string;
  device?: string;
  reason?: string;
  result?: string;
  rule?: string;
  by?: { kind: string; name?: string };
  detail?: Record<string, string>;
}

/** Asks a dev server for its own account of a call, oldest first. Rejects with a {@link SessionError}. */
export async function devTimeline(call: string): Promise<TimelineEvent[]> {
  const { events } = await post('/dev/timeline', { call });
  if (!Array.isArray(events)) throw new SessionError('strange');
  return events as TimelineEvent[];
}

async function post(path: string, body: object): Promise<Record<string, unknown>> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    throw new SessionError('unreachable');
  }
  // A 404 of the door itself; those of what is behind it are JSON.
  const json = answer.headers.get('Content-Type')?.includes('json') ?? false;
  if ((answer.status === 404 && !json) || answer.status === 405) throw new SessionError('not_dev', answer.status);
  const text = await answer.text().catch(() => '');
  if (!answer.ok) throw new SessionError('refused', answer.status, json ? '' : text.trim().slice(0, 200));
  return object(text);
}

const key = 'ringline.session';

/** The session of this tab, so that a reload stays in the call. Tabs do not share it: each is a device. */
export function loadSession(): Session | undefined {
  const { app, user, userSig, dev } = kept(sessionStorage, key);
  if (typeof app !== 'number' || typeof user !== 'string' || typeof userSig !== 'string') return undefined;
  return { app, user, userSig, dev: dev === true };
}

export function saveSession(session: Session | undefined): void {
  keep(sessionStorage, key, session);
}
