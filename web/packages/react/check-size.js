// Prints what the kit adds to a page once the page's own build has minified it, and fails when that has grown too large.
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { minifySync } from 'vite';

/** Gzipped bytes of code, styles and every language; React and the engine are the page's own. */
const LIMIT = 40_000;

const dist = new URL('dist/', import.meta.url);
const built = readdirSync(dist, { recursive: true }).filter((name) => /\.(js|css)$/.test(name));
const sizes = built.map((name) => {
  const text = readFileSync(new URL(name, dist), 'utf8');
  return { name, size: gzipSync(name.endsWith('.js') ? minifySync(name, text).code : text).length };
});
const sum = (parts) => parts.reduce((total, { size }) => total + size, 0);
const all = sum(sizes);
const languages = sum(sizes.filter(({ name }) => /^locales\/(?!en)/.test(name)));

console.log(`react: ${all} bytes gzipped of ${LIMIT}, of which ${languages} are languages that few pages load`);
if (!sizes.some(({ name }) => name === 'style.css') || all > LIMIT) {
  console.error('react: too large, or the style sheet is missing');
  process.exit(1);
}
