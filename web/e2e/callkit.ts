import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { decodes, hears, hearsNothing, isSilent, moves } from './media';

/** What the app logs in with, see web/compat/app. */
interface Login {
  app: number;
  user: string;
  userSig: string;
}

declare global {
  interface Window {
    kitLogin?: Login;
  }
}

type Visit = (url: string, expected?: RegExp, prepare?: (page: Page) => Promise<void>) => Promise<Page>;

/** One page of one user with the documented call kit in it, worked by what it shows. */
export class CallKit {
  readonly page: Page;
  readonly user: string;
  /** What the page asked of others than this machine: nothing, it should be. */
  readonly strangers: string[] = [];

  private constructor(page: Page, user: string) {
    this.page = page;
    this.user = user;
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (protocol.startsWith('http') && hostname !== '127.0.0.1') this.strangers.push(request.url());
    });
  }

  /** Opens the app where it is served, and logs in. No signature gets into a URL. */
  static async open(url: string, visit: Visit, login: Login, expected?: RegExp): Promise<CallKit> {
    const kits: CallKit[] = [];
    await visit(url, expected, async (page) => {
      kits.push(new CallKit(page, login.user));
      await page.addInitScript((login) => (window.kitLogin = login), login);
    });
    const [kit] = kits;
    if (!kit) throw new Error('the page was not prepared');
    await kit.login();
    return kit;
  }

  /** What the app around the kit knows. */
  get me(): Locator {
    return this.page.getByTestId('me');
  }

  /** The kit, which is on the page only while there is a call. */
  get window(): Locator {
    return this.page.locator('#tuicallkit-id');
  }

  /** Where the kit shows what it does in passing. */
  get toast(): Locator {
    return this.page.locator('#tdesign-message-container--top');
  }

  /** Where the kit says why something cannot be done; only on localhost, elsewhere it is content with the toast. */
  get dialog(): Locator {
    return this.page.locator('[class*="uikit-modal-container"]');
  }

  /** The user refuses a device to the page. */
  async forbid(device: 'microphone' | 'camera'): Promise<void> {
    const browser = await this.page.context().newCDPSession(this.page);
    const { targetInfo } = await browser.send('Target.getTargetInfo');
    await browser.send('Browser.setPermission', {
      permission: { name: device },
      setting: 'denied',
      origin: new URL(this.page.url()).origin,
      ...(targetInfo.browserContextId && { browserContextId: targetInfo.browserContextId }),
    });
  }

  /** The place where the kit puts somebody's picture: a user's, or `localVideo`. */
  tile(user: string): Locator {
    return this.page.locator(`[id="${user}"]`);
  }

  /** A button of the kit, by the text under it. */
  button(text: string | RegExp): Locator {
    return this.page.locator('.tk-btn-container').filter({ has: this.page.locator('.tk-content').getByText(text) });
  }

  async press(text: string | RegExp): Promise<void> {
    await this.button(text).locator('.tk-icon').click();
  }

  /** One of the buttons that have no text on phones. */
  #round(name: 'accept' | 'reject' | 'hangup'): Locator {
    return this.page.locator(`[class*="${name}-icon-container"]`);
  }

  async accept(): Promise<void> {
    await this.#round('accept').click();
  }

  async decline(): Promise<void> {
    await this.#round('reject').click();
  }

  async hangUp(): Promise<void> {
    await this.#round('hangup').click();
  }

  /** Presses a button of the app around the kit, having filled in what it needs. */
  async ask(name: string, { users = '', text = '' } = {}): Promise<void> {
    await this.page.getByLabel('users').fill(users);
    await this.page.getByLabel('text').fill(text);
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  async login(): Promise<void> {
    await this.ask('log in');
    await expect(this.me).toHaveAttribute('data-state', 'in');
  }

  /** It rings here, and the kit offers to answer. */
  async rings(): Promise<void> {
    await expect(this.me).toHaveAttribute('data-status', 'be-invited');
    await expect(this.#round('accept')).toBeVisible();
  }

  /** Where the kit says that it is, such as `calling-c2c-video`. */
  async reaches(status: string): Promise<void> {
    await expect(this.me).toHaveAttribute('data-status', status);
  }

  /** The call is over for the kit: it shows nothing and its media is stopped. */
  async isIdle(): Promise<void> {
    await this.reaches('idle');
    await expect(this.window).toBeHidden();
    await isSilent(this.page, `${this.user}'s media is stopped`);
  }

  async callId(): Promise<string> {
    await expect(this.me).toHaveAttribute('data-call-id', /./);
    return (await this.me.getAttribute('data-call-id')) ?? '';
  }

  async hears(user: string): Promise<void> {
    await hears(this.page, `${this.user} hears ${user}`);
  }

  async hearsNothing(user: string): Promise<void> {
    await hearsNothing(this.page, `${this.user} hears nothing of ${user}`);
  }

  async sees(user: string): Promise<void> {
    await moves(this.tile(user).locator('video'), `${user}'s picture on ${this.user}'s screen`);
    if (user !== 'localVideo') await decodes(this.page, `${this.user} decodes ${user}'s video`);
  }

  /** Opens the menu of devices over a button. */
  async menu(button: RegExp): Promise<Locator> {
    await this.button(button).hover();
    const menu = this.page.locator('.tk-popup__content');
    await expect(menu).toBeVisible();
    return menu;
  }

  /** What is captured at the moment comes from this device. */
  async captures(kind: 'audio' | 'video', device: string): Promise<void> {
    const labels = () =>
      this.page.evaluate(
        (kind) =>
          window.witness.captured.filter((t) => t.kind === kind && t.readyState === 'live').map(({ label }) => label),
        kind,
      );
    await expect.poll(labels, { message: `${this.user}'s ${kind}` }).toEqual([device]);
  }

  /** How many voices the page plays aloud. */
  plays(): Promise<number> {
    return this.page.evaluate(() => {
      const voices = [...window.witness.players].filter(
        ({ srcObject }) => srcObject instanceof MediaStream && srcObject.getAudioTracks().length > 0,
      );
      return voices.filter(({ paused, muted, volume }) => !paused && !muted && volume > 0).length;
    });
  }

  /** How sharp somebody's picture is on this screen, as steps between neighbours; and how bright, 0–255. */
  look(user: string): Promise<{ edges: number; light: number }> {
    return this.tile(user)
      .locator('video')
      .evaluate((video: HTMLVideoElement) => {
        const [width, height] = [320, 180];
        const context = new OffscreenCanvas(width, height).getContext('2d');
        if (!video.videoWidth || !context) return { edges: 0, light: 0 };
        context.drawImage(video, 0, 0, width, height);
        const { data } = context.getImageData(0, 0, width, height);
        const sum = { edges: 0, light: 0 };
        for (let i = 0; i < data.length - 4; i += 4) {
          sum.light += data[i] ?? 0;
          sum.edges += Math.abs((data[i] ?? 0) - (data[i + 4] ?? 0));
        }
        return { edges: sum.edges / (width * height), light: sum.light / (width * height) };
      });
  }

  /** Keeps a picture of the page where somebody looks at it: build/callkit-pictures, if PICTURES is set. */
  async picture(name: string): Promise<void> {
    if (!process.env.PICTURES) return;
    const folder = join(import.meta.dirname, '../../build/callkit-pictures');
    await mkdir(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }
}
