import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { readRuntime } from '#scripts/local/start/runtime-file.ts';

const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function run(script: 'start' | 'keys', ...arguments_: readonly string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', `scripts/${script}.ts`, ...arguments_], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return { child, output: text(child.stdout), errors: text(child.stderr), exit: once(child, 'close') };
}

/** What a start prints until it serves; the pointer to the local services is its last line. */
function untilServing({ child }: ReturnType<typeof run>): Promise<string> {
  return new Promise((resolve) => {
    let seen = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      if (seen.includes('other local services')) resolve(seen);
    });
  });
}

async function finish({ output, errors, exit }: ReturnType<typeof run>) {
  const [code] = await exit;
  return { code, output: await output, errors: await errors };
}

describe('npm start', () => {
  it('runs once: real calls, and figures read back that fit them', { timeout: 120_000 }, async () => {
    const { code, output } = await finish(
      run('start', '--once', '--json', '--port', '0', '--requests', '20'),
    );

    const { traffic, summary, teams } = JSON.parse(output);
    expect(traffic).toEqual({ sent: 20, answered: 18, refused: 2, surprises: [] });
    expect(summary).toMatchObject({
      calls: 20,
      clientErrors: 2,
      serverErrors: 0,
      throttles: 0,
      retries: 4,
      toolCalls: 2,
    });
    expect(summary.guardrailInterventions).toBeGreaterThan(0);
    expect(summary.inputTokens).toBeGreaterThan(0);
    expect(summary.outputTokens).toBeGreaterThan(0);
    expect(summary.latencyP99Ms).toBeGreaterThanOrEqual(summary.latencyP50Ms);
    expect(summary.timeToFirstTokenP50Ms).toBeGreaterThan(0);
    expect(teams).toMatchObject([
      { name: 'kite', level: 1, solidLevel: 1 },
      { name: 'ferry', level: 2, solidLevel: 2 },
      { name: 'orchard', level: 4, solidLevel: 2 },
    ]);
    for (const { report } of teams) expect(existsSync(report)).toBe(true);
    expect(code).toBe(0);
  });

  it('serves until it is stopped, and says why a second one cannot have its port', {
    timeout: 120_000,
  }, async () => {
    const first = run('start', '--no-traffic', '--no-teams', '--port', '0');
    const ready = await untilServing(first);
    const port = Number(/Serving on http:\/\/127\.0\.0\.1:(\d+)/.exec(ready)?.[1]);
    const second = await finish(run('start', '--no-traffic', '--no-teams', '--once', '--port', String(port)));
    first.child.kill('SIGINT');
    const { code, errors } = await finish(first);

    expect(second.code).toBe(1);
    expect(second.errors).toContain(
      `Port ${port} is in use. Choose another one: npm start -- --port ${port + 1}`,
    );
    expect(code).toBe(0);
    expect(errors).toContain('Stopping');
  });

  it('leaves the saved state and npm run keys -- --local to the first of two', {
    timeout: 120_000,
  }, async () => {
    const first = run('start', '--no-traffic', '--no-teams', '--port', '0');
    await untilServing(first);
    const before = await readRuntime();
    const second = run('start', '--no-traffic', '--no-teams', '--port', '0');
    const report = await untilServing(second);
    const keys = await finish(run('keys', 'list', '--local'));
    second.child.kill('SIGINT');
    const { errors } = await finish(second);

    expect(errors).toContain(`Another npm start serves ${before.apiUrl}`);
    expect(report).not.toContain('npm run keys');
    expect(await readRuntime()).toEqual(before);
    expect(keys.code).toBe(0);
    expect(keys.output).toContain('npm start');
  });

  it('is not held up by the example teams, neither when it starts nor when it is stopped', {
    timeout: 120_000,
  }, async () => {
    const start = run('start', '--no-traffic', '--port', '0');
    const ready = await untilServing(start);
    start.child.kill('SIGINT');
    const { code, output, errors } = await finish(start);

    expect(ready).not.toContain('kite');
    expect(errors).toContain('Assessing three example teams');
    expect(output).not.toContain('was not assessed');
    expect(code).toBe(0);
  });

  it('explains a wrong option', async () => {
    const { code, errors } = await finish(run('start', '--prot', '1'));

    expect(code).toBe(2);
    expect(errors).toMatch(/Unknown option '--prot'[\s\S]*Usage: npm start/);
  });

  it('prints its options', async () => {
    const { code, output } = await finish(run('start', '--help'));

    expect(code).toBe(0);
    for (const option of [
      '--port',
      '--stage',
      '--seed',
      '--requests',
      '--no-traffic',
      '--no-teams',
      '--once',
      '--json',
      '--help',
    ])
      expect(output).toContain(option);
  });
});

describe('npm run keys', () => {
  it('explains a missing command', async () => {
    const { code, errors } = await finish(run('keys'));

    expect(code).toBe(2);
    expect(errors).toMatch(/A command is missing[\s\S]*Usage: npm run keys/);
  });

  it('does not revoke without a question and without --yes', async () => {
    const { code, errors } = await finish(run('keys', 'revoke', 'abc', '--table', 't'));

    expect(code).toBe(1);
    expect(errors).toContain('Add --yes');
  });
});
