import { expect, test } from 'vitest';
import { callers } from '#adapters/evidence/facts/callers.ts';
import { TrailEvent } from '#core/maturity/trail-event.ts';

const context = {
  window: { start: '2026-11-08T00:00:00.000Z', end: '2026-11-21T12:00:00.000Z' },
  accountId: '123456789012',
  region: 'us-east-1',
  stage: 'dev',
  gatewayRoleArn: 'arn:aws:iam::123456789012:role/gateway',
  signal: new AbortController().signal,
};
const event = (eventName: string, user: string, eventTime: string) =>
  TrailEvent.parse({ eventName, eventTime, userIdentity: { type: 'IAMUser', userName: user } });

test('counts only the time that every sample covers', async () => {
  const source = callers(async ({ eventName }) => {
    if (eventName === 'Converse')
      return {
        items: [
          event(eventName, 'gateway', '2026-11-21T11:59:00Z'),
          event(eventName, 'gateway', '2026-11-21T11:50:00Z'),
        ],
        isComplete: false,
      };
    const isRare = eventName === 'InvokeModel';
    const items = ['2026-11-21T11:55:00Z', '2026-11-10T00:00:00Z'].map((at) => event(eventName, 'ann', at));
    return { items: isRare ? items : [], isComplete: true };
  });

  expect(await source.collect(context)).toEqual({
    status: 'known',
    value: {
      since: '2026-11-21T11:50:00.000Z',
      sampled: 3,
      throughGateway: 2,
      otherPrincipals: ['ann'],
    },
  });
});
