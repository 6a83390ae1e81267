import { ErrorCode } from './constants';
import { CallError } from './errors';

/** What kits ask for and nothing here depends on: nothing is loaded from elsewhere, no dialog is ever shown. */
const harmless = new Set([
  'enableAutoPlayDialog',
  'forceUseV2API',
  'setAssetsPath',
  'setCallingKitVersion',
  'setFramework',
  'setLanguage',
]);

/** Judges a documented "experimental" request. Fails with -1002 if it asks for something that would be missed. */
export function experimental(json: string): void {
  const api = apiOf(json);
  if (!api || harmless.has(api)) return;
  throw new CallError(
    ErrorCode.PACKAGE_NOT_SUPPORTED,
    `callExperimentalAPI: ${JSON.stringify(api)} is not offered; proxies and relays are settings of the server`,
  );
}

/** What does not read as a request is passed over, as the documented engine does. */
function apiOf(json: string): string {
  try {
    const request = JSON.parse(json) as { api?: unknown } | null;
    return typeof request?.api === 'string' ? request.api : '';
  } catch {
    return '';
  }
}
