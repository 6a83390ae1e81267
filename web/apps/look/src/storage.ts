/** What the browser keeps for the page. Where it keeps nothing, the page starts from the usual each time. */

/** The object that was kept; empty if there is none, or it is none. */
export function kept(storage: Storage, key: string): Record<string, unknown> {
  try {
    return object(storage.getItem(key) ?? '');
  } catch {
    return {}; // storage is off
  }
}

/** Keeps an object; undefined forgets it. */
export function keep(storage: Storage, key: string, value: object | undefined): void {
  try {
    if (value) storage.setItem(key, JSON.stringify(value));
    else storage.removeItem(key);
  } catch {
    // Storage is off or full.
  }
}

/** The JSON object that a text is; empty if it is none. */
export function object(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
