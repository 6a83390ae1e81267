// Bundles packages as the build of an app does: with all that they need, made small.
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');

/** Where the code would lie if it were a file, so that its imports are found. */
const entry = join(root, 'page.js');

/** The chunks and styles that a page gets which has this code. */
export async function bundle(code, { external = [], output = {} } = {}) {
  const [{ output: parts }] = await build({
    configFile: false,
    logLevel: 'warn',
    root,
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [
      { name: 'entry', resolveId: (id) => (id === entry ? id : null), load: (id) => (id === entry ? code : null) },
    ],
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: { index: entry }, formats: ['es'] }, // nothing of an app around it
      rolldownOptions: { external, output: { ...output, minify: true } },
    },
  });
  return parts;
}

const gzipped = (part) => gzipSync(part.type === 'chunk' ? part.code : part.source).length;
const sum = (parts) => parts.reduce((total, part) => total + gzipped(part), 0);

/**
 * Gzipped bytes that are loaded at once, then by the first step of imports that wait for something (the first call), and by
 * all later ones (an effect).
 */
export function sizes(parts) {
  const loaded = new Set();
  const load = (names) => {
    const now = parts.filter((part) => names.includes(part.fileName) && !loaded.has(part));
    now.forEach((part) => loaded.add(part));
    return now.flatMap((part) => [part, ...load(part.imports ?? [])]);
  };
  const atOnce = load(parts.filter(({ isEntry, type }) => isEntry || type === 'asset').map(({ fileName }) => fileName));
  const next = load(atOnce.flatMap(({ dynamicImports = [] }) => dynamicImports));
  return { atOnce: sum(atOnce), next: sum(next), later: sum(parts.filter((part) => !loaded.has(part))) };
}
