import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { name: 'compat-types', environment: 'node' },
  resolve: {
    alias: { '@ringline/call-engine': new URL('../../packages/call-engine/src/index.ts', import.meta.url).pathname },
  },
});
