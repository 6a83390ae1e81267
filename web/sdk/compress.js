// Compresses what the server sends of dist: app.js becomes app.js.gz, and clients get it so. Packages and models are
// compressed already.
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Smaller files gain nothing. Bytes. */
const LEAST = 1_000;

const dist = join(import.meta.dirname, '../dist');
const sum = { before: 0, after: 0 };
for (const name of readdirSync(dist, { recursive: true }).filter((path) => /\.(css|m?js|svg|wasm)$/.test(path))) {
  const content = readFileSync(join(dist, name));
  if (content.length < LEAST) continue;
  const packed = gzipSync(content, { level: 9 });
  writeFileSync(join(dist, `${name}.gz`), packed);
  rmSync(join(dist, name));
  sum.before += content.length;
  sum.after += packed.length;
}
const MB = (bytes) => (bytes / 1e6).toFixed(1);
console.log(`dist: ${MB(sum.before)} MB of scripts, styles and programs compressed to ${MB(sum.after)} MB`);
