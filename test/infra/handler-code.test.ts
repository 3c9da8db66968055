import { isBuiltin } from 'node:module';
import { buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { BUNDLING, toEntryPoint } from '#infra/constructs/handler-code.ts';
import { FUNCTION_BUNDLING } from '#scripts/bench/bundle.ts';

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

  it('is one CommonJS file that needs nothing but Node.js', () => {
    expect(outputFiles).toHaveLength(1);
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

describe('the bundle of gateway', () => {
  it('holds no AWS SDK client: signing and sending is all the hot path needs', () => {
    const clients = Object.keys(build('gateway').metafile.inputs).filter((path) =>
      /@aws-sdk\/client-/.test(path),
    );

    expect(clients).toEqual([]);
  });

  it('is built by the benchmark as the stack builds it', () => {
    expect(BUNDLING).toMatchObject(FUNCTION_BUNDLING);
  });
});
