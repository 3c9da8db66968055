import { describe, expect, it } from 'vitest';
import { answer, refuse } from '#core/http/proxy-answer.ts';

describe('answer', () => {
  it('leaves the JSON text as it is', () => {
    expect(answer(200, '{ "level": 3 }')).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: '{ "level": 3 }',
    });
  });
});

describe('refuse', () => {
  it('names the type of the error where SDKs look for it', () => {
    expect(refuse(404, 'ResourceNotFoundException', 'There is none.')).toEqual({
      statusCode: 404,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'ResourceNotFoundException' },
      body: '{"message":"There is none."}',
    });
  });
});
