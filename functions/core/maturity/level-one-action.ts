import { DOCUMENT_ROWS } from '../signals/document-rows.ts';
import type { NextAction } from './assessment.ts';
import { type Evidence, missingPermissions, unreadable } from './evidence.ts';
import { isMeasured, levelOneRows } from './level-one.ts';

/** Name of the action that stands for level 1's metric rows: they have no criterion of their own. */
const LEVEL_ONE_ACTION = 'level-1';

/** What is left to do until level 1's metric rows say something. */
export function levelOneAction(evidence: Evidence): NextAction {
  const open = levelOneRows().filter((row) => !isMeasured(row, evidence));
  const refused = open.flatMap(({ signals }) =>
    signals.flatMap((id) => {
      const reading = unreadable(evidence, id);
      return reading === undefined ? [] : missingPermissions(id, reading);
    }),
  );
  const permissions = [...new Set(refused)].sort().join(' and ');
  const names = open.map(({ row }) => DOCUMENT_ROWS[row].category).join(', ');
  return {
    criterion: LEVEL_ONE_ACTION,
    level: 1,
    title: 'Let the first calls be measured',
    steps: [
      ...(permissions === '' ? [] : [`Allow ${permissions} to the role that assesses.`]),
      'Deploy the gateway (npx cdk deploy) and run the command that it prints as FirstKeyCommand.',
      'Set AWS_ENDPOINT_URL_BEDROCK_RUNTIME to the gateway and AWS_BEARER_TOKEN_BEDROCK to the key for one application, and use it.',
      `Assess again: until now nothing is measured of ${names}.`,
    ],
    link: 'README.md#point-a-client-at-it',
  };
}
