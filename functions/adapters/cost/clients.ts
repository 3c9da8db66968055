import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { clientConfiguration } from '../evidence/clients.ts';

/** Cost Explorer has one endpoint, for all Regions (AWS General Reference). */
const COST_EXPLORER_REGION = 'us-east-1';

/** One client per service that costs are read from and written to. */
export interface CostClients {
  readonly logs: CloudWatchLogsClient;
  readonly dynamoDb: DynamoDBClient;
  readonly costExplorer: CostExplorerClient;
  readonly s3: S3Client;
}

/** Creates them. Nothing is sent before the first call. */
export function createCostClients({ region }: { readonly region: string }): CostClients {
  return {
    logs: new CloudWatchLogsClient(clientConfiguration({ region })),
    dynamoDb: new DynamoDBClient(clientConfiguration({ region })),
    // an export may lie in another Region
    s3: new S3Client({ ...clientConfiguration({ region }), followRegionRedirects: true }),
    costExplorer: new CostExplorerClient(clientConfiguration({ region: COST_EXPLORER_REGION })),
  };
}
