import { parseArgs } from 'node:util';
import { type Parsed, parseSafely, wholeNumber } from '../aws-command/parsed.ts';

/** What a person asked of `npm run console`. */
export interface ConsoleOptions {
  /** Endpoint of the deployed API, without a slash at the end. */
  readonly url: string;
  readonly key: string;
  readonly port: number;
}

/** Variable that holds the key: the one that Bedrock clients take it from. */
const KEY_VARIABLE = 'AWS_BEARER_TOKEN_BEDROCK';
const DEFAULT_PORT = '4001';

export const CONSOLE_USAGE = `Usage: npm run console -- --url <ApiUrl> [options]

Opens the console of a deployed stack on this machine. The stack needs the setting console: true; a
browser cannot send the gateway key by itself, so this serves the page on 127.0.0.1 and adds the key to
what the page asks. The key leaves this process in no other way.

  --url <address>  the stack's output ApiUrl
  --key <key>      gateway key (default: ${KEY_VARIABLE}, which other users of this machine cannot see)
  --port <n>       port on 127.0.0.1; 0 takes a free one (default ${DEFAULT_PORT})
  --help           print this

Stacks with auth: 'iam' have no gateway keys and are not served by this.
Exit codes: 0 stopped, 1 failed, 2 wrong usage
`;

/** Parses the command line. */
export function parseConsoleOptions(
  arguments_: readonly string[],
  environment: NodeJS.ProcessEnv,
): Parsed<ConsoleOptions> {
  return parseSafely(() => {
    const { values } = parseArgs({
      args: [...arguments_],
      options: {
        help: { type: 'boolean', default: false },
        url: { type: 'string' },
        key: { type: 'string' },
        port: { type: 'string', default: DEFAULT_PORT },
      },
    });
    if (values.help) return undefined;
    const key = values.key ?? environment[KEY_VARIABLE];
    if (key === undefined || !/^[!-~]+$/.test(key))
      throw new Error(`A gateway key is missing. Give --key <key>, or set ${KEY_VARIABLE}.`);
    return {
      url: apiUrl(values.url),
      key,
      port: wholeNumber('--port', values.port, { minimum: 0, maximum: 65_535 }),
    };
  });
}

/** A key in clear over a network would be anybody's: plain HTTP is for this machine. */
function apiUrl(text: string | undefined): string {
  const url = URL.canParse(text ?? '') ? new URL(text ?? '') : undefined;
  const isLocal = url?.hostname === '127.0.0.1' || url?.hostname === 'localhost';
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal))
    return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  throw new Error(`--url ${text ?? 'is missing'}; give the stack's output ApiUrl (https://…).`);
}
