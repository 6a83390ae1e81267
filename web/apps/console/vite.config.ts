import { defineConfig } from 'vitest/config';

// `npm run dev` shows the page with hot reload in front of a server that runs elsewhere.
const server = process.env.RINGLINE_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  base: '/console/',
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    // The page's policy allows images, not fonts or styles, from data: URLs.
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/dev': server, '/api': server } },
  test: { name: 'console', include: ['src/**/*.test.{ts,tsx}'] },
});
