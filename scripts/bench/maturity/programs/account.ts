import * as z from 'zod';
import { type EmbeddedAws, startEmbeddedAws } from '#scripts/local/aws/server.ts';
import { serveParent, tellParent } from '../../child.ts';
import { benchAccount, KEYS_TABLE, PEPPER, SECRET_ARN } from '../account.ts';
import { AccountRequest } from '../messages.ts';
import { fillAccount } from '../series.ts';

const started: EmbeddedAws[] = [];
let isLimited = true;
let skippedMs = 0;

/** Far enough apart for any two lookups while they are not limited. */
function wallClock(): number {
  if (!isLimited) skippedMs += 1_000;
  return performance.now() + skippedMs;
}

/** An account of its own for each number of series. */
async function start(series: number): Promise<object> {
  const aws = await startEmbeddedAws({ account: benchAccount(), wallClock });
  started.push(aws);
  await aws.createTable(KEYS_TABLE, 'keyId');
  aws.putSecret(SECRET_ARN, PEPPER);
  fillAccount(aws, { series, nowMs: Date.now() });
  return { endpoint: aws.endpoint };
}

serveParent(async (message) => {
  const request = z.parse(AccountRequest, message);
  if (request.type === 'start') return start(request.series);
  isLimited = request.isLimited;
  return { done: true };
});
tellParent({ done: true });
