import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attachToConverse, attachToInvoke, isSameGuardrail } from '#core/bedrock/guardrail-attachment.ts';

const guardrail = { identifier: 'gr1', version: '3' };
const attached = { guardrailIdentifier: 'gr1', guardrailVersion: '3', trace: 'enabled' };
const attach = (text: string): string => attachToConverse(text, JSON.parse(text), guardrail);

/** What a parser makes of it that keeps the first of two members of one name. */
function firstOccurrence(text: string): string {
  return JSON.stringify(
    JSON.parse(text.replace(/^\{\s*/, '{"first":').replace('"first":"guardrailConfig"', '"first"')).first,
  );
}

describe('attachToConverse', () => {
  it.each([
    ['an empty body', '{}'],
    ['a body', '{"messages":[]}'],
    ['null', '{"guardrailConfig":null,"messages":[]}'],
    ['an empty object', '{"guardrailConfig":{},"messages":[]}'],
    ['an empty identifier', '{"guardrailConfig":{"guardrailIdentifier":"","guardrailVersion":"9"}}'],
    ['an identifier that is no text', '{"guardrailConfig":{"guardrailIdentifier":7}}'],
    ['a text', '{"guardrailConfig":"off"}'],
    ['a list', '{"guardrailConfig":[]}'],
    ['an escaped name', '{"messages":[],"guardr\\u0061ilConfig":{"trace":"disabled"}}'],
    ['duplicates', '{"guardrailConfig":{"trace":"disabled"},"a":1,"guardrailConfig":null}'],
    ['escaped duplicates', '{"guardrailConfig":null,"guardrail\\u0043onfig":{},"\\u0067uardrailConfig":0}'],
  ])('leaves exactly one guardrailConfig, the stack’s own, of %s', (_title, text) => {
    const result = attach(text);

    expect(JSON.parse(result).guardrailConfig).toEqual(attached);
    expect(JSON.parse(firstOccurrence(result))).toEqual(attached);
    expect(result.match(/guardr(?:a|\\u0061)il(?:C|\\u0043)onfig"/g)).toHaveLength(1);
  });

  it('keeps what the caller set beside the identifier', () => {
    const result = attach('{"guardrailConfig":{"trace":"enabled_full","streamProcessingMode":"async"}}');

    expect(JSON.parse(result).guardrailConfig).toEqual({
      ...attached,
      trace: 'enabled_full',
      streamProcessingMode: 'async',
    });
  });

  it('keeps every other character of the body', () => {
    const text = ' {"messages":[1,12345678901234567890, "\\u00e4"],\n"future":{"guardrailConfig":1}} ';

    const result = attach(text);

    expect(result).toBe(
      ` {"guardrailConfig":${JSON.stringify({
        guardrailIdentifier: 'gr1',
        guardrailVersion: '3',
        trace: 'enabled',
      })},"messages":[1,12345678901234567890, "\\u00e4"],\n"future":{"guardrailConfig":1}} `,
    );
  });

  it('holds for any body', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (body, config) => {
        const text = JSON.stringify({ ...body, guardrailConfig: config });

        const result = JSON.parse(attach(text));

        expect(result.guardrailConfig).toMatchObject({ guardrailIdentifier: 'gr1', guardrailVersion: '3' });
        const { guardrailConfig: _guardrailConfig, ...rest } = result;
        const { guardrailConfig: _config, ...others } = JSON.parse(text);
        expect(rest).toEqual(others);
      }),
    );
  });
});

describe('attachToInvoke', () => {
  it('names the guardrail, overrides an empty one and asks for a trace', () => {
    const headers = attachToInvoke(
      {
        accept: 'application/json',
        'x-amzn-bedrock-guardrailidentifier': '',
        'x-amzn-bedrock-trace': 'DISABLED',
      },
      guardrail,
    );

    expect(headers).toEqual({
      accept: 'application/json',
      'x-amzn-bedrock-guardrailidentifier': 'gr1',
      'x-amzn-bedrock-guardrailversion': '3',
      'x-amzn-bedrock-trace': 'ENABLED',
    });
  });

  it('keeps a fuller trace that the caller asked for', () => {
    const headers = attachToInvoke({ 'x-amzn-bedrock-trace': 'ENABLED_FULL' }, guardrail);

    expect(headers['x-amzn-bedrock-trace']).toBe('ENABLED_FULL');
  });
});

describe('isSameGuardrail', () => {
  const arn = 'arn:aws:bedrock:us-east-1:123456789012:guardrail/gr1';

  it.each([
    ['gr1', 'gr1', true],
    [arn, 'gr1', true],
    ['gr1', arn, true],
    ['GR1', 'gr1', true],
    ['gr1', 'gr2', false],
    [arn, 'gr12', false],
  ])('of %s and %s is %s, whatever the versions', (left, right, expected) => {
    expect(isSameGuardrail({ identifier: left, version: '1' }, { identifier: right, version: '2' })).toBe(
      expected,
    );
  });
});
