import { TUICallEngine } from '@ringline/call-engine';
import type { Profile } from '@ringline/call-engine';

/** Who is there to be, or to be called, from the first minute on. */
export const suggested = ['alice', 'bob', 'carol', 'dave'] as const;

/** The pictures that come with the page, by the name of their file. */
export const faces = ['alice', 'bob', 'carol', 'dave', 'erin', 'frank', 'grace', 'hiro'] as const;
export type Face = (typeof faces)[number];

/** Where a picture is on the server, whatever name the server is reached by. */
export function pathOf(face: Face): string {
  return `/avatars/${face}.svg`;
}

/** The same as a whole address, as profiles are read. */
export function addressOf(face: Face): string {
  return new URL(pathOf(face), location.origin).href;
}

/** The picture of somebody who chose none: always the same for a name. */
export function faceOf(user: string): Face {
  const own = faces.find((face) => face === user);
  if (own) return own;
  let sum = 0;
  for (const char of user) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return faces[sum % faces.length] ?? 'alice';
}

/** The engine, but nobody is without a picture. */
export class EngineWithFaces extends TUICallEngine {
  override async getProfiles(userIDs: string[]): Promise<Profile[]> {
    const profiles = await super.getProfiles(userIDs);
    return profiles.map((profile) => ({ ...profile, avatar: profile.avatar || addressOf(faceOf(profile.userID)) }));
  }
}
