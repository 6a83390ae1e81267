import { useSyncExternalStore } from 'react';
import { search } from './api';
import type { Query } from './api';

/** The pages of the console. */
export const pages = ['overview', 'calls', 'records', 'users', 'webhooks'] as const;
export type PageName = (typeof pages)[number];

/** Where one is: behind the # of the address, so that a reload and the way back find it. Nothing secret is ever there. */
export interface Route {
  page: PageName;
  /** The call, the user or the message that is looked at. */
  id?: string;
  query: Record<string, string>;
}

/** Reads #/calls/ID?state=ringing. What is not known is the first page. */
export function parse(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [name, id = ''] = path.split('/');
  const page = pages.find((one) => one === name) ?? 'overview';
  const one = decode(id);
  return {
    page,
    // Dots are no id, and in the path of a question they would lead elsewhere.
    ...(one && page === name && !/^\.\.?$/.test(one) && { id: one }),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** Writes it. */
export function to(page: PageName, id?: string, query: Query = {}): string {
  return `#/${page}${id === undefined ? '' : `/${encodeURIComponent(id)}`}${search(query)}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

/** The address as it is now; {@link parse} reads it. */
export function useHash(): string {
  return useSyncExternalStore(subscribe, () => location.hash);
}

/** Says in the address what is looked for, without a step back for each letter. */
export function replace(hash: string): void {
  history.replaceState(null, '', hash);
  dispatchEvent(new HashChangeEvent('hashchange'));
}
