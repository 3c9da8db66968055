import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

/** A worker thread's program as one CommonJS text: no loader is needed inside the thread, so it starts fast. */
export async function bundleWorker(
  entry: URL,
  options: Pick<BuildOptions, 'external' | 'banner'> = {},
): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    ...options,
  });
  return outputFiles[0]?.text ?? '';
}
