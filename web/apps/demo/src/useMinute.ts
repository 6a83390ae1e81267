import { useStatistics } from '@ringline/react';
import type { Statistics } from '@ringline/call-engine';
import { useState } from 'react';

/** A minute of what comes every two seconds. */
const LENGTH = 30;

/** What was measured in the last minute of the call, the newest last. */
export function useMinute(): readonly Statistics[] {
  const newest = useStatistics();
  const [minute, setMinute] = useState<readonly Statistics[]>([]);
  if (newest && minute.at(-1)?.at !== newest.at) setMinute([...minute, newest].slice(-LENGTH));
  return minute;
}
