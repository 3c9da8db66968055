import type { BedrockAgentSetup } from './bedrock-agent/service.ts';
import type { BedrockControlSetup } from './bedrock-control/service.ts';
import type { BudgetsSetup } from './budgets/service.ts';
import type { TrailSetup } from './cloudtrail/trails.ts';
import type { CloudWatchSetup } from './cloudwatch/service.ts';
import type { CostExplorerSetup } from './cost-explorer/service.ts';
import type { Principal } from './credentials.ts';
import type { IamSetup } from './iam/service.ts';
import type { LogGroupSetup } from './logs/service.ts';
import type { RefusalSetup } from './refusal.ts';
import type { BucketSetup } from './s3/bucket.ts';
import type { ServiceQuotasSetup } from './service-quotas/service.ts';
import type { TopicSetup } from './sns/topics.ts';

/**
 * What an AWS account holds before the first call: the answers of the read-only APIs. Each section's type is in
 * the file of the service that answers it; a section that is left out is an account that has none of it.
 */
export interface AccountSetup
  extends BedrockControlSetup,
    BedrockAgentSetup,
    BudgetsSetup,
    CloudWatchSetup,
    CostExplorerSetup,
    IamSetup,
    RefusalSetup,
    ServiceQuotasSetup {
  /**
   * Callers besides the local user: each signs with a key pair of its own and shows in CloudTrail by its ARN.
   * @default []
   */
  readonly principals?: readonly Principal[] | undefined;
  /** @default [] */
  readonly buckets?: readonly BucketSetup[] | undefined;
  /** @default [] */
  readonly topics?: readonly TopicSetup[] | undefined;
  /** @default [] */
  readonly logGroups?: readonly LogGroupSetup[] | undefined;
  /** @default [] */
  readonly trails?: readonly TrailSetup[] | undefined;
}
