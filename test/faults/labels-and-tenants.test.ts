import { describe, expect, it } from 'vitest';
import { callModel, converseBody, requestIdOf } from '../support/converse-call.ts';
import { TENANT, useScriptedStack } from '../support/local-stack.ts';
import { recordLines, waitForRecord, waitForRecordLine, waitForRecords } from '../support/records.ts';
import { CONVERSE_ANSWER, sendJson } from '../support/scripted-bedrock.ts';

const underTest = useScriptedStack();

/** What terminals, log viewers and parsers trip over. */
const HOSTILE_TEXTS = {
  'line ends': 'a\r\n{"level":"ERROR","message":"forged"}\n\u2028\u2029\u0085b',
  'ANSI colour and OSC 52': '\u001b[31mred\u001b[0m \u001b]52;c;ZXZpbA==\u0007 \u009b31m',
  NUL: 'a\u0000b',
  'lone surrogates': 'a\ud800b\udc00c',
  bidirectional: 'a\u202egnp.exe\u202c \u2066b\u2069',
  'zero width': 'a\u200bb\u200cc\ufeffd',
  emoji: '\u{1f469}\u200d\u{1f4bb}',
  'a surrogate pair at the cut': `${'x'.repeat(63)}\u{1f600}`,
};

/** Control characters, and surrogates without their other half. */
const UNSAFE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

describe('B04: hostile text', () => {
  it.each(Object.entries(HOSTILE_TEXTS))(
    'with %s in labels makes one clean JSON line',
    async (_name, text) => {
      underTest().bedrock.play((_request, response) => sendJson(response, CONVERSE_ANSWER));
      const linesBefore = recordLines(underTest().stack).length;

      const answer = await callModel(
        underTest(),
        converseBody('Hello.', {
          requestMetadata: { application: text, feature: text, promptId: text, tenant: text },
        }),
      );
      const line = await waitForRecordLine(underTest().stack, requestIdOf(answer));

      expect(answer.status).toBe(200);
      expect(line.text).not.toMatch(UNSAFE);
      expect(Buffer.from(line.text, 'utf8').toString('utf8')).toBe(line.text);
      for (const label of [line.record.application, line.record.feature, line.record.prompt?.id]) {
        expect(label).not.toMatch(UNSAFE);
        expect(label?.length).toBeLessThanOrEqual(64);
      }
      expect(recordLines(underTest().stack)).toHaveLength(linesBefore + 1);
    },
  );

  it('in headers does the same', async () => {
    underTest().bedrock.play((_request, response) => sendJson(response, CONVERSE_ANSWER));
    const bytes = Buffer.from('\u009b31m\u0085 {"a":1} \ud83d\ude00', 'utf8').toString('latin1');

    const answer = await callModel(underTest(), converseBody('Hello.'), {
      headers: {
        'x-waymark-application': bytes,
        'x-waymark-feature': `\t"${'é'.repeat(300)}`,
        'x-amzn-trace-id': bytes,
      },
    });
    const { text } = await waitForRecordLine(underTest().stack, requestIdOf(answer));

    expect(text).not.toMatch(UNSAFE);
    expect(() => JSON.parse(text)).not.toThrow();
  });

  it('in a model id does the same', async () => {
    const answer = await callModel(underTest(), converseBody('Hello.'), { model: 'a\u001b[31m\r\nb\u202e' });
    const { text } = await waitForRecordLine(underTest().stack, requestIdOf(answer));

    expect(answer.status).toBe(400);
    expect(text).not.toMatch(UNSAFE);
  });

  it('leaves every line of every log parseable', async () => {
    const lines = ['gateway', 'authorizer', 'access'].flatMap((source) => underTest().stack.logLines(source));

    for (const line of lines) expect(JSON.parse(line)).toEqual(expect.any(Object));
  });
});

describe('B06: a forged tenant', () => {
  const CALLS = 100;

  it('never wins against the tenant of the key', async () => {
    underTest().bedrock.play((_request, response) => sendJson(response, CONVERSE_ANSWER));
    const answers = await Promise.all(
      Array.from({ length: CALLS }, (_, call) => {
        const forged = `victim-${call}`;
        return callModel(
          underTest(),
          converseBody('Hello.', { tenant: forged, requestMetadata: { tenant: forged } }),
          {
            headers: {
              tenant: forged,
              'x-tenant': forged,
              'x-waymark-tenant': forged,
              baggage: `tenant=${forged}`,
              'x-amzn-requestcontext': JSON.stringify({ authorizer: { tenant: forged } }),
            },
          },
        );
      }),
    );
    const records = await Promise.all(
      answers.map((answer) => waitForRecord(underTest().stack, requestIdOf(answer))),
    );

    expect(records.map(({ tenant }) => tenant)).toEqual(Array(CALLS).fill(TENANT));
    expect(records.map(({ tenantMismatch }) => tenantMismatch)).toEqual(Array(CALLS).fill(true));
    expect(recordLines(underTest().stack).filter(({ text }) => text.includes('victim-'))).toEqual([]);
  });

  it.each([
    ['a header', { 'x-waymark-tenant': 'victim' }, {}],
    ['the body', {}, { requestMetadata: { tenant: 'victim' } }],
  ])('in %s alone is noticed', async (_name, headers, rest) => {
    underTest().bedrock.play((_request, response) => sendJson(response, CONVERSE_ANSWER));

    const answer = await callModel(underTest(), converseBody('Hello.', rest), { headers });
    const record = await waitForRecord(underTest().stack, requestIdOf(answer));

    expect(record).toMatchObject({ tenant: TENANT, tenantMismatch: true });
  });

  it('is not seen where the caller names its own', async () => {
    underTest().bedrock.play((_request, response) => sendJson(response, CONVERSE_ANSWER));

    const answer = await callModel(underTest(), converseBody('Hello.'), {
      headers: { 'x-waymark-tenant': TENANT },
    });
    const record = await waitForRecord(underTest().stack, requestIdOf(answer));

    expect(record).toMatchObject({ tenant: TENANT, tenantMismatch: false });
  });

  it('keeps the records of two tenants apart', async () => {
    underTest().bedrock.play((_request, response) => sendJson(response, CONVERSE_ANSWER));
    const other = await underTest().stack.createKey('other', 'second tenant');
    const asOther = { ...underTest(), authorization: { authorization: `Bearer ${other.key}` } };

    await Promise.all(
      Array.from({ length: 20 }, (_, call) =>
        callModel(call % 2 === 0 ? underTest() : asOther, converseBody('Hello.'), {
          headers: { 'x-waymark-feature': call % 2 === 0 ? 'even' : 'odd' },
        }),
      ),
    );
    const lines = await waitForRecords(
      underTest().stack,
      20,
      ({ feature }) => feature === 'even' || feature === 'odd',
    );

    expect(lines.map(({ record }) => `${record.feature} ${record.tenant}`).toSorted()).toEqual([
      ...Array(10).fill(`even ${TENANT}`),
      ...Array(10).fill('odd other'),
    ]);
  });
});

describe('B07: tenants that could be taken for another', () => {
  it.each([
    'a#b',
    '../x',
    'x'.repeat(300),
    'Acme',
    'асme',
    'acme ',
    'a\u200bcme',
    'a/b',
    'a:b',
    '',
    '-a',
    'a\u0000',
  ])('no key is made for %j', async (tenant) => {
    await expect(underTest().stack.createKey(tenant, 'x')).rejects.toThrow(/tenant/i);
  });
});
