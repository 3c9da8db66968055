import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BUNDLING, bundleHandler, toEntryPoint } from '#infra/constructs/handler-bundle.ts';
import { bundleInPartsAsDeployed, FUNCTION_BUNDLING } from '#scripts/bench/bundle.ts';

const build = (functionName: string) => {
  const result = buildSync({
    ...BUNDLING,
    entryPoints: [toEntryPoint(functionName)],
    outfile: 'index.js',
    metafile: true,
    write: false,
  });
  return { ...result, output: Object.values(result.metafile.outputs)[0] };
};

describe.each(['gateway', 'authorizer', 'feedback'])('the bundle of %s', (functionName) => {
  const { metafile, output, outputFiles } = build(functionName);

  it('is CommonJS that needs nothing but Node.js', () => {
    expect(outputFiles[0]?.text).toMatch(/module\.exports\s*=/);
    expect(output?.imports.filter(({ path }) => !isBuiltin(path))).toEqual([]);
  });

  it('holds nothing of the infrastructure or the local runner', () => {
    const foreign = Object.keys(metafile.inputs).filter((path) =>
      /^(infra|dashboards|scripts|test)\/|node_modules\/(aws-cdk-lib|constructs|cdk-nag)\//.test(path),
    );

    expect(foreign).toEqual([]);
  });
});

describe('a handler bundled whole', () => {
  it('is one file', () => {
    expect(bundleHandler('feedback', 'whole').map(({ name }) => name)).toEqual(['index.js']);
  });
});

describe('the bundle of gateway', () => {
  const parts = bundleHandler('gateway', 'in-parts').map(({ name, contents }) => ({
    name,
    text: contents.toString(),
  }));
  const requiredBy = (text: string): readonly string[] =>
    [...text.matchAll(/require\("([^"]+)"\)/g)].map(([, path = '']) => path);
  const loadedWith = (text: string): readonly string[] =>
    [...text.matchAll(/=require\("\.\/([^"]+)"\)/g)].map(([, name = '']) => name);

  it('needs nothing but Node.js and its own parts', () => {
    const names = new Set(parts.map(({ name }) => `./${name}`));
    const foreign = parts
      .flatMap(({ text }) => requiredBy(text))
      .filter((path) => !isBuiltin(path) && !names.has(path));

    expect(foreign).toEqual([]);
    expect(parts.filter(({ text }) => !text.includes('module.exports'))).toEqual([]);
    expect(parts.filter(({ text }) => /\bimport\(/.test(text))).toEqual([]);
  });

  it('loads two files for a plain call: its name, and its code without log, prices, caps and the OpenAI door', () => {
    const index = parts.find(({ name }) => name === 'index.js');
    const [core = '', ...others] = loadedWith(index?.text ?? '');
    const text = parts.find(({ name }) => name === core)?.text ?? '';

    expect(others).toEqual([]);
    expect(loadedWith(text)).toEqual([]);
    expect(text).toContain('/converse-stream');
    for (const rare of ['POWERTOOLS_', 'genai-prices', 'chatcmpl-', 'UpdateItem']) {
      expect(text).not.toContain(rare);
      expect(parts.some((part) => part.text.includes(rare))).toBe(true);
    }
  });

  it('holds no AWS SDK client: signing and sending is all the hot path needs', () => {
    const clients = Object.keys(build('gateway').metafile.inputs).filter((path) =>
      /@aws-sdk\/client-/.test(path),
    );

    expect(clients).toEqual([]);
  });

  it('is built by the benchmark as the stack builds it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'waymark-'));
    onTestFinished(() => rm(folder, { recursive: true }));

    const { loadedBytes, bytes } = await bundleInPartsAsDeployed('functions/gateway/handler.ts', folder);

    const built = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
    const deployed = parts.map(({ name, text }) => [name.replace('index.js', 'index.cjs'), text]);
    expect(built.toSorted()).toEqual(deployed.toSorted());
    expect(loadedBytes).toBeLessThan(bytes / 2);
    expect(BUNDLING).toMatchObject(FUNCTION_BUNDLING);
  });
});
