import type {
  ComparisonOperator,
  NotificationType,
  SubscriptionType,
  TimeUnit,
} from '@aws-sdk/client-budgets';
import * as z from 'zod';
import { LOCAL_ACCOUNT } from '../credentials.ts';
import { createJsonService, operation } from '../json-protocol.ts';
import { pageOf } from '../paging.ts';
import { type Service, ServiceError } from '../wire.ts';

/** Whom a budget tells what. */
export interface BudgetNotificationSetup {
  /** @default 'ACTUAL' */
  readonly type?: NotificationType | undefined;
  /** @default 'GREATER_THAN' */
  readonly comparison?: ComparisonOperator | undefined;
  /** In percent of the limit. */
  readonly threshold: number;
  readonly subscribers: readonly { readonly type: SubscriptionType; readonly address: string }[];
}

/** A cost budget. */
export interface BudgetSetup {
  readonly name: string;
  readonly limitUsd: number;
  /**
   * Services whose cost it counts, as Billing names them.
   * @default - all
   */
  readonly services?: readonly string[] | undefined;
  /** @default 'MONTHLY' */
  readonly timeUnit?: TimeUnit | undefined;
  /** @default [] */
  readonly notifications?: readonly BudgetNotificationSetup[] | undefined;
}

/** What AWS Budgets knows of an account. */
export interface BudgetsSetup {
  /** @default [] */
  readonly budgets?: readonly BudgetSetup[] | undefined;
}

const pageMembers = (most: number) => ({
  AccountId: z.string().regex(/^\d{12}$/),
  MaxResults: z.int().min(1).max(most).default(most),
  NextToken: z.string().optional(),
});
type PageMembers = { readonly MaxResults: number; readonly NextToken?: string | undefined };

const DescribeBudgetsRequest = z.object({
  ...pageMembers(1_000),
  ShowFilterExpression: z.boolean().default(false),
});
const ByBudget = z.object({ ...pageMembers(100), BudgetName: z.string().min(1).max(100) });
const ByNotification = ByBudget.extend({
  Notification: z.object({
    NotificationType: z.enum(['ACTUAL', 'FORECASTED']),
    ComparisonOperator: z.enum(['GREATER_THAN', 'LESS_THAN', 'EQUAL_TO']),
    Threshold: z.number(),
    ThresholdType: z.enum(['PERCENTAGE', 'ABSOLUTE_VALUE']).default('PERCENTAGE'),
  }),
});

/** AWS Budgets: budgets, their notifications and who gets them. */
export function createBudgets({ budgets = [] }: BudgetsSetup): Service {
  return createJsonService({
    contentType: 'application/x-amz-json-1.1',
    operations: {
      DescribeBudgets: operation(DescribeBudgetsRequest, (request) => {
        checkAccount(request.AccountId);
        const { items, next } = page(
          budgets.map((budget) => toBudget(budget, request)),
          request,
        );
        return { Budgets: items, ...next };
      }),
      DescribeNotificationsForBudget: operation(ByBudget, (request) => {
        const { items, next } = page(findBudget(budgets, request).map(toNotification), request);
        return { Notifications: items, ...next };
      }),
      DescribeSubscribersForNotification: operation(ByNotification, (request) => {
        const { subscribers } = findNotification(findBudget(budgets, request), request.Notification);
        const { items, next } = page(subscribers.map(toSubscriber), request);
        return { Subscribers: items, ...next };
      }),
    },
  });
}

function page<Item>(items: readonly Item[], { MaxResults: size, NextToken: token }: PageMembers) {
  const cut = pageOf(items, { size, token, invalidToken: 'InvalidNextTokenException' });
  return { items: cut.items, next: cut.nextToken === undefined ? {} : { NextToken: cut.nextToken } };
}

/** What AWS answers about somebody else's account is unverified. */
function checkAccount(accountId: string): void {
  if (accountId !== LOCAL_ACCOUNT)
    throw new ServiceError('AccessDeniedException', `Account ${accountId} is not the caller's account.`);
}

function findBudget(
  budgets: readonly BudgetSetup[],
  { AccountId, BudgetName }: { readonly AccountId: string; readonly BudgetName: string },
): readonly BudgetNotificationSetup[] {
  checkAccount(AccountId);
  const found = budgets.find(({ name }) => name === BudgetName);
  if (!found) throw new ServiceError('NotFoundException', `Unable to get budget: ${BudgetName}.`);
  return found.notifications ?? [];
}

function findNotification(
  notifications: readonly BudgetNotificationSetup[],
  wanted: z.infer<typeof ByNotification>['Notification'],
): BudgetNotificationSetup {
  const found = notifications.find((notification) => {
    const { NotificationType, ComparisonOperator, Threshold, ThresholdType } = toNotification(notification);
    return (
      NotificationType === wanted.NotificationType &&
      ComparisonOperator === wanted.ComparisonOperator &&
      Threshold === wanted.Threshold &&
      ThresholdType === wanted.ThresholdType
    );
  });
  if (!found) throw new ServiceError('NotFoundException', 'The notification does not exist.');
  return found;
}

/** A filter is shown in the form that was asked for; that it is never shown in both is unverified. */
const toBudget = (
  { name, limitUsd, services, timeUnit = 'MONTHLY' }: BudgetSetup,
  { ShowFilterExpression: isExpression }: z.infer<typeof DescribeBudgetsRequest>,
) => ({
  BudgetName: name,
  BudgetLimit: { Amount: String(limitUsd), Unit: 'USD' },
  TimeUnit: timeUnit,
  BudgetType: 'COST',
  ...(services &&
    (isExpression
      ? { FilterExpression: { Dimensions: { Key: 'SERVICE', Values: services } } }
      : { CostFilters: { Service: services } })),
});

const toNotification = ({
  type = 'ACTUAL',
  comparison = 'GREATER_THAN',
  threshold,
}: BudgetNotificationSetup) => ({
  NotificationType: type,
  ComparisonOperator: comparison,
  Threshold: threshold,
  ThresholdType: 'PERCENTAGE',
  NotificationState: 'OK',
});

const toSubscriber = ({ type, address }: BudgetNotificationSetup['subscribers'][number]) => ({
  SubscriptionType: type,
  Address: address,
});
