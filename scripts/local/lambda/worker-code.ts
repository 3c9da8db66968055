import { bundleWorker } from '../worker-bundle.ts';

let cached: Promise<string> | undefined;

/** The runtime that worker threads execute. */
export function workerCode(): Promise<string> {
  cached ??= bundleWorker(new URL('./worker/main.ts', import.meta.url));
  return cached;
}
