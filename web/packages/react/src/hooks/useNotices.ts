import { useMemo } from 'react';
import { useKit, useSession, useWords } from '../context';
import { explainNotice } from '../explain';
import type { Notice as Fact } from '../state';

/** Something the user should know. */
export interface Notice {
  /** One notice of a kind at a time. */
  kind: Fact['kind'];
  text: string;
  /** What helps, such as asking for the microphone again. */
  retry?: () => void;
}

/** What went wrong while everything goes on. */
export function useNotices(): { notices: readonly Notice[]; dismiss: (kind: Notice['kind']) => void } {
  const { commands } = useSession();
  const { messages } = useWords();
  const facts = useKit((state) => state.notices);
  return useMemo(() => {
    const retries: Partial<Record<Notice['kind'], () => void>> = {
      microphone: () => void commands.setMicrophone(true),
      camera: () => void commands.setCamera(true),
      screen: () => void commands.setScreen(true),
    };
    const notices = facts.map((fact) => {
      const retry = retries[fact.kind];
      return { kind: fact.kind, text: explainNotice(fact, messages), ...(retry && { retry }) };
    });
    return { notices, dismiss: commands.dismissNotice };
  }, [commands, messages, facts]);
}
