import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { name: 'look', include: ['src/**/*.test.ts'] },
});
