import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toMetadata } from '#core/bedrock/converse.ts';
import { readLabels } from '#core/invocation/labels.ts';

const metadata = (values: Record<string, unknown>) => toMetadata(values);

describe('readLabels', () => {
  it('reads every label from its header', () => {
    const labels = readLabels(
      {
        'x-waymark-application': 'shop',
        'x-waymark-feature': 'search',
        'x-waymark-prompt-id': 'p1',
        'x-waymark-prompt-version': '3',
        'x-waymark-user': 'alice@example.com',
        'x-waymark-conversation': 'thread-7',
        'x-waymark-tenant': 'acme',
      },
      new Map(),
    );

    expect(labels).toEqual({
      application: 'shop',
      feature: 'search',
      promptId: 'p1',
      promptVersion: '3',
      user: 'alice@example.com',
      conversation: 'thread-7',
      claimedTenant: 'acme',
    });
  });

  it('takes request metadata where there is no header, and the header where there are both', () => {
    const labels = readLabels(
      { 'x-waymark-feature': 'search', 'x-waymark-application': ' ' },
      metadata({ application: 'shop', feature: 'other', tenant: 'acme', unrelated: 'x' }),
    );

    expect(labels).toEqual({ application: 'shop', feature: 'search', claimedTenant: 'acme' });
  });

  it('is empty when nothing was labelled', () => {
    expect(readLabels({}, new Map())).toEqual({});
  });

  it('keeps hostile names inert', () => {
    const names = fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', '__proto__.polluted');
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(names, fc.string()), fc.string()), (values) => {
        const hostile: Record<string, unknown> = JSON.parse(
          `{"__proto__":{"polluted":"yes"},"constructor":"x",${JSON.stringify(values).slice(1)}`.replace(
            /,\}$/,
            '}',
          ),
        );

        const labels = readLabels(values, metadata(hostile));

        expect(Object.getPrototypeOf(labels)).toBe(Object.prototype);
        expect(Reflect.get({}, 'polluted')).toBeUndefined();
        expect(
          Object.keys(labels).every((name) =>
            [
              ...['application', 'feature', 'promptId', 'promptVersion'],
              ...['user', 'conversation', 'claimedTenant'],
            ].includes(name),
          ),
        ).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
