import { useEffect, useState } from 'react';

/** What a phone shows over the call. The name is the id of the element. */
export type Panel = 'people' | 'hood';

/** Opens a panel of a call with the focus in it; Escape closes it and gives the focus back to its button. */
export function usePanel(callId: string | undefined): [Panel | undefined, (panel: Panel | undefined) => void] {
  const [open, setOpen] = useState<{ callId: string | undefined; panel: Panel | undefined }>();
  // The next call starts with none.
  const panel = open?.callId === callId ? open?.panel : undefined;

  useEffect(() => {
    if (!panel) return;
    document.getElementById(panel)?.focus();
    const escape = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setOpen(undefined);
    };
    document.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('keydown', escape);
      document.querySelector<HTMLElement>(`[aria-controls='${panel}']`)?.focus();
    };
  }, [panel]);

  return [panel, (next) => setOpen({ callId, panel: next })];
}
