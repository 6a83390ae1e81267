import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { open, received } from './witness';
import type { Received } from './witness';

/** One page of one user, and what they do with it. The test ids are those of the demo page's README. */
export class Person {
  readonly page: Page;
  readonly user: string;

  constructor(page: Page, user: string) {
    this.page = page;
    this.user = user;
  }

  see(testId: string): Locator {
    return this.page.getByTestId(testId);
  }

  async connected(): Promise<void> {
    await expect(this.see('connection')).toHaveAttribute('data-state', 'connected');
  }

  /** Calls somebody by the button beside their name, and returns the call's id. */
  async call(user: string, kind: 'voice' | 'video' = 'video'): Promise<string> {
    await this.see(`call-${kind}-${user}`).click();
    return this.inCall();
  }

  /** The id of the call on the stage. */
  async inCall(status = /.*/): Promise<string> {
    const call = this.see('call');
    await expect(call).toHaveAttribute('data-status', status);
    // There is none until the server has answered.
    await expect(call, `${this.user}'s call has an id`).toHaveAttribute('data-call-id', /./);
    return (await call.getAttribute('data-call-id')) ?? '';
  }

  async rings(from: string): Promise<void> {
    await expect(this.see('incoming')).toHaveAttribute('data-from', from);
  }

  async accept(): Promise<void> {
    await this.see('accept').click();
    await this.inCall(/^connected$/);
  }

  /** Waits until the page says that the call is over, and why in the server's word. */
  async ended(reason: string): Promise<void> {
    await expect(this.see('end-card')).toHaveAttribute('data-reason', reason);
    await expect(this.see('incoming')).toBeHidden();
    await expect(this.see('call')).toBeHidden();
  }

  received(): Promise<Received> {
    return this.page.evaluate(received);
  }

  /** The picture of somebody is on the screen and moves, and their voice has arrived: measured, not claimed. */
  async seesAndHears(user: string): Promise<void> {
    const frames = () =>
      this.see(`tile-${user}`)
        .locator('video')
        .evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames);
    await expect.poll(frames, { message: `${this.user} sees ${user}` }).toBeGreaterThan(0);
    const before = { shown: await frames(), ...(await this.received()) };
    await expect
      .poll(frames, { message: `${user}'s picture moves on ${this.user}'s screen` })
      .toBeGreaterThan(before.shown + 5);
    await expect
      .poll(async () => (await this.received()).framesDecoded, { message: `${this.user} decodes ${user}'s video` })
      .toBeGreaterThan(before.framesDecoded + 5);
    await expect
      .poll(async () => (await this.received()).audioEnergy, { message: `${this.user} hears ${user}` })
      .toBeGreaterThan(before.audioEnergy);
  }

  /** Nothing is captured, sent or received any more. */
  async isSilent(): Promise<void> {
    await expect
      .poll(() => this.page.evaluate(open), { message: `${this.user}'s media is stopped` })
      .toEqual({ peers: 0, tracks: 0 });
  }

  /** When the page said that the call was over, and when it had stopped capturing. */
  async endTimes(): Promise<{ shown: number; silent: number }> {
    const { endShownAt, silentAt } = await this.page.evaluate(() => {
      const { endShownAt, silentAt } = window.witness;
      return { endShownAt, silentAt };
    });
    return { shown: endShownAt, silent: silentAt };
  }
}
