import { formatTable } from '../table.ts';
import { metricReaders } from './readers.ts';

const LEFT = { align: 'left' } as const;

/** Criteria that are named; of more, how many. */
const NAMED = 2;

/** Every own metric and what reads it, of the stage and of one model. */
export function readersTable(): string {
  const columns = [
    { title: 'own metric', ...LEFT },
    { title: 'of the stage, read by', ...LEFT },
    { title: 'criteria', ...LEFT },
    { title: 'of each model, read by', ...LEFT },
  ];
  const rows = metricReaders().map(({ metricName, isByModel, ofStage, judgedBy, ofModel }) => [
    metricName,
    ofStage.join(', '),
    judgedBy.length > NAMED ? String(judgedBy.length) : judgedBy.join(', '),
    isByModel ? ofModel.join(', ') : 'not there',
  ]);
  return `Who reads an own metric, derived from alarms, dashboards, criteria and the comparison of models:\n\n${formatTable(columns, rows)}`;
}
