/**
 * Keeps who works with the keyboard in the page: when what they were at is gone, a button of a call that is over for one, a
 * browser would have them begin at the very top. Returns what ends it.
 */
export function keepFocus(within: Node, refuge: () => HTMLElement | null): () => void {
  let at: EventTarget | null = null;
  const came = ({ target }: Event) => (at = target);
  const left = () => (at = null);
  const watcher = new MutationObserver(() => {
    if (!(at instanceof Node) || at.isConnected) return;
    at = null;
    if (document.activeElement === document.body) refuge()?.focus({ preventScroll: true });
  });
  document.addEventListener('focusin', came);
  // Who clicks beside everything has left it. Who clicks on something else comes to it after that.
  document.addEventListener('pointerdown', left);
  watcher.observe(within, { childList: true, subtree: true });
  return () => {
    document.removeEventListener('focusin', came);
    document.removeEventListener('pointerdown', left);
    watcher.disconnect();
  };
}
