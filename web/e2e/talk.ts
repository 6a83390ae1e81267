import { expect } from '@playwright/test';
import type { Person } from './person';
import type { Server } from './server';

/** Has one call the other, and waits until they hear, or see and hear, each other. */
export async function between(caller: Person, callee: Person, kind: 'voice' | 'video' = 'video'): Promise<string> {
  const id = await caller.call(callee.user, kind);
  await callee.rings(caller.user);
  await callee.accept();
  await Promise.all([caller.flows(kind), callee.flows(kind)]);
  return id;
}

export async function hangUp(one: Person, other: Person): Promise<void> {
  await one.see('hangup').click();
  await other.ended('hung_up');
}

/** Nobody left the call before it was hung up. */
export async function neverLeft(server: Server, id: string): Promise<void> {
  const { events } = await server.show(id);
  const lost = events.filter((event) => event.type === 'left' && event.version < (events.at(-1)?.version ?? 0));
  expect(lost, 'the service lost nobody').toEqual([]);
}

/** Says how long something took, for those who keep the figures of docs/resilience.md, and returns it. ms */
export function took(what: string, from: number, to: number): number {
  console.log(`${what} after ${to - from} ms`);
  return to - from;
}
