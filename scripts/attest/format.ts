import type { AttestResult, ListedAttestation } from './run.ts';

/** Control characters could steer the terminal that shows a stored text. */
const CONTROL = /\p{Cc}/gu;

/** A result as text. */
export function formatAttest(result: AttestResult): string {
  if (result.action === 'criteria') return formatCriteria(result.criteria);
  if (result.action === 'list') return formatList(result.attestations);
  const { attestation, key } = result;
  return [
    `Signed as ${attestation.signedBy}.`,
    `It counts for ${attestation.criterion} until ${attestation.until.slice(0, 10)} 00:00 UTC, from the next assessment on.`,
    `Stored as ${key}`,
    '',
  ].join('\n');
}

function formatCriteria(
  criteria: Extract<AttestResult, { readonly action: 'criteria' }>['criteria'],
): string {
  const width = Math.max(...criteria.map(({ id }) => id.length));
  const lines = criteria.map(
    ({ id, level, statement }) =>
      `  ${id.padEnd(width)}  ${level === undefined ? 'AutoOps' : `level ${level}`}  ${statement}`,
  );
  return ['These take a statement:', ...lines, ''].join('\n');
}

function formatList(attestations: readonly ListedAttestation[]): string {
  if (attestations.length === 0)
    return 'There are no statements. Sign one: npm run attest -- <criterion> --statement <text> --until <date>\n';
  return `${attestations.map(formatOne).join('\n')}\n`;
}

function formatOne({ key, counts, reason, attestation }: ListedAttestation): string {
  const state = counts ? 'counts' : `does not count: ${reason}`;
  const detail = attestation
    ? [
        `  ${attestation.statement}`,
        `  signed ${attestation.signedAt.slice(0, 10)} by ${attestation.signedBy}, until ${attestation.until.slice(0, 10)}`,
      ]
    : [];
  return [`${attestation?.criterion ?? key}  ${state}`, ...detail]
    .map((line) => line.replaceAll(CONTROL, ' '))
    .join('\n');
}
