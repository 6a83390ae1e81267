import { defineConfig } from '@playwright/test';
import tests from '../e2e/playwright.config';

/** The browser of the tests, which keeps its pictures. */
export default defineConfig(tests, {
  testDir: '.',
  outputDir: '../../build/screenshots',
  timeout: 400_000,
  // Six browsers on a busy machine take their time.
  expect: { timeout: 90_000 },
});
