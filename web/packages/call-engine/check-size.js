// Prints what a page loads of the engine, and fails when the part that every page loads has grown too large.
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** Gzipped bytes of everything but the media client, which is loaded when the first call comes, and the effects. */
const LIMIT = 60_000;

const dist = new URL('dist/', import.meta.url);
const sizes = readdirSync(dist)
  .filter((name) => name.endsWith('.js'))
  .map((name) => ({ name, size: gzipSync(readFileSync(new URL(name, dist))).length }));
const sum = (parts) => parts.reduce((total, { size }) => total + size, 0);
const media = sizes.filter(({ name }) => name.startsWith('media-livekit'));
const effects = sizes.filter(({ name }) => name.startsWith('effect-'));
const engine = sum(sizes) - sum(media) - sum(effects);

console.log(
  `call-engine: ${engine} bytes gzipped of ${LIMIT}, ${sum(media)} for media when a call comes, ${sum(effects)} for effects`,
);
if (media.length === 0 || effects.length < 2 || engine > LIMIT) {
  console.error('call-engine: too large, or the media client or an effect is no longer apart');
  process.exit(1);
}
