import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { LOCAL_PRINCIPAL } from '#scripts/local/aws/credentials.ts';
import { pageOf } from '#scripts/local/aws/paging.ts';
import { createRestService, route } from '#scripts/local/aws/rest-json.ts';

const service = createRestService([
  route({
    operation: 'Echo',
    method: 'POST',
    path: /^\/echo\/(?<label>[^/]+)$/,
    input: z.object({ label: z.string(), word: z.string(), limit: z.coerce.number().optional() }),
    run: (input) => input,
  }),
]);

const request = (path: string, body = '', query = '') => ({
  method: 'POST',
  path,
  query,
  headers: {},
  body: Buffer.from(body),
  signal: new AbortController().signal,
});

const call = (...parts: Parameters<typeof request>) => service.handle(request(...parts), LOCAL_PRINCIPAL);

describe('a REST service', () => {
  test('reads labels, query and body', async () => {
    const { body } = await call('/echo/a%2Fb', '{"word":"hello"}', 'limit=3');

    expect(JSON.parse(String(body))).toEqual({ label: 'a/b', word: 'hello', limit: 3 });
    expect(service.operationName(request('/echo/a'))).toBe('Echo');
    expect(service.operationName(request('/other'))).toBeUndefined();
  });

  test.each([
    ['/echo/a', '{"word":1}', 'ValidationException'],
    ['/echo/a', 'no JSON', 'ValidationException'],
    ['/echo/a', '[]', 'ValidationException'],
    ['/echo/%E0%A4%A', '{"word":"x"}', 'ValidationException'],
    ['/other', '{}', 'UnknownOperationException'],
  ])('refuses %s with %s', async (path, body, type) => {
    await expect(call(path, body)).rejects.toMatchObject({ name: 'ServiceError', type });
  });
});

describe('pages', () => {
  test('hold every item once, in order', () => {
    const items = [1, 2, 3, 4, 5];
    const pages: (readonly number[])[] = [];
    let token: string | undefined;
    do {
      const page: ReturnType<typeof pageOf<number>> = pageOf(items, { size: 2, token });
      pages.push(page.items);
      token = page.nextToken;
    } while (token !== undefined);

    expect(pages).toEqual([[1, 2], [3, 4], [5]]);
  });

  test.each(['x', '-1', '9', '1.5', ''])('refuse the token %j', (token) => {
    expect(() => pageOf([1], { size: 1, token, invalidToken: 'Invalid' })).toThrow(
      expect.objectContaining({ type: 'Invalid' }),
    );
  });
});
