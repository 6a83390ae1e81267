import { invalid } from './params';

declare global {
  var RINGLINE_SERVER_URL: string | undefined;
}

/**
 * Where the server is: as the app says, else `globalThis.RINGLINE_SERVER_URL`, else
 * `<meta name="ringline-server" content="https://…">`, else where the page comes from.
 */
export function serverAddress(given: string | undefined): string {
  const url = given || globalThis.RINGLINE_SERVER_URL || metaTag() || location.origin;
  if (!isWeb(url)) throw invalid(`serverUrl: ${JSON.stringify(url)} is no http or https address`);
  return url;
}

function isWeb(url: string): boolean {
  try {
    return /^https?:$/.test(new URL(url).protocol);
  } catch {
    return false;
  }
}

function metaTag(): string {
  if (typeof document === 'undefined') return '';
  return document.querySelector<HTMLMetaElement>('meta[name="ringline-server"]')?.content ?? '';
}
