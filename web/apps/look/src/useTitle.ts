import { useEffect } from 'react';

/** Says in the browser's tab what goes on. */
export function useTitle(text: string): void {
  useEffect(() => {
    document.title = `${text} · Ringline`;
  }, [text]);
}
