import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

/** What axe finds wrong with a page as it stands, by WCAG 2.2 AA: nothing. */
export async function isAccessible(page: Page, where: string): Promise<void> {
  // Judged as it stands, not as it flies in.
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().iterations === 1) animation.finish();
    }
  });
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] }) // half the work for the page
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const found = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary ?? ''}`).join('\n')}`,
  );
  expect(found, `axe: ${where}`).toEqual([]);
}

/** The same in light and in dark. */
export async function inBothLooks(page: Page, where: string): Promise<void> {
  for (const theme of ['light', 'dark']) {
    await page.evaluate((theme) => (document.documentElement.dataset.theme = theme), theme);
    await isAccessible(page, `${where}, ${theme}`);
  }
}
