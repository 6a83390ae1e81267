import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { open, received } from './witness';

/** Several browsers on one machine may make each other wait. */
const patience = { timeout: 30_000 };

/** The pictures that a video element has shown. */
export function framesShown(video: Locator): Promise<number> {
  return video.evaluate((element: HTMLVideoElement) => element.getVideoPlaybackQuality().totalVideoFrames);
}

/** A picture is on the screen and moves: measured, not claimed. */
export async function moves(video: Locator, message: string): Promise<void> {
  const shown = () => framesShown(video);
  await expect.poll(shown, { message: `${message}: shown`, ...patience }).toBeGreaterThan(0);
  const before = await shown();
  await expect.poll(shown, { message: `${message}: moves`, ...patience }).toBeGreaterThan(before + 5);
}

/** Pictures from elsewhere are decoded by a page. */
export async function decodes(page: Page, message: string): Promise<void> {
  const { framesDecoded } = await page.evaluate(received);
  await expect
    .poll(async () => (await page.evaluate(received)).framesDecoded, { message, ...patience })
    .toBeGreaterThan(framesDecoded + 5);
}

/** Voices arrive at a page. */
export async function hears(page: Page, message: string): Promise<void> {
  const { audioEnergy } = await page.evaluate(received);
  await expect
    .poll(async () => (await page.evaluate(received)).audioEnergy, { message, ...patience })
    .toBeGreaterThan(audioEnergy);
}

/** Voices have stopped arriving at a page, though the call goes on. */
export async function hearsNothing(page: Page, message: string): Promise<void> {
  let before = -1;
  const more = async () => {
    const { audioEnergy } = await page.evaluate(received);
    const grown = audioEnergy - before;
    before = audioEnergy;
    return grown;
  };
  await expect.poll(more, { message, intervals: [1000] }).toBeLessThan(1e-7);
}

/** Nothing is captured, sent or received by a page any more. */
export async function isSilent(page: Page, message: string): Promise<void> {
  await expect.poll(() => page.evaluate(open), { message }).toEqual({ peers: 0, tracks: 0 });
}
