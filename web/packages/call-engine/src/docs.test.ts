import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RinglineEvent, TUICallEngine, TUICallEvent } from './index';
import { spellings } from './event-names';

const page = new URL('../../../../docs/engine.md', import.meta.url);
const text = readFileSync(page, 'utf8');

interface Row {
  name: string;
  cells: string[];
  /** Labels of the files in the last column. */
  tests: string[];
}

function rows(heading: string): Row[] {
  const section = text.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  return section.split('\n').flatMap((line) => {
    const cells = line.split('|').map((cell) => cell.trim());
    const name = /^`(\w+)`$/.exec(cells[1] ?? '')?.[1];
    const tests = [...(cells.at(-2) ?? '').matchAll(/\[([^\]]+)\]/g)].map((match) => match[1] ?? '');
    return name ? [{ name, cells, tests }] : [];
  });
}

const files = new Map([...text.matchAll(/^\[([^\]]+)\]: (\S+)$/gm)].map(([, label = '', path = '']) => [label, path]));

function contents(label: string): string {
  const path = files.get(label);
  return path ? readFileSync(new URL(path, page), 'utf8') : '';
}

const statics = rows('Statics');
const methods = rows('Methods');
const events = rows('Events');

/** What a class or its prototype offers, less what every class has. */
function publicOf(of: object): string[] {
  return Object.getOwnPropertyNames(of).filter(
    (name) => !['constructor', 'length', 'name', 'prototype'].includes(name),
  );
}

const names = (list: Row[]) => list.map(({ name }) => name).sort();

describe('docs/engine.md', () => {
  test('has every public static, method and event, and nothing else', () => {
    expect(names(statics)).toEqual(publicOf(TUICallEngine).sort());
    expect(names(methods)).toEqual(publicOf(TUICallEngine.prototype).sort());
    expect(names(events)).toEqual(Object.keys(TUICallEvent).sort());
    for (const name of Object.keys(RinglineEvent)) expect(text).toContain(`\`${name}\``);
  });

  test('files that it names are there', () => {
    const missing = [...files.values()].filter((path) => !existsSync(new URL(path, page)));
    expect(missing).toEqual([]);
  });

  test.each([...statics, ...methods])('$name is named in a test that it is said to have', ({ name, tests }) => {
    expect(tests.map(contents).some((file) => new RegExp(`\\b${name}\\b`).test(file))).toBe(true);
  });

  test.each(events)('$name: its values, and a test', ({ name, cells, tests }) => {
    const value = TUICallEvent[name as keyof typeof TUICallEvent];
    const others = Object.entries(spellings).filter(([, event]) => event === value);
    const values = [value, ...others.map(([spelling]) => spelling)];
    expect(cells[2]?.split(', ')).toEqual(values.map((v) => `\`${v}\``));
    if (cells[3] === 'not offered') return;
    expect(tests.map(contents).some((file) => new RegExp(`\\b(${name}|${value})\\b`).test(file))).toBe(true);
  });
});
