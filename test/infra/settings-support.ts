import { ConfigurationError } from '#core/errors.ts';
import { loadSettings } from '#infra/settings/load.ts';

export const load = (waymark: unknown, more: Record<string, unknown> = {}) =>
  loadSettings((key) => ({ waymark, ...more })[key]);
export const loadDev = (settings: Record<string, unknown>) => load({ stages: { dev: settings } }).settings;
export const messageOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  return 'no error';
};
