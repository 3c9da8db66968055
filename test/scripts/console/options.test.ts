import { describe, expect, it } from 'vitest';
import { CONSOLE_USAGE, parseConsoleOptions } from '#scripts/console/options.ts';

const URL = 'https://abc.execute-api.us-east-1.amazonaws.com/dev/';

describe('npm run console', () => {
  it('takes the address and the key', () => {
    expect(parseConsoleOptions(['--url', URL, '--key', 'wmk_x', '--port', '0'], {})).toEqual({
      kind: 'command',
      command: { url: URL.slice(0, -1), key: 'wmk_x', port: 0 },
    });
  });

  it('takes the key from where Bedrock clients take it', () => {
    const parsed = parseConsoleOptions(['--url', 'http://127.0.0.1:4000'], {
      AWS_BEARER_TOKEN_BEDROCK: 'wmk_y',
    });

    expect(parsed).toMatchObject({ command: { url: 'http://127.0.0.1:4000', key: 'wmk_y', port: 4_001 } });
  });

  it.each([
    [['--key', 'k'], /--url is missing/],
    [['--url', 'http://example.com', '--key', 'k'], /--url http:\/\/example\.com; give/],
    [['--url', 'nonsense', '--key', 'k'], /--url nonsense; give/],
    [['--url', URL], /A gateway key is missing/],
    [['--url', URL, '--key', 'a\nb'], /A gateway key is missing/],
    [['--url', URL, '--key', 'k', '--port', '70000'], /--port 70000/],
    [['--ulr', URL], /--ulr/],
  ])('says what is wrong with %j', (arguments_, words) => {
    const parsed = parseConsoleOptions(arguments_, {});

    expect(parsed.kind === 'wrong' && parsed.words).toMatch(words);
  });

  it('explains itself', () => {
    expect(parseConsoleOptions(['--help'], {})).toEqual({ kind: 'help' });
    for (const option of ['--url', '--key', '--port', '--help']) expect(CONSOLE_USAGE).toContain(option);
  });
});
