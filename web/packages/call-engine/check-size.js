// Prints what a page loads of the engine, and fails when the part that every page loads has grown too large.
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** Gzipped bytes of everything but the media client, which is loaded when the first call comes. */
const LIMIT = 60_000;

const dist = new URL('dist/', import.meta.url);
const sizes = readdirSync(dist)
  .filter((name) => name.endsWith('.js'))
  .map((name) => ({ name, size: gzipSync(readFileSync(new URL(name, dist))).length }));
const sum = (parts) => parts.reduce((total, { size }) => total + size, 0);
const media = sizes.filter(({ name }) => name.startsWith('media-livekit'));
const engine = sum(sizes) - sum(media);

console.log(`call-engine: ${engine} bytes gzipped of ${LIMIT}, and ${sum(media)} for media when a call comes`);
if (media.length === 0 || engine > LIMIT) {
  console.error('call-engine: too large, or the media client is no longer apart');
  process.exit(1);
}
