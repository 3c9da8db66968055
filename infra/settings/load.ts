import { existsSync, readFileSync } from 'node:fs';
import { ConfigurationError } from '#core/errors.ts';
import { crossCheck } from './cross-checks.ts';
import { defaultsOf } from './defaults.ts';
import { failWith, type SettingIssue, toSettingIssues } from './issues.ts';
import { checkPrices } from './prices.ts';
import { SettingsFile, STAGES, type StageName, type StageOverrides, type StageSettings } from './schema.ts';

/** Looks up a CDK context key (`-c key=value`, or `context` in cdk.json). */
export type ContextLookup = (key: string) => unknown;

/** A stage and everything it is built from. */
export interface ResolvedSettings {
  readonly stage: StageName;
  readonly settings: StageSettings;
}

/**
 * Settings of the stage chosen with `-c stage=`, from the file named with `-c settings=` or the context key `waymark`.
 * All stages of the file are checked, so that a mistake in prod is found while working on dev.
 */
export function loadSettings(context: ContextLookup): ResolvedSettings {
  const stage = parseStage(context('stage') ?? 'dev');
  const input = readInput(context);
  const parsed = SettingsFile.safeParse(input);
  if (!parsed.success) failWith(toSettingIssues(parsed.error, input));
  const issues = STAGES.flatMap((name) => checkStage(parsed.data, name));
  if (issues.length > 0) failWith(issues);
  return { stage, settings: sortKeys(merge(parsed.data, stage)) };
}

const PATH_ALLOWED = 'path of a JSON file, absolute or from the folder that the command runs in';

function parseStage(value: unknown): StageName {
  const stage = STAGES.find((name) => name === value);
  if (stage !== undefined) return stage;
  throw new ConfigurationError(
    `-c stage = ${JSON.stringify(value)} is not allowed; allowed: one of ${STAGES.join(', ')}`,
  );
}

function readInput(context: ContextLookup): unknown {
  const path = context('settings');
  if (path === undefined) return context('waymark');
  if (typeof path !== 'string' || path === '')
    throw new ConfigurationError(
      `-c settings = ${JSON.stringify(path)} is not allowed; allowed: ${PATH_ALLOWED}`,
    );
  if (!existsSync(path))
    throw new ConfigurationError(`-c settings = ${path}: there is no such file; allowed: ${PATH_ALLOWED}`);
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigurationError(`-c settings = ${path} cannot be read as JSON: ${reason}`, { cause });
  }
}

function merge({ defaults = {}, stages }: SettingsFile, stage: StageName): StageSettings {
  return [defaults, stages[stage] ?? {}].reduce<StageSettings>(applyOverrides, defaultsOf(stage));
}

function applyOverrides(settings: StageSettings, overrides: StageOverrides): StageSettings {
  return {
    ...settings,
    ...overrides,
    tags: { ...settings.tags, ...overrides.tags },
    throttling: { ...settings.throttling, ...overrides.throttling },
    reservedConcurrency: { ...settings.reservedConcurrency, ...overrides.reservedConcurrency },
    maturity: { ...settings.maturity, ...overrides.maturity },
    caps: { ...settings.caps, ...overrides.caps },
    invocationLogging: { ...settings.invocationLogging, ...overrides.invocationLogging },
    cost: { ...settings.cost, ...overrides.cost },
    ownership: { ...settings.ownership, ...overrides.ownership },
    outlook: { ...settings.outlook, ...overrides.outlook },
  };
}

function checkStage(file: SettingsFile, stage: StageName): readonly SettingIssue[] {
  const settings = merge(file, stage);
  return [...crossCheck(settings), ...checkPrices(settings)].map((issue) => ({
    ...issue,
    path: [...originOf(file, stage, issue), ...issue.path],
  }));
}

/** Where the file sets what the issue is about: for the stage, or for all of them. */
function originOf(
  { defaults = {}, stages }: SettingsFile,
  stage: StageName,
  { path }: SettingIssue,
): string[] {
  const name = path[0] ?? '';
  const isSharedDefault = Object.hasOwn(defaults, name) && !Object.hasOwn(stages[stage] ?? {}, name);
  return isSharedDefault ? ['defaults'] : ['stages', stage];
}

/** The order in which a file names tags, aliases or routes says nothing, so it must not change the template. */
function sortKeys(settings: StageSettings): StageSettings {
  return {
    ...settings,
    tags: sorted(settings.tags),
    aliases: sorted(settings.aliases),
    caps: { ...settings.caps, tenants: sorted(settings.caps.tenants) },
    outlook: {
      ...settings.outlook,
      tokensPerMinuteQuotas: sorted(settings.outlook.tokensPerMinuteQuotas),
    },
    throttling: { ...settings.throttling, methods: sorted(settings.throttling.methods) },
  };
}

function sorted<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1)));
}
