import { parseArgs } from 'node:util';
import type { Caps } from '#core/caps/caps.ts';
import { type Parsed, parseSafely } from '../../aws-command/parsed.ts';
import { CAP_OPTIONS, CAPS_USAGE, type CapChange, readCapChange, toNewCaps } from './cap-options.ts';

interface CommonOptions {
  /** Talk to a running `npm start`. */
  readonly local: boolean;
  readonly json: boolean;
  readonly table: string | undefined;
  readonly secretArn: string | undefined;
  /** Named in messages: which stack the table and the secret belong to. */
  readonly stage: string;
}

/** What a person asked of `npm run keys`. */
export type KeysCommand = CommonOptions &
  (
    | {
        readonly action: 'create';
        readonly tenant: string;
        readonly label: string;
        readonly expiresAfterMs: number | undefined;
        readonly caps: Caps | undefined;
      }
    | { readonly action: 'cap'; readonly keyId: string; readonly change: CapChange }
    | { readonly action: 'list' }
    | { readonly action: 'revoke'; readonly keyId: string; readonly yes: boolean }
  );

export const KEYS_USAGE = `Usage: npm run keys -- <command> [options]

  create --tenant <name> --label <text> [--expires <time>]   make a key and print it, once
  cap <keyId> [caps]                                         change what a key may use
  list                                                       list all keys, never the keys themselves
  revoke <keyId> [--yes]                                     refuse a key from now on

Where the keys are
  --local              a running npm start
  --table <name>       keys table (default $KEYS_TABLE_NAME); an output of the stack
  --secret-arn <arn>   secret the keys are hashed with (default $HASH_SECRET_ARN); an output of the stack
  --stage <name>       stage whose outputs to name in messages (default dev)

${CAPS_USAGE}
Options
  --tenant <name>      1 to 63 lower-case letters, digits and dashes
  --label <text>       what the key is for
  --expires <time>     lifetime such as 90d or 12h (default never)
  --yes                do not ask before revoking
  --json               print one JSON object
  --help               print this
`;

const UNIT_MS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Parses the command line. */
export function parseKeysCommand(arguments_: readonly string[]): Parsed<KeysCommand> {
  return parseSafely(() => {
    const { values, positionals } = parseArgs({
      args: [...arguments_],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        local: { type: 'boolean', default: false },
        yes: { type: 'boolean', default: false },
        expires: { type: 'string' },
        label: { type: 'string' },
        'secret-arn': { type: 'string' },
        stage: { type: 'string', default: 'dev' },
        table: { type: 'string' },
        tenant: { type: 'string' },
        ...CAP_OPTIONS,
      },
    });
    if (values.help) return undefined;
    const { local, json, table, stage } = values;
    const common = { local, json, table, stage, secretArn: values['secret-arn'] };
    return { ...common, ...toAction(positionals, values, readCapChange(values)) };
  });
}

/** Values of the options that only some commands take. */
interface ActionValues {
  readonly tenant?: string;
  readonly label?: string;
  readonly expires?: string;
  readonly yes: boolean;
}

const ACTIONS_ON_A_KEY: ReadonlySet<string | undefined> = new Set(['revoke', 'cap']);

function toAction(
  [action, keyId, ...rest]: readonly string[],
  values: ActionValues,
  change: CapChange | undefined,
) {
  if (rest.length > 0 || (keyId !== undefined && !ACTIONS_ON_A_KEY.has(action)))
    throw new Error(`"${rest[0] ?? keyId}" is one word too many.`);
  if (action === 'create') return toCreation(values, change);
  if (action === 'cap') return toCapChange(keyId, change);
  if (change) throw new Error(`${action ?? 'This'} takes no caps; create and cap do.`);
  if (action === 'list') return { action } as const;
  if (action !== 'revoke')
    throw new Error(action === undefined ? 'A command is missing.' : `There is no command "${action}".`);
  if (keyId === undefined) throw new Error('revoke needs the id of a key; list shows them.');
  return { action, keyId, yes: values.yes } as const;
}

function toCreation({ tenant, label, expires }: ActionValues, change: CapChange | undefined) {
  if (tenant === undefined || label === undefined) throw new Error('create needs --tenant and --label.');
  const expiresAfterMs = expires === undefined ? undefined : lifetimeMs(expires);
  return { action: 'create', tenant, label, expiresAfterMs, caps: change && toNewCaps({}, change) } as const;
}

function toCapChange(keyId: string | undefined, change: CapChange | undefined) {
  if (keyId === undefined) throw new Error('cap needs the id of a key; list shows them.');
  if (!change) throw new Error('cap needs at least one cap, such as --daily-usd 5 or --daily-usd none.');
  return { action: 'cap', keyId, change } as const;
}

function lifetimeMs(text: string): number {
  const [, amount, unit] = /^([1-9]\d{0,4})([hdw])$/.exec(text) ?? [];
  if (amount === undefined || unit === undefined)
    throw new Error(`--expires ${text} is not allowed; give hours, days or weeks, such as 12h, 90d or 52w.`);
  return Number(amount) * (UNIT_MS[unit] ?? 0);
}
