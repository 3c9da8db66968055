import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeOf } from '#core/caps/request-size.ts';

const sizeOfBody = (body: unknown) => sizeOf(body, JSON.stringify(body).length);
const PICTURE = 'A'.repeat(1_000_000);

describe('the size of a request', () => {
  it.each([
    [{ inferenceConfig: { maxTokens: 7 } }, 7],
    [{ inferenceConfig: { max_new_tokens: 7 } }, 7],
    [{ textGenerationConfig: { maxTokenCount: 7 } }, 7],
    [{ max_tokens: 7 }, 7],
    [{ max_completion_tokens: 7 }, 7],
    [{ max_gen_len: 7 }, 7],
    [{ max_tokens: 7, inferenceConfig: { maxTokens: 9 } }, 9],
    [{ max_tokens_to_sample: 7 }, 7],
    [{ additionalModelRequestFields: { max_tokens: 9 }, inferenceConfig: { maxTokens: 7 } }, 9],
    [{ additionalModelRequestFields: { inferenceConfig: { max_new_tokens: 9 } } }, 9],
    [{ max_tokens: 7, maxTokens: null, inferenceConfig: 'none' }, 7],
    [{ max_tokens: '7' }, undefined],
    [{ max_tokens: 7.5 }, undefined],
    [{ messages: [{ max_tokens: 7 }] }, undefined],
    [{}, undefined],
    ['text', undefined],
  ])('of %j names %s output tokens', (body, maxTokens) => {
    expect(sizeOfBody(body)).toEqual({
      inputBytes: JSON.stringify(body).length,
      images: 0,
      maxTokens,
      generations: 1,
    });
  });

  it.each([
    [{ num_generations: 4 }, 4],
    [{ n: 3, numResults: 5 }, 5],
    [{ additionalModelRequestFields: { n: 2 } }, 2],
    [{ n: 0 }, 1],
    [{ n: '4' }, 1],
  ])('of %j is for %i answers', (body, generations) => {
    expect(sizeOfBody(body).generations).toBe(generations);
  });

  it('is that of the largest limit, whatever the other members are', () => {
    const path = fc.tuple(
      fc.constantFrom(
        [],
        ['inferenceConfig'],
        ['textGenerationConfig'],
        ['additionalModelRequestFields'],
        ['additionalModelRequestFields', 'inferenceConfig'],
      ),
      fc.constantFrom('maxTokens', 'max_tokens', 'max_new_tokens', 'max_tokens_to_sample', 'maxTokenCount'),
    );
    const member = fc.tuple(path, fc.oneof(fc.nat(), fc.constantFrom('7', null, -1, 0.5, {}, [])));
    fc.assert(
      fc.property(fc.uniqueArray(member, { selector: ([place]) => String(place) }), (members) => {
        const body = members.reduce((whole, [[places, name], value]) => {
          const add = (object: Record<string, unknown>, [first, ...rest]: readonly string[]): object =>
            first === undefined
              ? { ...object, [name]: value }
              : { ...object, [first]: add({ ...(object[first] as object) }, rest) };
          return add(whole, places);
        }, {});
        const limits = members
          .map(([, value]) => value)
          .filter(Number.isInteger)
          .map(Number);

        expect(sizeOfBody(body).maxTokens).toBe(
          limits.some((limit) => limit >= 0) ? Math.max(...limits) : undefined,
        );
      }),
    );
  });

  it.each([
    ['Converse', { messages: [{ content: [{ image: { format: 'png', source: { bytes: PICTURE } } }] }] }],
    [
      'Anthropic',
      { messages: [{ content: [{ type: 'image', source: { type: 'base64', data: PICTURE } }] }] },
    ],
  ])('counts a picture in the form of %s by what models make of it, not by its bytes', (_, body) => {
    const { inputBytes, images } = sizeOfBody(body);

    expect(images).toBe(1);
    expect(inputBytes).toBe(JSON.stringify(body).length - PICTURE.length + 16_000);
  });

  it('counts text by its bytes, whatever its member is called', () => {
    const body = {
      messages: [{ content: [{ text: PICTURE }, { document: { source: { bytes: PICTURE } } }] }],
    };

    expect(sizeOfBody(body).inputBytes).toBe(JSON.stringify(body).length);
  });

  it('reads bodies that are nested as deep as a parser lets them', () => {
    const body: unknown = JSON.parse(`${'[{"a":'.repeat(5_000)}1${'}]'.repeat(5_000)}`);

    expect(sizeOf(body, 60_000).inputBytes).toBe(60_000);
  });
});
