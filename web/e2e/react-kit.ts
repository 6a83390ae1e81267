import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build, preview } from 'vite';
import { isAccessible } from './accessible';
import { expect, test as base } from './fixtures';
import { Person } from './person';

/** How a page of the kit is opened. */
export interface View {
  /** all: everything of the kit with its controls; index: the ten lines of docs/kit.md. */
  page?: 'all' | 'index';
  locale?: string;
  theme?: 'light' | 'dark';
  placement?: 'overlay' | 'inline';
  /** Default a desktop. */
  size?: { width: number; height: number };
}

export const phone = { width: 390, height: 780 };

interface TestFixtures {
  /** Opens a page built with the kit as a user, in a browser profile of its own. */
  open: (user: string, view?: View) => Promise<KitPerson>;
}

interface WorkerFixtures {
  /** Origin of the built example pages, with the server behind it. */
  origin: string;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  origin: [
    async ({ server }, use) => {
      const root = join(import.meta.dirname, '../packages/react/example');
      const outDir = join(import.meta.dirname, '../../build/kit');
      const input = ['index', 'all'].map((name) => join(root, `${name}.html`));
      const common = { root, configFile: false } as const;
      await build({
        ...common,
        logLevel: 'error',
        build: { outDir, emptyOutDir: true, target: 'es2022', rolldownOptions: { input }, chunkSizeWarningLimit: 2000 },
      });
      const behind = { target: server.url, ws: true };
      const pages = await preview({
        ...common,
        logLevel: 'silent', // pages that close break what is proxied for them
        build: { outDir },
        preview: {
          host: '127.0.0.1',
          port: 0,
          proxy: { '/dev': behind, '/connection': behind, '/rtc': behind, '/sdk': behind },
        },
      });
      const { port } = pages.httpServer.address() as AddressInfo;
      await use(`http://127.0.0.1:${port}`);
      await pages.close();
    },
    { scope: 'worker' },
  ],

  open: async ({ origin, visit }, use) => {
    await use(async (user, { page = 'all', size, ...view } = {}) => {
      const query = new URLSearchParams({ user, quality: '360p', ...view });
      const tab = await visit(`${origin}/${page}.html?${query.toString()}`);
      if (size) await tab.setViewportSize(size);
      return new KitPerson(tab, user);
    });
  },
});

/** A person at a page built with the kit. */
export class KitPerson extends Person {
  /** What axe finds wrong with the page as it is, by WCAG 2.2 AA. */
  async isAccessible(where: string): Promise<void> {
    await isAccessible(this.page, where);
  }

  /** Nothing is wider than the screen. */
  async fits(): Promise<void> {
    const { wide, screen } = await this.page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      screen: innerWidth,
    }));
    expect(wide, `${this.user} need not scroll sideways`).toBeLessThanOrEqual(screen);
  }

  /** From now on a drawing is what the browser takes for the screen. */
  async drawsWhenSharing(): Promise<void> {
    await this.page.evaluate(() => {
      navigator.mediaDevices.getDisplayMedia = () => {
        const canvas = document.createElement('canvas');
        Object.assign(canvas, { width: 1280, height: 720 });
        const pen = canvas.getContext('2d');
        const draw = () => {
          if (!pen) return;
          pen.fillStyle = '#fdfcf7';
          pen.fillRect(0, 0, 1280, 720);
          pen.fillStyle = '#16324a';
          pen.font = '600 72px sans-serif';
          pen.fillText('Plans for spring', 96, 180);
          pen.font = '32px sans-serif';
          pen.fillText(String(Math.round(performance.now() / 100)), 96, 260);
        };
        const timer = setInterval(draw, 100);
        const stream = canvas.captureStream(10);
        stream.getTracks().forEach((track) => track.addEventListener('ended', () => clearInterval(timer)));
        return Promise.resolve(stream);
      };
    });
  }

  /** The user says no to camera and microphone from now on, or yes again. */
  async denies(no = true): Promise<void> {
    await this.page.evaluate((no) => {
      const devices = navigator.mediaDevices as MediaDevices & { kept?: MediaDevices['getUserMedia'] };
      devices.kept ??= devices.getUserMedia.bind(devices);
      devices.getUserMedia = no
        ? () => Promise.reject(new DOMException('Permission denied', 'NotAllowedError'))
        : devices.kept;
    }, no);
  }

  /** Keeps a picture of the page where somebody looks at it: build/kit-pictures, if PICTURES is set. */
  async picture(name: string): Promise<void> {
    if (!process.env.PICTURES) return;
    const folder = join(import.meta.dirname, '../../build/kit-pictures');
    await mkdir(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }
}

export { expect };
