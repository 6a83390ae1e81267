// Puts what the effects need, as it comes from their packages, with what a server hands out at /sdk/: build/sdk/effects.
// Programs for browsers without WebAssembly SIMD (before 2021; Safari before 16.4) are left out: they are as large again.
import { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { withNormalization } from './model.js';

const require = createRequire(import.meta.url);
const from = (name) => dirname(require.resolve(name));
const vision = join(from('@mediapipe/tasks-vision'), 'wasm');
const selfie = from('@mediapipe/selfie_segmentation/selfie_segmentation.js');
const noise = from('@sapphi-red/web-noise-suppressor');

const to = join(import.meta.dirname, '../../build/sdk/effects');
mkdirSync(to, { recursive: true });

for (const [file, name] of [
  [join(vision, 'vision_wasm_internal.js'), 'vision_wasm_internal.js'],
  [join(vision, 'vision_wasm_internal.wasm'), 'vision_wasm_internal.wasm'],
  [join(noise, 'rnnoise_simd.wasm'), 'rnnoise_simd.wasm'],
  [join(noise, 'rnnoise', 'workletProcessor.js'), 'rnnoise-worklet.js'],
]) {
  copyFileSync(file, join(to, name));
}
writeFileSync(
  join(to, 'selfie.tflite'),
  withNormalization(readFileSync(join(selfie, 'selfie_segmentation_landscape.tflite'))),
);

const names = [
  'vision_wasm_internal.js',
  'vision_wasm_internal.wasm',
  'selfie.tflite',
  'rnnoise_simd.wasm',
  'rnnoise-worklet.js',
];
const bytes = names.reduce((sum, name) => sum + statSync(join(to, name)).size, 0);
console.log(`effects: ${(bytes / 1e6).toFixed(1)} MB in sdk/effects, loaded when one is first used`);
