// Bundles packages as the build of an app does: with all that they need, made small.
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const entry = '\0entry';

/** The chunks and styles that a page gets which has this code. */
export async function bundle(code, { external = [], output = {} } = {}) {
  const { output: parts } = await build({
    configFile: false,
    logLevel: 'warn',
    root: join(import.meta.dirname, '..'),
    plugins: [
      { name: 'entry', resolveId: (id) => (id === entry ? id : null), load: (id) => (id === entry ? code : null) },
    ],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: { index: entry }, external, output, preserveEntrySignatures: 'strict' },
    },
  });
  return parts;
}

const gzipped = (part) => gzipSync(part.type === 'chunk' ? part.code : part.source).length;
const sum = (parts) => parts.reduce((total, part) => total + gzipped(part), 0);

/** Gzipped bytes of what is loaded at once, and of what is loaded when it is needed. */
export function sizes(parts) {
  const atOnce = new Set();
  const add = (name) => {
    const part = parts.find(({ fileName }) => fileName === name);
    if (part === undefined || atOnce.has(part)) return;
    atOnce.add(part);
    part.imports.forEach(add);
  };
  parts.filter(({ isEntry }) => isEntry).forEach(({ fileName }) => add(fileName));
  parts.filter(({ type }) => type === 'asset').forEach((part) => atOnce.add(part));
  return { atOnce: sum([...atOnce]), later: sum(parts.filter((part) => !atOnce.has(part))) };
}
