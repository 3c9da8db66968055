import { isCapped } from '#core/caps/caps.ts';
import { toCapsText } from '#core/caps/wording.ts';
import type { KeysResult, ListedKey } from './run.ts';

/** A result as text. */
export function formatKeys(result: KeysResult): string {
  if (result.action === 'list') return formatList(result.keys);
  if (result.action === 'revoke')
    return `${result.keyId} is revoked. Authorisations cached until now end within the authorizer's cache time.\n`;
  if (result.action === 'cap')
    return `Caps of ${result.keyId}: ${toCapsText(result.caps)}. They hold once authorisations cached until now have ended, within the authorizer's cache time.\n`;
  const { key, keyId, tenant, label, expiresAt, caps = {} } = result;
  return [
    key,
    '',
    `Key ${keyId} of ${tenant} (${label}), ${expiresAt === undefined ? 'without expiry' : `valid until ${expiresAt}`}.`,
    ...(isCapped(caps) ? [`Caps: ${toCapsText(caps)}.`] : []),
    'It is shown this once; only its hash is stored.',
    '',
  ].join('\n');
}

function formatList(keys: readonly ListedKey[]): string {
  if (keys.length === 0)
    return 'There are no keys. Make one: npm run keys -- create --tenant <name> --label <text>\n';
  const rows = [
    ['KEY ID', 'TENANT', 'LABEL', 'STATE', 'CREATED', 'EXPIRES', 'CAPS'],
    ...keys.map(({ keyId, tenant, label, state, createdAt, expiresAt, caps = {} }) => [
      keyId,
      tenant,
      label,
      state,
      createdAt.slice(0, 10),
      expiresAt?.slice(0, 10) ?? 'never',
      toCapsText(caps),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const format = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return `${rows.map(format).join('\n')}\n`;
}
