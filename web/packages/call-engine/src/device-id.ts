const ID_KEY = 'ringline.device';
const OPEN_KEY = 'ringline.device.open';

/** This tab's device id, and how to give it back. */
export interface DeviceId {
  id: string;
  /** The tab stops being this device; the next engine in it may be it again. */
  release(): void;
}

/** Random hex digits. crypto.randomUUID would want a secure page, which a server on a LAN may not have. */
export function randomId(bytes = 16): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (b) => b.toString(16).padStart(2, '0')).join('');
}

/**
 * Finds the id that this tab had before a reload, or makes one.
 *
 * A duplicated tab starts with a copy of the other's storage. The mark "open", which a page takes away when
 * it is left, tells the copy from a reload: two live tabs must not be one device.
 */
export function claimDeviceId(storage = tabStorage(), page: EventTarget = globalThis): DeviceId {
  if (!storage) return { id: newId(), release: () => undefined };
  const known = storage.getItem(OPEN_KEY) ? null : storage.getItem(ID_KEY);
  const id = known ?? newId();
  const open = () => {
    storage.setItem(OPEN_KEY, '1');
  };
  const close = () => {
    storage.removeItem(OPEN_KEY);
  };
  storage.setItem(ID_KEY, id);
  open();
  page.addEventListener('pagehide', close);
  page.addEventListener('pageshow', open);
  return {
    id,
    release() {
      page.removeEventListener('pagehide', close);
      page.removeEventListener('pageshow', open);
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
