import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeForJson, fillTemplate } from '#scripts/local/api-gateway/context-variables.ts';
import { evaluatePolicy, PolicyDocument } from '#scripts/local/api-gateway/policy.ts';
import { parseRequestTarget } from '#scripts/local/api-gateway/request-target.ts';
import { createRouter } from '#scripts/local/api-gateway/router.ts';
import { fixtureRoute } from './fixture-api.ts';

describe('router', () => {
  const route = createRouter(
    [
      fixtureRoute('/{proxy+}', 'greedy'),
      fixtureRoute('/model/{modelId}/converse', 'parameter'),
      fixtureRoute('/model/fixed/converse', 'literal'),
      fixtureRoute('/', 'root'),
      fixtureRoute('/any', 'any', { httpMethod: 'ANY' }),
    ],
    'dev',
  );
  const find = (method: string, path: string) => route(method, path.split('/').slice(1));

  it.each([
    ['/model/fixed/converse', '/model/fixed/converse'],
    ['/model/other/converse', '/model/{modelId}/converse'],
    ['/model/other/else', '/{proxy+}'],
    ['/dev/model/other/converse', '/model/{modelId}/converse'],
    ['/', '/'],
    ['/dev', '/'],
  ])('%s is answered by %s', (path, resourcePath) => {
    expect(find('POST', path)?.route.resourcePath).toBe(resourcePath);
  });

  it('gives greedy parameters whole', () => {
    expect(find('POST', '/a/b/c')?.pathParameters).toEqual({ proxy: 'a/b/c' });
  });

  it('takes any method for ANY and no other for POST', () => {
    expect(find('DELETE', '/any')?.route.resourcePath).toBe('/any');
    expect(find('DELETE', '/model/fixed/converse')).toBeUndefined();
  });

  it('finds nothing for empty and dot segments, wherever they are', () => {
    const segment = fc.constantFrom('', '.', '..');
    const others = fc.array(fc.string(), { maxLength: 4 });

    fc.assert(
      fc.property(others, segment, others, (before, hostile, after) => {
        const segments = [...before, hostile, ...after];
        fc.pre(segments.length > 1);
        expect(route('POST', segments)).toBeUndefined();
      }),
    );
  });
});

describe('request target', () => {
  it('never throws, and never finds more segments than there are slashes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (target) => {
        const parsed = parseRequestTarget(target);
        if (parsed.kind === 'path')
          expect(parsed.segments).toHaveLength(parsed.rawPath.split('/').length - 1);
      }),
    );
  });

  it('decodes once', () => {
    expect(parseRequestTarget('/a%252Fb/c%2Fd?x=%2525')).toEqual({
      kind: 'path',
      rawPath: '/a%252Fb/c%2Fd',
      segments: ['a%2Fb', 'c/d'],
      query: [['x', '%25']],
    });
  });
});

describe('policy', () => {
  const arn = 'arn:aws:execute-api:us-east-1:123456789012:api/dev/POST/model/x';
  const judge = (...statements: readonly object[]) =>
    evaluatePolicy(PolicyDocument.parse({ Version: '2012-10-17', Statement: statements }), arn);
  const allow = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' };

  it.each([
    ['allow', [allow]],
    ['allow', [{ ...allow, Resource: ['arn:aws:execute-api:*:*:api/dev/*', 'x'] }]],
    ['allow', [{ ...allow, Resource: 'arn:aws:execute-api:us-east-?:123456789012:api/dev/POST/model/x' }]],
    ['allow', [{ ...allow, Action: ['execute-api:*'] }]],
    ['explicit-deny', [allow, { ...allow, Effect: 'Deny' }]],
    ['implicit-deny', []],
    ['implicit-deny', [{ ...allow, Action: 's3:GetObject' }]],
    ['implicit-deny', [{ ...allow, Resource: 'arn:aws:execute-api:us-east-1:123456789012:api/dev/GET/*' }]],
    ['implicit-deny', [{ ...allow, Resource: 'arn:aws:execute-api:us-east-1:123456789012:api/dev' }]],
    ['implicit-deny', [{ ...allow, Resource: '.*' }]],
  ] as const)('%s', (verdict, statements) => {
    expect(judge(...statements)).toBe(verdict);
  });
});

describe('context variables', () => {
  it('fills each reference once and leaves a dash for what is unknown', () => {
    const variables = { requestId: '$context.stage', stage: 'dev', 'error.message': 'no' };

    const text = fillTemplate('$context.requestId $context.error.message $context.what.ever.', variables);

    expect(text).toBe('$context.stage no -.');
  });

  it('keeps any value inside its JSON string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const line = fillTemplate('{"a":"$context.stage"}', { stage: value }, escapeForJson);
        expect(JSON.parse(line)).toEqual({ a: value });
        expect(line).not.toMatch(/[\n\r]/);
      }),
    );
  });
});
