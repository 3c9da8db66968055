import { accountability } from './criteria/accountability.ts';
import { adaptivePrompts } from './criteria/adaptive-prompts.ts';
import { agentRoleBoundaries } from './criteria/agent-role-boundaries.ts';
import { automatedEvaluations } from './criteria/automated-evaluations.ts';
import { cachingAndBatching } from './criteria/caching-and-batching.ts';
import { changesReviewed } from './criteria/changes-reviewed.ts';
import { confidenceScores } from './criteria/confidence-scores.ts';
import { continuousEvaluationAndFeedback } from './criteria/continuous-evaluation-and-feedback.ts';
import { continuousLearning } from './criteria/continuous-learning.ts';
import { costMonitored } from './criteria/cost-monitored.ts';
import { dataHandlingRules } from './criteria/data-handling-rules.ts';
import { directAccess } from './criteria/direct-access.ts';
import { endToEndObservability } from './criteria/end-to-end-observability.ts';
import { environmentsSeparated } from './criteria/environments-separated.ts';
import { errorsHandled } from './criteria/errors-handled.ts';
import { hallucinationsIgnored } from './criteria/hallucinations-ignored.ts';
import { inlinePrompts } from './criteria/inline-prompts.ts';
import { inputsAndOutputsLogged } from './criteria/inputs-and-outputs-logged.ts';
import { manualTesting } from './criteria/manual-testing.ts';
import { modelRouting } from './criteria/model-routing.ts';
import { noTracking } from './criteria/no-tracking.ts';
import { noVersioning } from './criteria/no-versioning.ts';
import { promptsAndModelsVersioned } from './criteria/prompts-and-models-versioned.ts';
import { promptsCentralised } from './criteria/prompts-centralised.ts';
import { ragPipelines } from './criteria/rag-pipelines.ts';
import { selectiveHumanReview } from './criteria/selective-human-review.ts';
import { selfHealing } from './criteria/self-healing.ts';
import { tokensAndLatencyTracked } from './criteria/tokens-and-latency-tracked.ts';
import { toolPermissionsEnforced } from './criteria/tool-permissions-enforced.ts';
import { unsafeActionsRefused } from './criteria/unsafe-actions-refused.ts';
import type { CriterionDefinition } from './criterion.ts';

/** The thirty checklist lines of the maturity document, in its order: six for each level. */
export const CRITERIA: readonly CriterionDefinition[] = [
  directAccess,
  inlinePrompts,
  manualTesting,
  noVersioning,
  noTracking,
  hallucinationsIgnored,
  promptsCentralised,
  inputsAndOutputsLogged,
  tokensAndLatencyTracked,
  environmentsSeparated,
  errorsHandled,
  ragPipelines,
  promptsAndModelsVersioned,
  automatedEvaluations,
  changesReviewed,
  dataHandlingRules,
  modelRouting,
  endToEndObservability,
  continuousEvaluationAndFeedback,
  cachingAndBatching,
  adaptivePrompts,
  confidenceScores,
  selectiveHumanReview,
  costMonitored,
  agentRoleBoundaries,
  unsafeActionsRefused,
  toolPermissionsEnforced,
  selfHealing,
  continuousLearning,
  accountability,
];
