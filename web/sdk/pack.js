// Packs what was built of a package as npm would, without what only we need.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { handedOut } from './packages.js';

const root = join(import.meta.dirname, '../..');

/**
 * Writes FILE.tgz into a folder, and tells what is in it. The same sources give the same bytes, wherever and whenever: npm
 * packs no times and no owners, and no commit is named.
 */
export function pack(pkg, into) {
  const { file, dir } = pkg;
  const stage = join(root, 'build/packages', file);
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  cpSync(join(dir, 'dist'), join(stage, 'dist'), { recursive: true });
  cpSync(join(dir, 'README.md'), join(stage, 'README.md'));
  cpSync(join(root, 'LICENSE'), join(stage, 'LICENSE'));
  const manifest = handedOut(pkg);
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const told = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', into], { cwd: stage });
  const [{ filename, size, integrity, files }] = JSON.parse(told);
  renameSync(join(into, filename), join(into, `${file}.tgz`));
  return {
    ...{ file, dir, stage, manifest, size, integrity, files: files.map(({ path }) => path) },
    needs: Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }),
  };
}

/** Throws if the package would not work for those who install it, or holds what they have no use for. */
export async function check({ file, stage, manifest, files }) {
  const { messages } = await publint({ pkgDir: stage, pack: false });
  const wrong = messages.map((message) => formatMessage(message, manifest, { color: false }));
  const known = /^(README\.md|LICENSE|package\.json|dist\/.+\.(js|js\.map|d\.ts|css))$/;
  wrong.push(...files.filter((path) => !known.test(path)).map((path) => `${path} does not belong in it`));
  for (const [name, version] of Object.entries(manifest.dependencies ?? {})) {
    if (!/^\d+\.\d+\.\d+$/.test(version)) wrong.push(`it depends on ${name} ${version}, which is not one version`);
    if (name.startsWith('@ringline/')) wrong.push(`it depends on ${name}, which npm would ask a registry for`);
  }
  if (wrong.length > 0) throw new Error(`${file}.tgz: ${wrong.join('; ')}`);
}
