import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { load, loadDev, messageOf } from './settings-support.ts';

describe('-c stage', () => {
  it('defaults to dev', () => {
    expect(load({ stages: {} }).stage).toBe('dev');
  });

  it.each(['staging', '', 7, 'Prod'])('fails for %j', (stage) => {
    const message = messageOf(() => load({ stages: {} }, { stage }));

    expect(message).toBe(
      `-c stage = ${JSON.stringify(stage)} is not allowed; allowed: one of dev, test, prod`,
    );
  });
});

describe('-c settings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-settings-'));
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  it('reads the file instead of the context', () => {
    const settings = write('good.json', '{ "stages": { "dev": { "maxAttempts": 7 } } }');

    expect(load({ stages: { dev: { maxAttempts: 1 } } }, { settings }).settings.maxAttempts).toBe(7);
  });

  it('fails for a file that is not there, not JSON, or not a path', () => {
    const broken = write('broken.json', '{');
    const allowed = 'allowed: path of a JSON file, absolute or from the folder that the command runs in';

    expect(messageOf(() => load({}, { settings: '/nowhere.json' }))).toBe(
      `-c settings = /nowhere.json: there is no such file; ${allowed}`,
    );
    expect(messageOf(() => load({}, { settings: broken }))).toContain(
      `-c settings = ${broken} cannot be read`,
    );
    expect(messageOf(() => load({}, { settings: true }))).toBe(
      `-c settings = true is not allowed; ${allowed}`,
    );
  });
});

describe('settings that are right', () => {
  it('are complete when the file says nothing', () => {
    expect(loadDev({})).toMatchObject({
      auth: 'keys',
      guardrail: { mode: 'managed' },
      callTimeoutSeconds: 300,
      maxAttempts: 4,
      maxRequestBytes: 1_000_000,
      gatewayMemoryMegabytes: 512,
      authorizerCacheSeconds: 300,
      logRetentionDays: 365,
      apiGatewayLogRole: 'existing',
    });
  });

  it.each([
    ['dev', 'destroy'],
    ['test', 'destroy'],
    ['prod', 'retain'],
  ])('%s: data is handled with %s', (stage, dataRetention) => {
    expect(load({ stages: {} }, { stage }).settings.dataRetention).toBe(dataRetention);
  });

  it.each([
    ['dev', 100],
    ['test', 5],
    ['prod', 5],
  ])('%s: %i percent of the calls are traced', (stage, tracedPercent) => {
    expect(load({ stages: {} }, { stage }).settings.tracedPercent).toBe(tracedPercent);
  });

  it('take the stage before the defaults before what is built in, limit by limit', () => {
    const waymark = {
      defaults: { maxAttempts: 5, throttling: { rateLimit: 50 }, tags: { team: 'a', cost: '1' } },
      stages: { dev: { maxAttempts: 2, throttling: { burstLimit: 60 }, tags: { team: 'b' } } },
    };

    expect(load(waymark).settings).toMatchObject({
      maxAttempts: 2,
      throttling: { rateLimit: 50, burstLimit: 60, methods: {} },
      tags: { team: 'b', cost: '1' },
      maxRequestBytes: 1_000_000,
    });
  });

  it.each([{ gateway: 'none' }, { gateway: 0 }, { gateway: 5_000 }])(
    'take a burst that %j does not contradict',
    (reservedConcurrency) => {
      const settings = loadDev({ reservedConcurrency, throttling: { burstLimit: 5_000 } });

      expect(settings.reservedConcurrency).toMatchObject({ authorizer: 50, ...reservedConcurrency });
    },
  );

  it.each([
    'amazon.nova-lite-v1:0',
    'eu.anthropic.claude-sonnet-5',
    'global.anthropic.claude-sonnet-5',
    'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0',
    'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3d4e5f6',
    'arn:aws:bedrock:us-east-1:123456789012:provisioned-model/a1b2c3d4e5f6',
    'arn:aws:bedrock:us-east-1:123456789012:prompt/ABCDEFGHIJ:3',
    'arn:aws:bedrock:us-east-1:123456789012:default-prompt-router/anthropic.claude:1',
  ])('may name the model %s', (model) => {
    expect(loadDev({ models: [model] }).models).toEqual([model]);
  });

  it('keep the order of an alias, which is the order of fallback', () => {
    const { aliases } = loadDev({ models: ['b', 'a'], aliases: { z: ['b', 'a'], y: ['a', 'b'] } });

    expect(JSON.stringify(aliases)).toBe('{"y":["a","b"],"z":["b","a"]}');
  });
});
