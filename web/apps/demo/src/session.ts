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

/** not_dev: the server does not hand out sessions. */
export type Failure = 'not_dev' | 'refused' | 'unreachable';

export class SessionError extends Error {
  override name = 'SessionError';
  readonly failure: Failure;

  constructor(failure: Failure, message: string) {
    super(message);
    this.failure = failure;
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
  if (typeof app !== 'number' || typeof userSig !== 'string') {
    throw new SessionError('refused', 'The server answered without a session.');
  }
  return { app, user, userSig, dev: true };
}

/** Asks a dev server for the command that ends this call from any shell. Rejects with a {@link SessionError}. */
export async function devCurl(call: string): Promise<string> {
  const { command } = await post('/dev/curl', { call });
  if (typeof command !== 'string') throw new SessionError('refused', 'The server answered without a command.');
  return command;
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
    throw new SessionError('unreachable', 'The server does not answer. Is it running?');
  }
  if (answer.status === 404 || answer.status === 405) {
    throw new SessionError('not_dev', 'This server was not started with --dev, so it does not hand out sessions.');
  }
  const text = await answer.text().catch(() => '');
  if (!answer.ok) {
    throw new SessionError('refused', text.trim().slice(0, 200) || `The server refused with HTTP ${answer.status}.`);
  }
  return object(text);
}

function object(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

const key = 'ringline.session';

/** The session of this tab, so that a reload stays in the call. Tabs do not share it: each is a device. */
export function loadSession(): Session | undefined {
  let text: string | null = null;
  try {
    text = sessionStorage.getItem(key);
  } catch {
    // Storage is off: there is nothing to resume.
  }
  const { app, user, userSig, dev } = object(text ?? '');
  if (typeof app !== 'number' || typeof user !== 'string' || typeof userSig !== 'string') return undefined;
  return { app, user, userSig, dev: dev === true };
}

export function saveSession(session: Session | undefined): void {
  try {
    if (session) sessionStorage.setItem(key, JSON.stringify(session));
    else sessionStorage.removeItem(key);
  } catch {
    // Storage is off: a reload will ask for the user again.
  }
}
