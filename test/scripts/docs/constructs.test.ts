import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PROJECT_FOLDER, readDocument, readTable } from './document.ts';

const guide = readDocument('docs/constructs.md');
const sections = guide
  .split(/\n## /)
  .slice(1)
  .map((section) => ({
    name: section.split('\n')[0] ?? '',
    path: /\((\.\.\/infra\/\S+?)\)/.exec(section)?.[1] ?? '',
  }));
const examples = [...guide.matchAll(/```js\n(.*?)```/gs)].map(([, code = '']) => code);

/** Below the project, so that the examples find its modules; ignored by git. */
const BUILD = join(PROJECT_FOLDER, 'build');

const PRELUDE = `
import { App, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
const app = new App();
const shopStack = new Stack(app, 'Shop');
const topic = new Topic(shopStack, 'Topic');
const logGroup = new LogGroup(shopStack, 'Logs');
new LambdaFunction(shopStack, 'Pay', { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline('0') });
`;

describe('the guide to the constructs', () => {
  it.each(sections)('$name lists every prop that the construct has', ({ name, path }) => {
    const source = readFileSync(join(PROJECT_FOLDER, 'docs', path), 'utf8');
    const [, body = ''] = new RegExp(`interface ${name}Props[^{]*\\{(.*?)\\n\\}`, 's').exec(source) ?? [];
    const props = [...body.matchAll(/^ {2}readonly (\w+)/gm)].map(([, prop]) => prop);
    const listed = readTable(guide, `## ${name}`).map(([cell]) => /`(\w+)`/.exec(cell ?? '')?.[1]);

    expect(props.length).toBeGreaterThan(0);
    expect(listed).toEqual(expect.arrayContaining(props));
    expect(source).toContain('@example');
  });

  it.each(sections)('$name documents a default for every prop that may be left out', ({ path }) => {
    const source = readFileSync(join(PROJECT_FOLDER, 'docs', path), 'utf8');
    const optional = [...source.matchAll(/\/\*\*((?:(?!\*\/).)*)\*\/\s+readonly (\w+)\?/gs)];

    expect((source.match(/^ {2}readonly \w+\?/gm) ?? []).length).toBe(optional.length);
    for (const [, comment, prop] of optional) expect(comment, prop).toContain('@default');
  });

  it('has examples that synthesise as they stand', async () => {
    mkdirSync(BUILD, { recursive: true });
    const folder = mkdtempSync(join(BUILD, 'constructs-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const program = [PRELUDE, ...examples, 'app.synth();']
      .join('\n')
      .replaceAll("'./infra/", `'${PROJECT_FOLDER}/infra/`);
    writeFileSync(join(folder, 'app.mts'), program);

    const run = promisify(execFile)(process.execPath, ['--import', 'tsx', join(folder, 'app.mts')], {
      cwd: PROJECT_FOLDER,
      env: { PATH: process.env.PATH, CDK_OUTDIR: join(folder, 'cdk.out') },
    });

    await expect(run).resolves.toBeDefined();
    expect(readFileSync(join(folder, 'cdk.out', 'Shop.template.json'), 'utf8')).toContain(
      'AWS::CloudWatch::Alarm',
    );
  });
});
