import { accountOfArn } from '#core/bedrock/arn.ts';
import type { ModelPolicy } from '#core/bedrock/candidates.ts';
import type { GuardrailReference } from '#core/bedrock/guardrail-attachment.ts';
import type { InvocationRecord } from '#core/invocation/record.ts';
import type { BedrockRuntime, Clock, KeyedHash, PriceSource, RecordSink } from '#functions/ports.ts';
import type { CapGuard } from './caps.ts';
import type { CircuitBoard } from './circuits.ts';
import type { GatewayEnvironment } from './event.ts';

/** What the stack set for the gateway. */
export interface GatewaySettings {
  readonly stage: string;
  readonly region: string;
  readonly models: ModelPolicy;
  readonly guardrail?: GuardrailReference | undefined;
  /** Longest time for one call, retries and fallbacks included. */
  readonly callTimeoutMs: number;
  /** Calls to Bedrock for one request, over all models. */
  readonly maxAttempts: number;
  readonly maxRequestBytes: number;
}

/** Where records go. Written to at once, or when the promise resolves. Never throws. */
export interface CallSink extends Pick<RecordSink, 'reportDefect'> {
  readonly writeInvocation: (record: InvocationRecord) => void | Promise<void>;
}

/** What the gateway works with. */
export interface GatewayDependencies {
  readonly settings: GatewaySettings;
  readonly bedrock: BedrockRuntime;
  readonly sink: CallSink;
  readonly systemPromptHash: KeyedHash;
  readonly prices: PriceSource;
  readonly clock: Clock;
  /** A number in [0, 1), for jitter. */
  readonly random: () => number;
  readonly circuits: CircuitBoard;
  /** @default - nothing is capped */
  readonly caps?: CapGuard | undefined;
}

/** Settings from the function's environment. */
export function toSettings(environment: GatewayEnvironment): GatewaySettings {
  const { GUARDRAIL_IDENTIFIER: identifier, GUARDRAIL_VERSION: version } = environment;
  return {
    stage: environment.STAGE,
    region: environment.AWS_REGION,
    models: {
      allowed: environment.ALLOWED_MODELS,
      aliases: environment.MODEL_ALIASES,
      accountId: accountOfArn(environment.HASH_SECRET_ARN), // the stack's own secret, so its own account
    },
    guardrail: identifier && version ? { identifier, version } : undefined,
    callTimeoutMs: environment.CALL_TIMEOUT_MS,
    maxAttempts: environment.MAX_ATTEMPTS,
    maxRequestBytes: environment.MAX_REQUEST_BYTES,
  };
}
