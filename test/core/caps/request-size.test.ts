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
    [{ max_tokens: '7' }, undefined],
    [{}, undefined],
    ['text', undefined],
  ])('of %j names %s output tokens', (body, maxTokens) => {
    expect(sizeOfBody(body)).toEqual({
      inputBytes: JSON.stringify(body).length,
      images: 0,
      maxTokens,
    });
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
