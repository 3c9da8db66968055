import type { Assessment } from '#core/maturity/assessment.ts';

/** Highest level that an account can show without Waymark's gateway; a test holds the criteria against it. */
export const CEILING_WITHOUT_GATEWAY = 3;

/** What cannot be reached without the gateway, for people. */
export const CEILING = `Without Waymark's gateway the highest level is ${CEILING_WITHOUT_GATEWAY}: half or more of what levels 4 and 5 ask for only it records.`;

/** Whether the assessment saw no call through the gateway. */
export function lacksGateway({ signals }: Assessment): boolean {
  const requests = signals.find(({ id }) => id === 'requests');
  return requests?.status !== 'known' || requests.value === 0;
}
