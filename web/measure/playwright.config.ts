import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import tests from '../e2e/playwright.config';
import { writeVoice } from './voice';

const voice = join(import.meta.dirname, '../../build/measure/voice.wav');
writeVoice(voice);

/** The browser of the tests, with a voice that never pauses. */
export default defineConfig(tests, {
  testDir: '.',
  outputDir: '../../build/measure/results',
  timeout: 600_000,
  use: {
    launchOptions: {
      ...tests.use?.launchOptions,
      args: [...(tests.use?.launchOptions?.args ?? []), `--use-file-for-fake-audio-capture=${voice}`],
    },
  },
});
