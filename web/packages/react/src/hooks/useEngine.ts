import type { CallEngine, Statistics } from '@ringline/call-engine';
import { useKit, useSession, useWords } from '../context';
import type { Messages } from '../locales/en';

/** The engine below: for all that the kit does not do. */
export function useEngine(): CallEngine {
  return useSession().engine;
}

/** How the media of the call does, every two seconds; null outside a call. */
export function useStatistics(): Statistics | null {
  return useKit((state) => state.statistics);
}

/** The texts of the provider's language. */
export function useMessages(): Messages {
  return useWords().messages;
}
