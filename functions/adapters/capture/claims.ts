import { ConditionalCheckFailedException, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Claims, Clock } from '#functions/ports.ts';

/**
 * How long a claim is kept, in seconds: a batch that failed waits in the dead-letter queue for 14 days at most, and
 * may be put back until then.
 */
const CLAIM_SECONDS = 15 * 24 * 60 * 60;

/** Claims in a DynamoDB table with the key `id`; DynamoDB deletes them by `expiresAt`. */
export function createClaims({
  tableName,
  clock,
  client = new DynamoDBClient({}),
}: {
  readonly tableName: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly client?: DynamoDBClient;
}): Claims {
  return {
    claim: async (id) => {
      const expiresAt = String(Math.floor(clock.now() / 1_000) + CLAIM_SECONDS);
      const put = new PutItemCommand({
        TableName: tableName,
        Item: { id: { S: id }, expiresAt: { N: expiresAt } },
        ConditionExpression: 'attribute_not_exists(id)',
      });
      try {
        await client.send(put);
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}
