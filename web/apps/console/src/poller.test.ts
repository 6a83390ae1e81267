import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Poller } from './poller';

class Page extends EventTarget {
  hidden = false;

  become(hidden: boolean) {
    this.hidden = hidden;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

let page: Page;

beforeEach(() => {
  vi.useFakeTimers();
  page = new Page();
  vi.stubGlobal('document', page);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function watch(load: () => Promise<number>) {
  const onData = vi.fn();
  const onFault = vi.fn();
  const asked = vi.fn(load);
  const poller = new Poller({ load: asked, every: 1000, onData, onFault });
  return { poller, onData, onFault, asked };
}

it('asks again after each answer, and no more when it was stopped', async () => {
  const { poller, onData, asked } = watch(() => Promise.resolve(1));
  poller.start();
  await vi.advanceTimersByTimeAsync(2500);
  expect(asked).toHaveBeenCalledTimes(3);
  expect(onData).toHaveBeenCalledTimes(3);
  poller.stop();
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked).toHaveBeenCalledTimes(3);
});

it('asks nothing while nobody looks, and at once when somebody does', async () => {
  const { poller, asked } = watch(() => Promise.resolve(1));
  poller.start();
  await vi.advanceTimersByTimeAsync(0);
  page.become(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveBeenCalledTimes(1);
  page.become(false);
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toHaveBeenCalledTimes(2);
  poller.stop();
});

it('asks less often while it is refused, and as before afterwards', async () => {
  let broken = true;
  const { poller, asked, onFault, onData } = watch(() =>
    broken ? Promise.reject(new Error('no')) : Promise.resolve(1),
  );
  poller.start();
  await vi.advanceTimersByTimeAsync(6500); // at 0, 2 and 6 s
  expect(asked).toHaveBeenCalledTimes(3);
  expect(onFault).toHaveBeenCalledTimes(3);
  broken = false;
  await vi.advanceTimersByTimeAsync(8000);
  expect(onData).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1000);
  expect(onData).toHaveBeenCalledTimes(2);
  poller.stop();
});

it('an answer to a question of before counts no more', async () => {
  const answers: ((value: number) => void)[] = [];
  const { poller, onData } = watch(() => new Promise((resolve) => answers.push(resolve)));
  poller.start();
  poller.again();
  answers[1]?.(2);
  answers[0]?.(1);
  await vi.advanceTimersByTimeAsync(0);
  expect(onData.mock.calls).toEqual([[2]]);
  poller.stop();
});

it('asks no more once it was stopped, whoever asks it to', async () => {
  const { poller, asked } = watch(() => Promise.resolve(1));
  poller.start();
  poller.stop();
  poller.again(); // what was done on a page is done, and the page is left meanwhile
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveBeenCalledTimes(1);
});
