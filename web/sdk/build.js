// Makes what a server hands out at /sdk/, in build/sdk, of what the packages' own builds left in their dist/: types, packed packages, the
// engine as a module for pages without a bundler, and the page that lists them. Fails on what has grown too large.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundle, sizes } from './bundle.js';
import { check, pack } from './pack.js';
import { modulesOf, packages, stylesOf } from './packages.js';
import { listing } from './page.js';
import { rollUp } from './types.js';

/** Most gzipped bytes that a page loads of each at once. The media client is loaded when the first call comes. */
const limits = { 'call-engine': 60_000, react: 40_000 };
/** And of the engine, if it only uses the name of an event. */
const nameLimit = 1_000;

const out = join(import.meta.dirname, '../../build/sdk');
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const put = (name, content) => {
  mkdirSync(dirname(join(out, name)), { recursive: true });
  writeFileSync(join(out, name), content);
};

const tooLarge = [];
const hold = (what, size, limit) => {
  console.log(`sdk: ${what}: ${size} bytes gzipped, of ${limit}`);
  if (size > limit) tooLarge.push(what);
};

const rows = [];
for (const pkg of packages) {
  rollUp(pkg);
  const packed = pack(pkg, out);
  await check(packed);

  const built = (name) => JSON.stringify(join(pkg.dir, 'dist', name));
  const code = [
    ...modulesOf(pkg).map(
      (name, i) => `export * ${name === 'index' ? '' : `as module${i} `}from ${built(`${name}.js`)};`,
    ),
    ...stylesOf(pkg).map((file) => `import ${built(file)};`),
  ];
  const whole = await bundle(code.join('\n'), {
    // The engine with all that it needs; of other packages what is their own.
    external: pkg.file === 'call-engine' ? [] : packed.needs,
    output: { entryFileNames: `${pkg.file}.js`, chunkFileNames: 'chunks/[name]-[hash].js' },
  });
  const size = sizes(whole);
  hold(pkg.file, size.atOnce, limits[pkg.file]);
  if (pkg.file === 'call-engine') {
    for (const { fileName, code } of whole) put(fileName, code);
    const name = await bundle(`import { TUICallEvent } from ${built('index.js')}; console.log(TUICallEvent.ERROR)`);
    hold('call-engine, of which a page uses the name of an event', sizes(name).atOnce, nameLimit);
  }

  copyFileSync(join(pkg.dir, 'README.md'), join(out, `${pkg.file}.README.md`));
  copyFileSync(join(pkg.dir, 'api', `${pkg.file}.api.md`), join(out, `${pkg.file}.api.md`));
  rows.push({ ...packed, loads: size });
}
put('index.html', listing(rows));
copyFileSync(join(import.meta.dirname, 'address.js'), join(out, 'address.js'));
copyFileSync(join(import.meta.dirname, '../../NOTICE'), join(out, 'NOTICE.txt'));

if (tooLarge.length > 0) {
  console.error(`sdk: too large: ${tooLarge.join(', ')}`);
  process.exit(1);
}
