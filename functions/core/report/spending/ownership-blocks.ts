import type { Ownership, OwnershipItem } from '../../ownership/ownership.ts';
import { describeTotal, OWNERSHIP_ABOUT, toAmount } from '../ownership-words.ts';
import { type Block, heading, lead, quiet } from './block.ts';

/** What it costs to own, position by position, each with its inputs. */
export function ownershipBlocks(ownership: Ownership): readonly Block[] {
  return [
    heading('What it costs to own'),
    lead(describeTotal(ownership)),
    quiet(OWNERSHIP_ABOUT),
    {
      kind: 'table',
      columns: [{ title: 'Part' }, { title: 'A month', isNumber: true }, { title: 'How it comes about' }],
      rows: ownership.components.flatMap(({ name, usdPerMonth, items }) => [
        [{ sum: name }, { sum: toAmount(usdPerMonth) }, ''],
        ...items.map((item) => [item.title, toAmount(item.usdPerMonth), toBasis(item)]),
      ]),
    },
    { kind: 'list', items: ownership.assumptions },
  ];
}

const toBasis = ({ basis, words }: OwnershipItem): string =>
  basis === 'unknown' ? words : `${basis}: ${words}`;
