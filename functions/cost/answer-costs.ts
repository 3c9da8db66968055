import { MAX_ROWS } from '#adapters/cost/read-settled.ts';
import { answer, type ProxyAnswer, refuse } from '#core/http/proxy-answer.ts';
import { tenantOfCaller } from '#core/keys/caller.ts';
import { toCostsAnswer } from '#core/rollup/costs-answer.ts';
import type { CostDependencies } from './dependencies.ts';
import type { CostApiEvent } from './event.ts';
import { readRequest } from './request.ts';
import { tallyCosts } from './tally-costs.ts';

/** Answers `GET /v1/costs`. A key sees its own tenant's costs; the setting `cost.readers` names those who see all. */
export async function answerCosts(
  { costs, clock, settings }: CostDependencies,
  { queryStringParameters, requestContext: { authorizer, identity } }: CostApiEvent,
): Promise<ProxyAnswer> {
  const caller = tenantOfCaller({ tenant: authorizer?.tenant, userArn: identity?.userArn });
  if (caller === undefined)
    return refuse(403, 'AccessDeniedException', 'The call carries no verified identity.');
  const request = readRequest(queryStringParameters, clock.now());
  if (typeof request === 'string') return refuse(400, 'ValidationException', request);
  const { from, to } = request;
  const tenant = settings.readers.includes(caller) ? undefined : caller;
  const [tallied, bills] = await Promise.all([
    tallyCosts(costs, { ...request, tenant }),
    costs.reconciliations(from, to),
  ]);
  if (!tallied)
    return refuse(
      400,
      'ValidationException',
      `The period has more than ${MAX_ROWS} rows. Ask for fewer days.`,
    );
  return answer(200, JSON.stringify(toCostsAnswer({ ...request, ...tallied, tenant, bills })));
}
