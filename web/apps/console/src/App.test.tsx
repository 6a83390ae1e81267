// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { App } from './App';
import { english } from './language';
import { keepToken } from './session';

afterEach(() => {
  cleanup();
  keepToken(undefined);
  vi.unstubAllGlobals();
});

it('a page that is loaded again is not empty until the server answers', async () => {
  let answer: (answer: Response) => void = vi.fn();
  vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => (answer = resolve)));
  keepToken({ token: 'rlt_x' });
  render(<App look={{ language: 'en', theme: 'auto' }} language={english} />);
  expect(screen.getByRole('main').textContent).toBe('Loading');
  answer(new Response('{"code":"unauthorized"}', { status: 401 }));
  expect(await screen.findByTestId('login-error', {}, { timeout: 4000 })).toBeTruthy();
  expect(screen.getByTestId('token')).toBeTruthy();
});
