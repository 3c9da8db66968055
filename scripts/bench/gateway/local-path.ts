import { PROJECT_ROOT } from '../bundle.ts';
import { startChild } from '../child.ts';
import { StackReady } from './messages.ts';
import { converseLoad, RAW, type ServedPath, stopOnFailure } from './paths.ts';

/** The whole local stack: API Gateway's part, the authorizer, the function in a worker, and its logs. */
export const LOCAL = 'local stack';

const PROGRAM = 'scripts/bench/gateway/programs/local-stack.ts';

/** Starts the whole local stack in front of the stub. */
export async function startLocalPath(stubPort: number): Promise<ServedPath> {
  const child = startChild({
    nodeArguments: ['--import', 'tsx', `${PROJECT_ROOT}${PROGRAM}`, `http://127.0.0.1:${stubPort}`],
    environment: { PATH: process.env.PATH ?? '', NODE_ENV: 'production' },
  });
  const { apiUrl, key } = await stopOnFailure(child, child.next(StackReady));
  const run = converseLoad(Number(new URL(apiUrl).port), { authorization: `Bearer ${key}` });
  return { child, path: { title: LOCAL, baseline: RAW, run } };
}
