// The page at /sdk/: a template, and what fills it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const kB = (bytes) => `${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} kB`;

/** Stands for the address of the server until the script in the page knows it. */
const server = '<span data-server>https://calls.example.org</span>';

const command = ({ file }) => `npm install ${server}/sdk/${file}.tgz`;

const module = escape(`<script type="module">
  import { TUICallEngine } from 'SERVER/sdk/call-engine.js';
  const engine = TUICallEngine.createInstance({ SDKAppID: 1400000001, serverUrl: 'SERVER' });
</script>`).replaceAll('SERVER', server);

const later = ({ next, later }) =>
  (next > 0 ? `, ${kB(next)} more when the first call comes` : '') + (later > 0 ? `, ${kB(later)} for effects` : '');

const row = ({ file, manifest: { name, version, description }, size, integrity, loads }) => `<section>
        <h3>${escape(name)} ${escape(version)}</h3>
        <p>${escape(description)}.</p>
        <p>
          <a href="/sdk/${file}.tgz">${file}.tgz</a>, ${kB(size)} ·
          <a href="/sdk/${file}.README.md">how to use it</a> ·
          <a href="/sdk/${file}.api.md">everything it exports</a>
        </p>
        <p class="soft">
          A page loads ${kB(loads.atOnce)} of it, gzipped${later(loads)}.
          <br /><code>${escape(integrity)}</code>
        </p>
      </section>`;

/** The page for these packages. */
export function listing(packed) {
  const filled = {
    commands: packed.map(command).join('\n'),
    module,
    packages: packed.map(row).join('\n      '),
  };
  return readFileSync(join(import.meta.dirname, 'index.html'), 'utf8').replace(
    /<!-- (\w+) -->/g,
    (_, part) => filled[part],
  );
}
