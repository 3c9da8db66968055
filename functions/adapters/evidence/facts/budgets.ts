import {
  type BudgetsClient,
  DescribeBudgetsCommand,
  DescribeNotificationsForBudgetCommand,
} from '@aws-sdk/client-budgets';
import * as z from 'zod/mini';
import type { FactSource } from '#functions/ports.ts';
import { listOf, optionalText, readAnswer } from '../answer.ts';
import type { Call } from '../metered-calls.ts';
import { mapWide, readPages } from '../pages.ts';
import { factSource } from '../source.ts';

/** Both reads ask for this one action. */
const CALL = 'budgets:ViewBudget';
const MAX_PAGES = 5;
/** Budgets whose notifications are looked at. */
const MAX_BUDGETS = 50;
const PARALLEL_CALLS = 5;

const Budgets = z.object({
  NextToken: optionalText,
  Budgets: listOf(z.object({ BudgetName: z.string() })),
});
const Notifications = z.object({ Notifications: listOf(z.object({ NotificationType: optionalText })) });

/** Budgets, and those with a notification, which AWS creates with a subscriber only. */
export function budgets({
  client,
  call,
}: {
  readonly client: BudgetsClient;
  readonly call: Call;
}): FactSource<'budgets'> {
  return factSource({
    id: 'budgets',
    call: CALL,
    query: 'DescribeBudgets of the account, DescribeNotificationsForBudget of each',
    read: async ({ accountId: AccountId, signal: abortSignal }) => {
      const all = await readPages(MAX_PAGES, async (NextToken) => {
        const command = new DescribeBudgetsCommand({ AccountId, NextToken, MaxResults: 100 });
        const answer = await call(CALL, () => client.send(command, { abortSignal }));
        const { Budgets: items, NextToken: next } = readAnswer(Budgets, answer);
        return { items, next: next ?? undefined };
      });
      const looked = all.slice(0, MAX_BUDGETS);
      const notifying = await mapWide(looked, PARALLEL_CALLS, async ({ BudgetName }) => {
        const command = new DescribeNotificationsForBudgetCommand({ AccountId, BudgetName });
        const answer = await call(CALL, () => client.send(command, { abortSignal }));
        return readAnswer(Notifications, answer).Notifications.length > 0;
      });
      return { budgets: looked.length, notifying: notifying.filter(Boolean).length };
    },
  });
}
