import {
  BudgetsClient,
  DescribeBudgetsCommand,
  DescribeNotificationsForBudgetCommand,
  DescribeSubscribersForNotificationCommand,
} from '@aws-sdk/client-budgets';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOptions, type GetEndpoint } from './target.ts';

const AccountId = '123456789012';

/** AWS Budgets, on an account that holds what `account-fixture.ts` says. */
export function describeBudgetsContract(getEndpoint: GetEndpoint): void {
  describe('AWS Budgets', () => {
    let client: BudgetsClient;

    beforeAll(() => {
      client = new BudgetsClient(clientOptions(getEndpoint));
    });

    afterAll(() => client.destroy());

    test('describes budgets, page by page', async () => {
      const first = await client.send(new DescribeBudgetsCommand({ AccountId, MaxResults: 1 }));
      const second = await client.send(
        new DescribeBudgetsCommand({ AccountId, MaxResults: 1, NextToken: first.NextToken }),
      );

      expect(first.Budgets).toMatchObject([
        { BudgetName: 'bedrock', BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Unit: 'USD' } },
      ]);
      expect(second.Budgets).toMatchObject([{ BudgetName: 'quiet' }]);
      expect(second.NextToken).toBeUndefined();
    });

    test('describes who is told what', async () => {
      const { Notifications = [] } = await client.send(
        new DescribeNotificationsForBudgetCommand({ AccountId, BudgetName: 'bedrock' }),
      );
      const told = await Promise.all(
        Notifications.map((Notification) =>
          client.send(
            new DescribeSubscribersForNotificationCommand({ AccountId, BudgetName: 'bedrock', Notification }),
          ),
        ),
      );

      expect(Notifications.map(({ NotificationType, Threshold }) => [NotificationType, Threshold])).toEqual([
        ['ACTUAL', 80],
        ['FORECASTED', 100],
      ]);
      expect(told.map(({ Subscribers }) => Subscribers)).toEqual([
        [{ SubscriptionType: 'EMAIL', Address: 'team@example.com' }],
        [],
      ]);
    });

    test('has no notifications for a budget without any', async () => {
      const { Notifications } = await client.send(
        new DescribeNotificationsForBudgetCommand({ AccountId, BudgetName: 'quiet' }),
      );

      expect(Notifications ?? []).toEqual([]);
    });

    test('refuses budgets and notifications that do not exist', async () => {
      await expect(
        client.send(new DescribeNotificationsForBudgetCommand({ AccountId, BudgetName: 'missing' })),
      ).rejects.toMatchObject({ name: 'NotFoundException' });
      await expect(
        client.send(
          new DescribeSubscribersForNotificationCommand({
            AccountId,
            BudgetName: 'bedrock',
            Notification: {
              NotificationType: 'ACTUAL',
              ComparisonOperator: 'GREATER_THAN',
              Threshold: 81,
              ThresholdType: 'PERCENTAGE',
            },
          }),
        ),
      ).rejects.toMatchObject({ name: 'NotFoundException' });
    });
  });
}
