import { createRestService } from '../rest-json.ts';
import type { Service } from '../wire.ts';
import { type EvaluationJobSetup, listEvaluationJobs } from './evaluation-jobs.ts';
import { type GuardrailSetup, guardrailRoutes } from './guardrails.ts';
import {
  type InvocationLogging,
  type InvocationLoggingSetup,
  invocationLoggingRoutes,
} from './invocation-logging.ts';
import { type InferenceProfileSetup, modelRoutes } from './models.ts';

/** What Bedrock's control plane knows of an account. */
export interface BedrockControlSetup {
  /** @default - model invocation logging is off */
  readonly invocationLogging?: InvocationLoggingSetup | undefined;
  /** @default [] */
  readonly guardrails?: readonly GuardrailSetup[] | undefined;
  /** @default [] */
  readonly evaluationJobs?: readonly EvaluationJobSetup[] | undefined;
  /**
   * Base ids of models that the account has no access to.
   * @default []
   */
  readonly unavailableModels?: readonly string[] | undefined;
  /** @default [] */
  readonly inferenceProfiles?: readonly InferenceProfileSetup[] | undefined;
}

/** Paths of the control plane, which signs with the same name as Bedrock Runtime and Bedrock Agents. */
export const BEDROCK_CONTROL_PATHS =
  /^\/(?:logging|guardrails|evaluation-jobs|foundation-model-availability|inference-profiles)(?:\/|$)/;

/** Bedrock's control plane: what is configured; invocation logging can be changed, the rest is read only. */
export function createBedrockControl(
  setup: BedrockControlSetup,
  logging: InvocationLogging,
  hasLogGroup: (name: string) => boolean,
): Service {
  const { guardrails = [], evaluationJobs = [], unavailableModels = [], inferenceProfiles = [] } = setup;
  return createRestService([
    ...invocationLoggingRoutes(logging, hasLogGroup),
    ...guardrailRoutes(guardrails),
    listEvaluationJobs(evaluationJobs),
    ...modelRoutes({ unavailableModels, inferenceProfiles }),
  ]);
}
