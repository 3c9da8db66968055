import { describe, expect, it } from 'vitest';
import { load, loadDev, messageOf } from './settings-support.ts';

const GUARDRAIL_ARN = 'arn:aws:bedrock:us-east-1:123456789012:guardrail/abc123';
const MANY_MODELS = Array.from(
  { length: 80 },
  (_, index) => `us.anthropic.claude-a-rather-long-model-name-${index}`,
);

const MANY_TENANTS = Object.fromEntries(
  Array.from({ length: 80 }, (_, index) => [`a-tenant-with-a-long-name-${index}`, { dailyUsd: index }]),
);

const WRONG: [settings: Record<string, unknown>, path: string, value: string, allowed: string][] = [
  [{ callTimeoutSeconds: 891 }, 'callTimeoutSeconds', '891', 'a whole number from 1 to 890'],
  [{ callTimeoutSeconds: 1.5 }, 'callTimeoutSeconds', '1.5', 'a whole number from 1 to 890'],
  [{ callTimeoutSeconds: '300' }, 'callTimeoutSeconds', '"300"', 'a whole number from 1 to 890'],
  [{ callTimeoutSeconds: null }, 'callTimeoutSeconds', 'null', 'a whole number from 1 to 890'],
  [{ maxAttempts: 0 }, 'maxAttempts', '0', 'a whole number from 1 to 10'],
  [{ maxRequestBytes: 6_000_000 }, 'maxRequestBytes', '6000000', 'from 1024 to 4500000'],
  [
    { logRetentionDays: 180 },
    'logRetentionDays',
    '180',
    '(at least 184 days, in periods that CloudWatch has)',
  ],
  [{ logRetentionDays: 200 }, 'logRetentionDays', '200', 'one of 365, 400'],
  [{ logRetentionDays: 9999 }, 'logRetentionDays', '9999', 'one of 365, 400'],
  [
    { tracedPercent: 101 },
    'tracedPercent',
    '101',
    'a number from 0 to 100: percent of the calls, 0 for no traces',
  ],
  [{ authorizerCacheSeconds: 301 }, 'authorizerCacheSeconds', '301', 'a whole number from 0 to 300'],
  [
    { caps: { default: { dailyUSD: 5 } } },
    'caps.default.dailyUSD',
    '5',
    'known names: dailyTokens, monthlyTokens',
  ],
  [{ caps: { default: { dailyUsd: -1 } } }, 'caps.default.dailyUsd', '-1', 'USD from 0 to 100000000'],
  [{ caps: { default: { dailyUsd: 1e-7 } } }, 'caps.default.dailyUsd', '1e-7', 'with at most six decimals'],
  [{ caps: { default: { dailyTokens: 1.5 } } }, 'caps.default.dailyTokens', '1.5', 'a whole number from 0'],
  [{ caps: { tenants: { Acme: {} } } }, 'caps.tenants.Acme', '{}', 'keys are tenants: lower-case letters'],
  [{ caps: { onFailure: 'ignore' } }, 'caps.onFailure', '"ignore"', 'one of allow, refuse'],
  [{ caps: { unpriced: 0 } }, 'caps.unpriced', '0', 'one of allow, refuse'],
  [{ caps: { assumedOutputTokens: 0 } }, 'caps.assumedOutputTokens', '0', 'a whole number from 1 to'],
  [{ caps: { tenants: MANY_TENANTS } }, 'caps.tenants', '{"a-tenant', 'Cap the keys of tenants instead'],
  [
    { ownership: { infrastructureShare: 0.2, infrastructureUsdPerMonth: 50 } },
    'ownership',
    '{"infrastructureShare":0.2,"infrastructureUsdPerMonth":50}',
    'infrastructureShare or infrastructureUsdPerMonth, not both',
  ],
  [{ ownership: { people: -1 } }, 'ownership.people', '-1', 'a number from 0 to 1000000'],
  [{ auth: 'none' }, 'auth', '"none"', 'one of keys, iam'],
  [{ cost: { prices: '' } }, 'cost.prices', '""', 'path of a JSON file, absolute or from the folder'],
  [{ cost: { prices: 'no-such-file.json' } }, 'cost.prices', '"no-such-file.json"', 'there is none'],
  [{ cost: { price: 'x' } }, 'cost.price', '"x"', 'known names: prices'],
  [{ dataRetention: 'keep' }, 'dataRetention', '"keep"', 'one of retain, destroy'],
  [{ apiGatewayLogRole: true }, 'apiGatewayLogRole', 'true', 'one of existing, managed'],
  [{ ownership: { people: -1 } }, 'ownership.people', '-1', 'a number from 0 to 1000000'],
  [{ ownership: { months: 0 } }, 'ownership.months', '0', 'a whole number of months from 1 to 120'],
  [{ ownership: { persons: 1 } }, 'ownership.persons', '1', 'known names: months'],
  [{ region: 'Frankfurt' }, 'region', '"Frankfurt"', 'a Region name, e.g. us-east-1'],
  [{ dashboards: 'none' }, 'dashboards', '"none"', 'one of all, overview'],
  [{ alarms: 'yes' }, 'alarms', '"yes"', 'true or false'],
  [{ alarmEmail: 'ops' }, 'alarmEmail', '"ops"', 'an e-mail address'],
  [{ webAclArn: 'arn:aws:s3:::x' }, 'webAclArn', '"arn:aws:s3:::x"', 'a regional WAF web ACL'],
  [{ models: [] }, 'models', '[]', 'at least one model'],
  [{ models: ['us.amazon.nova-lite-v1:0', '*'] }, 'models[1]', '"*"', 'without wildcards'],
  [{ models: ['a', 'a'] }, 'models[1]', '"a"', 'each model once'],
  [{ models: MANY_MODELS }, 'models', '["us.anthropic', 'at most 3000 bytes of JSON'],
  [{ aliases: { fast: ['gpt-5'] } }, 'aliases.fast[0]', '"gpt-5"', 'a member of models: amazon.nova'],
  [{ aliases: { fast: [] } }, 'aliases.fast', '[]', 'at least one model'],
  [{ aliases: { Fast: ['a'] } }, 'aliases.Fast', '["a"]', 'lower-case letters, digits and hyphens'],
  [{ models: ['mine'], aliases: { mine: ['mine'] } }, 'aliases.mine', '"mine"', 'a name that is no model id'],
  [{ guardrail: { mode: 'custom' } }, 'guardrail.mode', '"custom"', "'managed', 'off', or 'existing'"],
  [{ guardrail: 'off' }, 'guardrail', '"off"', "an object with mode 'managed', 'off', or 'existing'"],
  [{ guardrail: { mode: 'off', arn: 'x' } }, 'guardrail.arn', '"x"', 'known names: mode'],
  [
    { guardrail: { mode: 'existing', arn: GUARDRAIL_ARN, version: 'DRAFT' } },
    'guardrail.version',
    '"DRAFT"',
    'the number of a published version',
  ],
  [{ throttling: { rateLimit: 0 } }, 'throttling.rateLimit', '0', 'a whole number from 1 to 10000'],
  [{ throttling: { burst: 5 } }, 'throttling.burst', '5', 'known names: rateLimit, burstLimit, methods'],
  [
    { throttling: { methods: { 'GET /v1/feedback': { rateLimit: 1, burstLimit: 1 } } } },
    'throttling.methods["GET /v1/feedback"]',
    '{"rateLimit":1,"burstLimit":1}',
    'keys are routes: POST /model/{modelId}/converse',
  ],
  [
    { throttling: { rateLimit: 10, methods: { 'POST /v1/feedback': { rateLimit: 11, burstLimit: 1 } } } },
    'throttling.methods["POST /v1/feedback"].rateLimit',
    '11',
    "at most the stage's limit, 10",
  ],
  [{ reservedConcurrency: { gateway: -1 } }, 'reservedConcurrency.gateway', '-1', 'from 0 to 10000'],
  [
    { reservedConcurrency: { gateway: 'all' } },
    'reservedConcurrency.gateway',
    '"all"',
    "a whole number from 0 to 10000, or 'none'",
  ],
  [
    { throttling: { burstLimit: 101 } },
    'throttling.burstLimit',
    '101',
    'at most reservedConcurrency.gateway, 100',
  ],
  [{ reservedConcurrency: { keys: 1 } }, 'reservedConcurrency.keys', '1', 'gateway, authorizer, feedback'],
  [{ tags: { 'aws:owner': 'x' } }, 'tags["aws:owner"]', '"x"', 'not starting with aws:'],
  [{ tags: { owner: 7 } }, 'tags.owner', '7', 'up to 256 letters'],
  [{ calTimeoutSeconds: 5 }, 'calTimeoutSeconds', '5', 'known names: region, tags, auth, models'],
];

describe('a wrong setting', () => {
  it.each(WRONG.map(([settings, path, value, allowed]) => ({ settings, path, value, allowed })))(
    '$path = $value fails with that, and with what is allowed',
    ({ settings, path, value, allowed }) => {
      const message = messageOf(() => loadDev(settings));

      expect(message).toContain(`waymark.stages.dev.${path} = ${value}`);
      expect(message).toContain('is not allowed; allowed: ');
      expect(message.split('allowed: ')[1]).toContain(allowed);
    },
  );

  it('that is missing says so', () => {
    const message = messageOf(() => loadDev({ guardrail: { mode: 'existing', arn: GUARDRAIL_ARN } }));

    expect(message).toContain('waymark.stages.dev.guardrail.version is missing; allowed: the number of');
  });

  it('is reported together with all the others', () => {
    const message = messageOf(() => loadDev({ auth: 'x', maxAttempts: 99, region: 1 }));

    expect(message.split('\n')).toHaveLength(4);
  });

  it('is found in a stage that is not being deployed', () => {
    const message = messageOf(() => load({ stages: { dev: {}, prod: { maxAttempts: 0 } } }));

    expect(message).toContain('waymark.stages.prod.maxAttempts = 0');
  });

  it('in the defaults is reported once, and there', () => {
    const waymark = { defaults: { models: ['a'], aliases: { fast: ['b'] } }, stages: {} };

    const message = messageOf(() => load(waymark));

    expect(message).toBe(
      'The settings cannot be used:\n  waymark.defaults.aliases.fast[0] = "b" is not allowed; allowed: a member of models: a',
    );
  });

  it('is quoted only in part when it is long', () => {
    const message = messageOf(() => loadDev({ alarmEmail: 'x'.repeat(5_000) }));

    expect(message.length).toBeLessThan(400);
  });

  it.each([undefined, null, 'text', []])('that is the whole of %j fails too', (waymark) => {
    expect(messageOf(() => load(waymark))).toMatch(
      /waymark (is missing|= .* is not allowed); allowed: an object/,
    );
  });

  it('for a stage that does not exist names the stages', () => {
    const message = messageOf(() => load({ stages: { production: {} } }));

    expect(message).toContain(
      'waymark.stages.production = {} is not allowed; allowed: known names: dev, test, prod',
    );
  });
});
