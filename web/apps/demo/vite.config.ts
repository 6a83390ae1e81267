import { defineConfig } from 'vitest/config';

// `npm run dev` shows the page with hot reload in front of a server that runs elsewhere.
const server = process.env.RINGLINE_URL ?? 'http://127.0.0.1:8080';
const behind = { target: server, ws: true };

export default defineConfig({
  build: {
    outDir: '../../dist',
    // Emptied before each build; public/.gitkeep puts back the one file that git knows there.
    emptyOutDir: true,
    // The page's policy allows images, not fonts or styles, from data: URLs.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
  },
  server: {
    proxy: { '/dev': behind, '/connection': behind, '/rtc': behind, '/v4': behind },
  },
  test: { name: 'demo', include: ['src/**/*.test.ts'] },
});
