// The packages that a server hands out: those of packages/ that say in publishConfig what they are outside of here.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../packages');

/** In an order in which each comes after those it needs. */
export const packages = readdirSync(root)
  .map((file) => {
    const dir = join(root, file);
    return { file, dir, manifest: JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) };
  })
  .filter(({ manifest }) => manifest.publishConfig !== undefined);

/**
 * What the package says of itself to those who install it. Here its exports are the sources, so that everybody works on
 * them without building; out there they are what was built. Our own packages are named with the version they have here.
 */
export function handedOut({ manifest }) {
  const {
    name,
    version,
    description,
    license,
    type,
    sideEffects,
    dependencies,
    peerDependencies,
    peerDependenciesMeta,
  } = manifest;
  return {
    ...{ name, version, description, license, type, sideEffects },
    ...manifest.publishConfig,
    ...{ dependencies, peerDependencies, peerDependenciesMeta },
  };
}
