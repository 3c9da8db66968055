import { Buffer } from 'node:buffer';
import { INFRASTRUCTURE_TWICE, tellsInfrastructureTwice } from '#core/ownership/inputs.ts';
import type { SettingIssue } from './issues.ts';
import type { StageSettings } from './schema.ts';

/** Lambda takes 4,096 bytes of environment variables; 1,000 are left for the others. */
const MAX_MODEL_ENVIRONMENT_BYTES = 3_000;

type Check = (settings: StageSettings) => readonly SettingIssue[];

const aliasMembersAreAllowed: Check = ({ aliases, models }) =>
  Object.entries(aliases).flatMap(([alias, members]) =>
    members.flatMap((member, index) =>
      models.includes(member)
        ? []
        : [
            {
              path: ['aliases', alias, index],
              value: member,
              allowed: `a member of models: ${models.join(', ')}`,
            },
          ],
    ),
  );

const aliasesShadowNoModel: Check = ({ aliases, models }) =>
  Object.keys(aliases)
    .filter((alias) => models.includes(alias))
    .map((alias) => ({ path: ['aliases', alias], value: alias, allowed: 'a name that is no model id' }));

const modelsAreUnique: Check = ({ models }) =>
  models.flatMap((model, index) =>
    models.indexOf(model) === index
      ? []
      : [{ path: ['models', index], value: model, allowed: 'each model once' }],
  );

const modelsFitTheEnvironment: Check = ({ aliases, models }) => {
  const bytes = Buffer.byteLength(JSON.stringify(models) + JSON.stringify(aliases));
  if (bytes <= MAX_MODEL_ENVIRONMENT_BYTES) return [];
  const allowed = `with aliases at most ${MAX_MODEL_ENVIRONMENT_BYTES} bytes of JSON (they are ${bytes}): Lambda's environment holds no more`;
  return [{ path: ['models'], value: models, allowed }];
};

/** Caps of many tenants belong to their keys, where there is no such limit. */
const capsFitTheEnvironment: Check = ({ aliases, models, caps: { tenants } }) => {
  if (Object.keys(tenants).length === 0) return [];
  const bytes = Buffer.byteLength(JSON.stringify([models, aliases, tenants]));
  if (bytes <= MAX_MODEL_ENVIRONMENT_BYTES) return [];
  const allowed = `with models and aliases at most ${MAX_MODEL_ENVIRONMENT_BYTES} bytes of JSON (they are ${bytes}): Lambda's environment holds no more. Cap the keys of tenants instead (npm run keys -- cap), or use caps.default`;
  return [{ path: ['caps', 'tenants'], value: tenants, allowed }];
};

const burstCoversRate: Check = ({ throttling: { rateLimit, burstLimit, methods } }) =>
  Object.entries(methods)
    .flatMap(([route, limits]) => [
      { path: ['throttling', 'methods', route, 'rateLimit'], value: limits.rateLimit, most: rateLimit },
      { path: ['throttling', 'methods', route, 'burstLimit'], value: limits.burstLimit, most: burstLimit },
    ])
    .filter(({ value, most }) => value > most)
    .map(({ path, value, most }) => ({ path, value, allowed: `at most the stage's limit, ${most}` }));

/** Calls beyond it would pass API Gateway's limit and be refused by Lambda. 0 stops the gateway on purpose. */
const concurrencyCoversBurst: Check = ({ throttling: { burstLimit }, reservedConcurrency: { gateway } }) => {
  if (gateway === 'none' || gateway === 0 || burstLimit <= gateway) return [];
  const allowed = `at most reservedConcurrency.gateway, ${gateway}: Lambda refuses what comes on top`;
  return [{ path: ['throttling', 'burstLimit'], value: burstLimit, allowed }];
};

const infrastructureIsToldOnce: Check = ({ ownership }) =>
  tellsInfrastructureTwice(ownership)
    ? [
        {
          path: ['ownership'],
          value: {
            infrastructureShare: ownership.infrastructureShare,
            infrastructureUsdPerMonth: ownership.infrastructureUsdPerMonth,
          },
          allowed: INFRASTRUCTURE_TWICE,
        },
      ]
    : [];

const CHECKS: readonly Check[] = [
  aliasMembersAreAllowed,
  aliasesShadowNoModel,
  modelsAreUnique,
  modelsFitTheEnvironment,
  capsFitTheEnvironment,
  burstCoversRate,
  concurrencyCoversBurst,
  infrastructureIsToldOnce,
];

/** What one field alone cannot tell: settings that contradict each other. Paths are relative to the stage. */
export function crossCheck(settings: StageSettings): readonly SettingIssue[] {
  return CHECKS.flatMap((check) => check(settings));
}
