import { expect, it } from 'vitest';
import { parse, to } from './route';

it.each([
  ['', { page: 'overview', query: {} }],
  ['#/', { page: 'overview', query: {} }],
  ['#/calls', { page: 'calls', query: {} }],
  ['#/calls/01-ab', { page: 'calls', id: '01-ab', query: {} }],
  ['#/records?user=bob&result=busy', { page: 'records', query: { user: 'bob', result: 'busy' } }],
  ['#/nowhere/x', { page: 'overview', query: {} }],
  ['#/calls/..', { page: 'calls', query: {} }],
  ['#/calls/%2e', { page: 'calls', query: {} }],
  ['#/users/%', { page: 'users', id: '%', query: {} }],
])('%s', (hash, route) => expect(parse(hash)).toEqual(route));

it('what is written is read', () => {
  expect(parse(to('users', 'a b', { online: true, user: '' }))).toEqual({
    page: 'users',
    id: 'a b',
    query: { online: 'true' },
  });
});
