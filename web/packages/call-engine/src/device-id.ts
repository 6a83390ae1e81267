/** A user's device id in this tab, and how to give it back. */
export interface DeviceId {
  user: string;
  id: string;
  /** The engine stops being this device; the next one of the same user in the tab may be it again. */
  release(): void;
}

/** Random hex digits. crypto.randomUUID would want a secure page, which a server on a LAN may not have. */
export function randomId(bytes = 16): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (b) => b.toString(16).padStart(2, '0')).join('');
}

/**
 * Finds the id that this user of an app had in this tab before a reload, or makes one.
 *
 * A duplicated tab starts with a copy of the other's storage. The mark "open", which a page takes away when
 * it is left, tells the copy from a reload: two live tabs must not be one device. Neither must two engines of one tab: the
 * second one of a user has the next place, which is its own after a reload as well.
 */
export function claimDeviceId(app: number, user: string, storage = tabStorage(), page?: EventTarget): DeviceId {
  if (!storage) return { user, id: newId(), release: () => undefined };
  let place = 0;
  const openKey = () => `ringline.open.${place}.${app}.${user}`;
  while (storage.getItem(openKey())) place++;
  const mark = openKey();
  const key = `ringline.device.${place}.${app}.${user}`;
  const id = storage.getItem(key) ?? newId();
  storage.setItem(key, id);
  const open = () => {
    storage.setItem(mark, '1');
  };
  const close = () => {
    storage.removeItem(mark);
  };
  open();
  const given = new AbortController();
  page ??= globalThis;
  page.addEventListener('pagehide', close, { signal: given.signal });
  page.addEventListener('pageshow', open, { signal: given.signal });
  return {
    user,
    id,
    release() {
      if (given.signal.aborted) return; // the mark may be another's by now
      given.abort();
      close();
    },
  };
}

function newId(): string {
  return `web-${randomId()}`;
}

/** The tab's storage; undefined where the browser was told to keep nothing. A reload is another device then. */
function tabStorage(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}
