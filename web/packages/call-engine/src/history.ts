import type { HistoryEntry } from './documented-types';
import { mediaType } from './events';
import type { WireHistoryEntry } from './wire';

/** A past call in the engine's spelling. */
export function historyEntry(entry: WireHistoryEntry): HistoryEntry {
  return {
    callId: entry.id,
    media: mediaType(entry.media),
    group: entry.group ?? false,
    callerId: entry.caller,
    role: entry.role,
    answered: entry.answered ?? false,
    missed: entry.missed ?? false,
    startedAt: entry.started_at,
    answeredAt: entry.answered_at ?? 0,
    endedAt: entry.ended_at,
    result: entry.result,
    reason: entry.reason,
    ownReason: entry.own_reason ?? '',
    talk: entry.talk ?? 0,
    users: entry.users ?? [],
  };
}
