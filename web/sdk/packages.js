// The packages that a server hands out: those of packages/ that say in publishConfig what they are outside of here.
import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../packages');

/** By name: the folder's, which is also that of the packed file. */
export const packages = readdirSync(root)
  .map((file) => {
    const dir = join(root, file);
    return { file, dir, manifest: JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) };
  })
  .filter(({ manifest }) => manifest.publishConfig !== undefined);

/**
 * What the package says of itself to those who install it. Here its exports are the sources, so that everybody works on
 * them without building; out there they are what was built.
 */
export function handedOut({ manifest }) {
  const { name, version, description, license, type, sideEffects, ...rest } = manifest;
  const { dependencies, peerDependencies, peerDependenciesMeta, publishConfig } = rest;
  return {
    ...{ name, version, description, license, type, sideEffects, ...publishConfig },
    ...{ dependencies, peerDependencies, peerDependenciesMeta },
  };
}

/** The modules of it that can be imported: index, and what the exports name beside it, such as locales/en. */
export function modulesOf({ dir, manifest }) {
  return Object.values(manifest.publishConfig.exports).flatMap((target) => {
    const name = /^\.\/dist\/(.+)\.js$/.exec(target.default)?.[1];
    if (name === undefined) return [];
    if (!name.includes('*')) return [name];
    const sources = readdirSync(join(dir, 'src', dirname(name))).filter((source) => /^[^.]+\.ts$/.test(source));
    return sources.map((source) => name.replace('*', basename(source, '.ts')));
  });
}

/** The style sheets of it. */
export function stylesOf({ manifest }) {
  return Object.values(manifest.publishConfig.exports).flatMap(
    (target) => /^\.\/dist\/(.+\.css)$/.exec(target.default)?.[1] ?? [],
  );
}
