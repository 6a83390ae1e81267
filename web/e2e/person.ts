import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { decodes, hears, isSilent, moves } from './media';
import { received } from './witness';
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

  /** Which device the page says that it is. */
  async device(): Promise<string> {
    return (await this.page.locator('.me-device-id').getAttribute('title')) ?? '';
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
    await moves(this.see(`tile-${user}`).locator('video'), `${user}'s picture on ${this.user}'s screen`);
    await decodes(this.page, `${this.user} decodes ${user}'s video`);
    await hears(this.page, `${this.user} hears ${user}`);
  }

  /** Waits until picture and voice arrive, from now on and in whatever peer connection; returns when they did. */
  async flows(kind: 'voice' | 'video' = 'video'): Promise<number> {
    let before = await this.received();
    const seen = { frames: 0, heard: 0 };
    const flowing = async () => {
      const now = await this.received();
      if (now.framesDecoded > before.framesDecoded) seen.frames++;
      if (now.audioEnergy > before.audioEnergy) seen.heard++;
      before = now;
      return seen.heard > 0 && (kind === 'voice' || seen.frames > 2);
    };
    await expect.poll(flowing, { message: `media reaches ${this.user}`, intervals: [100], timeout: 30_000 }).toBe(true);
    return Date.now();
  }

  /** Waits until the page says something of its connection or of the call's media, and returns when it first did after a moment. */
  async says(said: `connection ${string}` | `call ${string}`, after: number): Promise<number> {
    const moment = () =>
      this.page.evaluate(
        (wanted) => window.witness.moments.find((m) => m.said === wanted.said && m.at >= wanted.after)?.at ?? 0,
        { said, after },
      );
    await expect.poll(moment, { message: `${this.user}: ${said}`, timeout: 30_000 }).toBeGreaterThan(0);
    return moment();
  }

  /** Nothing is captured, sent or received any more. */
  isSilent(): Promise<void> {
    return isSilent(this.page, `${this.user}'s media is stopped`);
  }
}
