import { createContext, useCallback, useContext, useState } from 'react';
import { Refusal } from './api';
import type { Api } from './api';
import { useTexts } from './language';
import { explain } from './words';

/** Where one works: an app, who may do what there, and how one is told what came of it. */
export interface Desk {
  api: Api;
  app: string;
  may: (scope: string) => boolean;
  /** Says what came of something, to eyes and to ears. */
  tell: (text: string, mood?: 'good' | 'bad') => void;
}

export const DeskContext = createContext<Desk | undefined>(undefined);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('nobody is signed in');
  return desk;
}

/** Does something and tells what came of it; `done` makes the words, unless `refused` has some for what happened. Answers whether it worked. */
export function useAct(): {
  busy: boolean;
  act: <T>(ask: () => Promise<T>, done: (answer: T) => string, refused?: Record<string, string>) => Promise<boolean>;
} {
  const { tell } = useDesk();
  const say = useTexts();
  const [busy, setBusy] = useState(false);
  const act = useCallback(
    async <T>(ask: () => Promise<T>, done: (answer: T) => string, refused: Record<string, string> = {}) => {
      setBusy(true);
      try {
        tell(done(await ask()));
        return true;
      } catch (error) {
        tell((error instanceof Refusal && refused[error.code]) || explain(error, say), 'bad');
        return false;
      } finally {
        setBusy(false);
      }
    },
    [tell, say],
  );
  return { busy, act };
}
