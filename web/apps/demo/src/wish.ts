/** Whether the user wants to be heard and seen, whether or not it works. */
export interface Wish {
  microphone: boolean;
  camera: boolean;
}

const key = 'ringline.wish';

/** Kept in the tab, so that a reload within a call unmutes nobody. */
export function rememberWish({ microphone, camera }: Wish): void {
  try {
    sessionStorage.setItem(key, JSON.stringify({ microphone, camera }));
  } catch {
    // Storage is off: a reload starts from the usual.
  }
}

export function lastWish(): Wish {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Partial<Wish> | null;
    return { microphone: kept?.microphone !== false, camera: kept?.camera === true };
  } catch {
    return { microphone: true, camera: false };
  }
}
