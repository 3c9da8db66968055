import { type CloudWatchClient, GetDashboardCommand } from '@aws-sdk/client-cloudwatch';
import * as z from 'zod/mini';
import type { DashboardReader } from '#functions/console-ports.ts';
import { readAnswer } from '../evidence/answer.ts';
import { toUnknown } from '../evidence/failure.ts';

const GET = 'cloudwatch:GetDashboard';
const Answer = z.object({ DashboardBody: z.string() });

/** Dashboards of the account. */
export function createDashboardReader(client: Pick<CloudWatchClient, 'send'>): DashboardReader {
  return {
    body: async (name) => {
      try {
        const answer = await client.send(new GetDashboardCommand({ DashboardName: name }));
        return { status: 'known', body: readAnswer(Answer, answer).DashboardBody };
      } catch (error) {
        return toUnknown(error, GET);
      }
    },
  };
}
