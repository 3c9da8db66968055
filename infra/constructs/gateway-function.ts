import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { PRICES_FILE, priceFiles } from '../settings/prices.ts';
import type { StageSettings } from '../settings/schema.ts';
import type { CapCounters } from './cap-counters.ts';
import type { PinnedGuardrail } from './default-guardrail.ts';
import type { HashSecret } from './hash-secret.ts';
import { grantModelAccess } from './model-access.ts';
import { type FunctionDefaults, ObservedFunction } from './observed-function.ts';

/** What the gateway needs from the stack. */
export interface GatewayFunctionProps {
  readonly functionDefaults: FunctionDefaults;
  readonly settings: StageSettings;
  readonly hashSecret: HashSecret;
  /**
   * Checks calls that name no guardrail.
   * @default - such calls are not checked
   */
  readonly guardrail?: PinnedGuardrail;
  /**
   * Counts what keys and tenants with caps use.
   * @default - nothing is capped
   */
  readonly capCounters?: CapCounters;
}

/** Time the function has left after a call's deadline to record it and to answer. */
const GRACE_SECONDS = 5;

/** The proxy in front of Bedrock, allowed to invoke the listed models with the stack's guardrail and nothing else. */
export class GatewayFunction extends ObservedFunction {
  constructor(scope: Construct, id: string, props: GatewayFunctionProps) {
    const { settings } = props;
    super(scope, id, {
      ...props.functionDefaults,
      functionName: 'gateway',
      description: 'Signs, guards, retries, relays and records calls to Bedrock',
      timeout: Duration.seconds(settings.callTimeoutSeconds + GRACE_SECONDS),
      memorySizeMegabytes: settings.gatewayMemoryMegabytes,
      reservedConcurrency: settings.reservedConcurrency.gateway,
      environment: toEnvironment(props),
      loading: 'in-parts', // a caller waits for a new environment
      siteFiles: () => priceFiles(settings), // Lambda's 4 KB of environment hold few prices
    });
    grantModelAccess(this.role, settings.models);
    props.hashSecret.grantRead(this.role);
    if (props.guardrail) this.allowGuardrail(props.guardrail);
    props.capCounters?.grantCount(this.role);
  }

  private allowGuardrail({ arn }: PinnedGuardrail): void {
    this.role.addToPolicy(new PolicyStatement({ actions: ['bedrock:ApplyGuardrail'], resources: [arn] }));
  }
}

function toEnvironment({
  settings,
  guardrail,
  hashSecret,
  capCounters,
}: GatewayFunctionProps): Record<string, string> {
  return {
    ALLOWED_MODELS: JSON.stringify(settings.models),
    MODEL_ALIASES: JSON.stringify(settings.aliases),
    CALL_TIMEOUT_MS: String(settings.callTimeoutSeconds * 1_000),
    MAX_ATTEMPTS: String(settings.maxAttempts),
    MAX_REQUEST_BYTES: String(settings.maxRequestBytes),
    HASH_SECRET_ARN: hashSecret.arn,
    ...(settings.cost.prices !== undefined && { PRICES_FILE }),
    ...(guardrail && { GUARDRAIL_IDENTIFIER: guardrail.arn, GUARDRAIL_VERSION: guardrail.version }),
    ...(capCounters && {
      CAPS_TABLE_NAME: capCounters.table.tableName,
      CAPS: JSON.stringify(settings.caps),
    }),
  };
}
