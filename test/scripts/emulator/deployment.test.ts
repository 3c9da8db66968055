import { expect, it } from 'vitest';
import { emulatedApiUrl } from '#scripts/emulator/deployment.ts';

it('finds an API in MiniStack by its id and stage', () => {
  const url = emulatedApiUrl(
    'https://0225b2ef.execute-api.us-east-1.amazonaws.com/dev/',
    'http://127.0.0.1:1',
  );

  expect(url).toBe('http://127.0.0.1:1/restapis/0225b2ef/dev/_user_request_');
});

it('refuses a URL of something else', () => {
  expect(() => emulatedApiUrl('https://example.com/dev/', 'http://127.0.0.1:1')).toThrow('not the URL');
});
