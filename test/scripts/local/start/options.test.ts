import { describe, expect, it } from 'vitest';
import { parseStartOptions } from '#scripts/local/start/options.ts';

const DEFAULTS = {
  help: false,
  once: false,
  json: false,
  port: 4000,
  stage: 'dev',
  seed: 1,
  requests: 30,
  teams: true,
};

describe('options of npm start', () => {
  it.each([
    [[], DEFAULTS],
    [
      ['--once', '--json', '--port', '0', '--stage', 'prod', '--seed=7', '--requests', '3'],
      { help: false, once: true, json: true, port: 0, stage: 'prod', seed: 7, requests: 3, teams: true },
    ],
    [['--no-traffic'], { ...DEFAULTS, requests: 0 }],
    [['--no-teams'], { ...DEFAULTS, teams: false }],
    [['--help'], { ...DEFAULTS, help: true }],
  ])('%j', (arguments_, options) => {
    expect(parseStartOptions(arguments_)).toEqual({ kind: 'options', options });
  });

  it.each([
    [['--prot', '1'], /--prot/],
    [['--port', '65536'], /--port 65536 is not allowed; give a port from 0 to 65535/],
    [['--port', '-1'], /--port/],
    [['--port', 'http'], /--port http/],
    [['--seed', '1.5'], /--seed 1\.5/],
    [['--requests', '1e3'], /--requests 1e3/],
    [['extra'], /extra/],
  ])('%j is explained', (arguments_, words) => {
    expect(parseStartOptions(arguments_)).toEqual({ kind: 'wrong', words: expect.stringMatching(words) });
  });
});
