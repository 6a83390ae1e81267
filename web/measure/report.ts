import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { resolve } from 'node:path';

/** A page of the documentation to put the tables into; empty prints them only. */
const target = process.env.WRITE;

/** Where it was measured, in one line. */
export function machine(browser: string, load: number): string {
  const processor = (cpus()[0]?.model ?? 'processor').split(' ').slice(0, 2).join(' ');
  return `${cpus().length} × ${processor}, Chromium ${browser}; load average ${load.toFixed(1)}.`;
}

/** The smallest value that so many are not above. */
export function quantile(values: number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? NaN;
}

/** Prints a block, and puts it into the page between the two comments that bear its name, as cmd/bench does. */
export async function show(name: string, block: string): Promise<void> {
  console.log(`\n${block}`);
  if (!target) return;
  const page = resolve(import.meta.dirname, '../..', target);
  const text = await readFile(page, 'utf8');
  const [begin, end] = [`<!-- ${name} -->\n`, `<!-- end of ${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${page} lacks the comments ${begin.trim()} and ${end}`);
  await writeFile(page, text.slice(0, from + begin.length) + block + text.slice(to));
}
