import * as z from 'zod';
import { ConfigurationError } from '#core/errors.ts';
import type { FunctionDefinition } from '../lambda/definition.ts';
import type { LocalTemplate } from '../template.ts';

/** What of the stack a team's account holds. */
export type TeamTemplate = Pick<
  LocalTemplate,
  'functions' | 'region' | 'tables' | 'secrets' | 'buckets' | 'topics' | 'guardrails'
>;

/** The part of a template that a thread can be given. */
export const toTeamTemplate = ({
  functions,
  region,
  tables,
  secrets,
  buckets,
  topics,
  guardrails,
}: LocalTemplate): TeamTemplate => ({
  functions,
  region,
  tables,
  secrets,
  buckets,
  topics,
  guardrails,
});

/** The stage of a team's account that is assessed. */
export const ASSESSED_STAGE = 'prod';

/** The function that calls itself so in logs and metrics. */
export function functionNamed(
  { functions }: Pick<TeamTemplate, 'functions'>,
  role: string,
): FunctionDefinition {
  const found = functions.find(({ environment }) => environment.POWERTOOLS_SERVICE_NAME === role);
  if (!found) throw new ConfigurationError(`The template has no function ${role}.`);
  return found;
}

/** Hash secret of accounts that are made anew each time and hold nobody's key. */
export const EXAMPLE_SECRET = 'the-hash-secret-of-an-example-team-is-no-secret';

const MaturityVariables = z.object({ EVIDENCE_BUCKET: z.string(), REPORT_TOPIC_ARN: z.string() });

const LogGroupVariables = z.object({ GATEWAY_LOG_GROUP: z.string(), FEEDBACK_LOG_GROUP: z.string() });

/** The log groups that come with the stack, before anything is written to them. */
export function logGroupsOf(template: Pick<TeamTemplate, 'functions'>): readonly { readonly name: string }[] {
  const { environment } = functionNamed(template, 'maturity');
  return Object.values(LogGroupVariables.parse(environment)).map((name) => ({ name }));
}

/** Where the maturity function stores and sends its reports. */
export const reportPlaceOf = (template: Pick<TeamTemplate, 'functions'>) =>
  MaturityVariables.parse(functionNamed(template, 'maturity').environment);
