// Holds the packages' exports against their reports, packages/*/api/*.api.md, which are reviewed as changes of what we
// promise. With --write the reports are brought up to date.
import { packages } from './packages.js';
import { reported } from './types.js';

const write = process.argv.includes('--write');
const changed = packages.filter((pkg) => !reported(pkg, { write }));
for (const { file } of changed) {
  console.error(`packages/${file}: what it exports is not what packages/${file}/api/${file}.api.md says.`);
}
if (changed.length > 0) {
  console.error(
    'If that is meant: `cd web && npm run api`, and commit the report; its diff is what users will notice.',
  );
  process.exit(1);
}
