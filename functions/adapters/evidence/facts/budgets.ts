import {
  type BudgetsClient,
  DescribeBudgetsCommand,
  DescribeNotificationsForBudgetCommand,
  DescribeSubscribersForNotificationCommand,
  type Notification,
} from '@aws-sdk/client-budgets';
import * as z from 'zod/mini';
import type { FactSource } from '#functions/ports.ts';
import { listOf, optionalText, readAnswer } from '../answer.ts';
import { BudgetScope, countsBedrock, countsBedrockOnly } from '../budget-scope.ts';
import type { Call } from '../metered-calls.ts';
import { firstOf, mapWide, readPages } from '../pages.ts';
import { factSource, now } from '../source.ts';

/** All three reads ask for this one action. */
const CALL = 'budgets:ViewBudget';
const MAX_PAGES = 5;
/** Budgets whose notifications are looked at. */
const MAX_BUDGETS = 50;
const PARALLEL_CALLS = 5;

const Budgets = z.object({
  NextToken: optionalText,
  Budgets: listOf(
    z.extend(BudgetScope, {
      BudgetName: z.string(),
      TimeUnit: optionalText,
      BudgetLimit: z.nullish(z.object({ Amount: z.string(), Unit: z.string() })),
    }),
  ),
});
type Budget = z.infer<typeof Budgets>['Budgets'][number];
const Notifications = z.object({
  Notifications: listOf(
    z.object({
      NotificationType: z.enum(['ACTUAL', 'FORECASTED']),
      ComparisonOperator: z.enum(['GREATER_THAN', 'LESS_THAN', 'EQUAL_TO']),
      Threshold: z.number(),
      ThresholdType: z.nullish(z.enum(['PERCENTAGE', 'ABSOLUTE_VALUE'])),
    }),
  ),
});
const Subscribers = z.object({ Subscribers: listOf(z.object({ SubscriptionType: optionalText })) });

interface BudgetsParts {
  readonly client: BudgetsClient;
  readonly call: Call;
}

/** Cost budgets, those that Bedrock's cost counts towards, and those of these that notify a subscriber. */
export function budgets({ client, call }: BudgetsParts): FactSource<'budgets'> {
  return factSource({
    id: 'budgets',
    call: CALL,
    query:
      "DescribeBudgets of type COST, DescribeNotificationsForBudget of each that has no filter or one on Bedrock's service, DescribeSubscribersForNotification of these",
    window: now,
    read: async ({ accountId: AccountId, signal: abortSignal }) => {
      const { items, isComplete } = await readPages(MAX_PAGES, async (NextToken) => {
        const command = new DescribeBudgetsCommand({
          AccountId,
          NextToken,
          MaxResults: 100,
          ShowFilterExpression: true, // or a newer budget's filter stays unseen
        });
        const answer = await call(CALL, () => client.send(command, { abortSignal }));
        const { Budgets: found, NextToken: next } = readAnswer(Budgets, answer);
        return { items: found, next: next ?? undefined };
      });
      const ofCost = items.filter(({ BudgetType: type }) => type === 'COST');
      const looked = firstOf({ items: ofCost.filter(countsBedrock), isComplete }, MAX_BUDGETS);
      const notifying = await mapWide(looked.items, PARALLEL_CALLS, ({ BudgetName }) =>
        hasSubscriber({ client, call }, { AccountId, BudgetName }, abortSignal),
      );
      const limits = ofCost.filter(countsBedrockOnly).flatMap(monthlyLimitUsd);
      return {
        budgets: ofCost.length,
        onBedrock: looked.items.length,
        notifying: notifying.filter(Boolean).length,
        ...(limits.length > 0 && { bedrockMonthlyUsd: Math.min(...limits) }),
        isComplete: looked.isComplete,
      };
    },
  });
}

/** A limit per month in USD; budgets of another period or currency have none. */
function monthlyLimitUsd({ TimeUnit: unit, BudgetLimit: limit }: Budget): readonly number[] {
  const amount = Number(limit?.Amount);
  return unit === 'MONTHLY' && limit?.Unit === 'USD' && Number.isFinite(amount) && amount > 0 ? [amount] : [];
}

/** One notification after the other: the first with a subscriber is enough. */
async function hasSubscriber(
  { client, call }: BudgetsParts,
  budget: { readonly AccountId: string; readonly BudgetName: string },
  abortSignal: AbortSignal,
): Promise<boolean> {
  const list = new DescribeNotificationsForBudgetCommand(budget);
  const answer = await call(CALL, () => client.send(list, { abortSignal }));
  for (const { ThresholdType: type, ...found } of readAnswer(Notifications, answer).Notifications) {
    const notification: Notification = { ...found, ...(type && { ThresholdType: type }) };
    const command = new DescribeSubscribersForNotificationCommand({ ...budget, Notification: notification });
    const subscribers = await call(CALL, () => client.send(command, { abortSignal }));
    if (readAnswer(Subscribers, subscribers).Subscribers.length > 0) return true;
  }
  return false;
}
