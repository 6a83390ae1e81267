/** Whether the user wants to be heard and seen, whether or not it works. */
export interface Wish {
  microphone: boolean;
  camera: boolean;
}

/** Kept in the tab for each user, so that a reload within a call unmutes nobody. */
export function rememberWish(user: string, { microphone, camera }: Wish): void {
  try {
    sessionStorage.setItem(key(user), JSON.stringify({ microphone, camera }));
  } catch {
    // Storage is off: a reload starts from the usual.
  }
}

export function lastWish(user: string): Wish | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key(user)) ?? 'null') as Partial<Wish> | null;
    return kept ? { microphone: kept.microphone !== false, camera: kept.camera === true } : undefined;
  } catch {
    return undefined;
  }
}

function key(user: string): string {
  return `ringline.wish.${user}`;
}
