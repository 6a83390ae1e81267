import { readdirSync, readFileSync } from 'node:fs';
import type { Call, Outcome } from '../call-state';
import type { CallMessage } from '../wire';

/** One file `api/fixtures/realtime/updates-*.json`: what one device hears of one call. */
export interface UpdatesFixture {
  name: string;
  about: string;
  viewer: string;
  device: string;
  steps: { message: CallMessage; outcome: Outcome; state: Call }[];
}

const folder = new URL('../../../../../api/fixtures/realtime/', import.meta.url);

export function readFixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
}

export function updatesFixtures(): UpdatesFixture[] {
  const names = readdirSync(folder).filter((name) => name.startsWith('updates-'));
  return names.map((name) => ({
    ...(readFixture(name) as Omit<UpdatesFixture, 'name'>),
    name: name.slice('updates-'.length, -'.json'.length),
  }));
}
