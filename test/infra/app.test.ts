import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createWaymarkApp } from '#infra/waymark-app.ts';
import { toContext } from './support.ts';

const temporaryFolder = () => mkdtempSync(join(tmpdir(), 'waymark-app-'));

/** `node --import tsx infra/app.ts` with nothing of the caller's environment but what it takes to start. */
async function runApp(environment: Record<string, string>): Promise<{ status: number; stderr: string }> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'infra/app.ts'], {
    env: { PATH, HOME: temporaryFolder(), ...environment },
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [status] = await once(child, 'close');
  return { status, stderr };
}

/** Every file of a cloud assembly that is deployed: template and assets. */
function deployedFiles(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.template.json') || name.endsWith('index.js'))
      .toSorted()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}

function templateOf(waymark: unknown): string {
  const outdir = temporaryFolder();
  createWaymarkApp({ context: toContext(waymark), outdir }).synth();
  return readFileSync(join(outdir, 'Waymark-dev.template.json'), 'utf8');
}

describe('infra/app.ts', () => {
  it('run twice without CLI, credentials or Region makes the same template and bundles, byte for byte', async () => {
    const [first, second] = [temporaryFolder(), temporaryFolder()];

    const runs = await Promise.all([first, second].map((folder) => runApp({ CDK_OUTDIR: folder })));

    expect(runs.map(({ status, stderr }) => [status, status === 0 ? '' : stderr])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    expect(Object.keys(deployedFiles(first))).toHaveLength(6);
    expect(deployedFiles(second)).toEqual(deployedFiles(first));
  }, 90_000); // two whole synths: each is 2 s alone, much more beside a busy test run

  it('takes the context it is given instead of cdk.json, and says in words what is wrong with it', async () => {
    const context = toContext({ stages: { dev: { maxAttempts: 99 } } });

    const { status, stderr } = await runApp({
      CDK_CONTEXT_JSON: JSON.stringify(context),
      CDK_OUTDIR: temporaryFolder(),
    });

    expect(status).toBe(1);
    expect(stderr).toBe(
      'The settings cannot be used:\n  waymark.stages.dev.maxAttempts = 99 is not allowed; allowed: a whole number from 1 to 10\n',
    );
  });

  it('reads the settings file it is told to', async () => {
    const settings = join(temporaryFolder(), 'settings.json');
    writeFileSync(settings, JSON.stringify({ stages: { prod: { region: 'nowhere' } } }));
    const context = toContext(undefined, { settings, stage: 'prod' });

    const { stderr } = await runApp({
      CDK_CONTEXT_JSON: JSON.stringify(context),
      CDK_OUTDIR: temporaryFolder(),
    });

    expect(stderr).toContain('waymark.stages.prod.region = "nowhere" is not allowed');
  });
});

describe('the template', () => {
  const limits = { rateLimit: 1, burstLimit: 1 };
  const waymark = {
    defaults: { models: ['a', 'b'], aliases: { x: ['a'], y: ['b'] }, tags: { one: '1', two: '2' } },
    stages: {
      dev: {
        throttling: { methods: { 'GET /v1/healthz': limits, 'POST /v1/feedback': limits } },
        maxAttempts: 2,
      },
    },
  };
  const shuffled = {
    stages: {
      dev: {
        maxAttempts: 2,
        throttling: { methods: { 'POST /v1/feedback': limits, 'GET /v1/healthz': limits } },
      },
    },
    defaults: { tags: { two: '2', one: '1' }, aliases: { y: ['b'], x: ['a'] }, models: ['a', 'b'] },
  };

  it('does not depend on the order in which settings are written', () => {
    expect(templateOf(shuffled)).toBe(templateOf(waymark));
  });

  it('does depend on what they say', () => {
    expect(templateOf({ ...waymark, stages: {} })).not.toBe(templateOf(waymark));
  });

  it.each([
    [{ region: 'eu-west-1' }, 'us-east-1', 'eu-west-1'],
    [{}, 'us-east-1', 'us-east-1'],
    [{}, undefined, 'unknown-region'],
  ])('with %j and credentials for %s is for %s', (settings, region, expected) => {
    const app = createWaymarkApp({
      context: toContext({ stages: { dev: settings } }),
      environment: region === undefined ? {} : { region },
    });

    expect(app.synth().getStackByName('Waymark-dev').environment.region).toBe(expected);
  });
});
