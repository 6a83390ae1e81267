import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';

/**
 * Opens a dialog over all else for as long as it is rendered. The browser keeps the focus in it and gives it back at the
 * end; nothing behind it can be reached.
 *
 * @param first gets the focus
 */
export function useModal(first?: RefObject<HTMLElement | null>): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    first?.current?.focus({ preventScroll: true });
    return () => element?.close();
  }, [first]);
  return dialog;
}
