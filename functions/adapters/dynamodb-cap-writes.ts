import { amountIn, type CapAmount, difference } from '#core/caps/amount.ts';
import { type CapCounter, roomFor } from '#core/caps/counter.ts';
import {
  isNothing,
  releaseChanges,
  type SlotReservations,
  slotAttribute,
} from '#core/caps/reservation-slots.ts';
import type { CapSettlement } from '#core/caps/settlement.ts';

/** What an `UpdateItem` of a counter says beyond its key. */
export interface CapWrite {
  readonly UpdateExpression: string;
  readonly ConditionExpression?: string | undefined;
  readonly ExpressionAttributeNames: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues: Readonly<Record<string, { readonly N: string }>>;
}

const UNITS = ['tokens', 'usd'] as const;

/** The reservation of an amount; `undefined` when it fits under no unused cap, for which nobody has to be asked. */
export function reserveWrite(counter: CapCounter, amount: CapAmount): CapWrite | undefined {
  const rooms = counter.limits
    .filter(({ unit }) => amount[unit] !== undefined)
    .map((limit) => ({ ...limit, room: roomFor(limit, amount) }));
  if (rooms.some(({ room }) => room < 0n)) return undefined; // a sum that is not there yet is zero
  // DynamoDB does no arithmetic in conditions, so the room is worked out here
  const terms = rooms.map(
    ({ attribute, cap }) => `(attribute_not_exists(#${attribute}) OR #${attribute} <= :${cap})`,
  );
  const write = toWrite(counter, [...sumChanges(counter, amount), ...slotChanges(counter, amount)]);
  return {
    ...write,
    ConditionExpression: terms.length === 0 ? undefined : terms.join(' AND '),
    ExpressionAttributeValues: {
      ...write.ExpressionAttributeValues,
      ...Object.fromEntries(rooms.map(({ cap, room }) => [`:${cap}`, { N: String(room) }])),
    },
  };
}

/** The end of a reservation, on the condition that it has not been released as lapsed. */
export function settleWrite(counter: CapCounter, { reserved, charged }: CapSettlement): CapWrite {
  if (isNothing(reserved)) return addWrite(counter, charged);
  const released = slotChanges(counter, reserved).map(([attribute, value]) => [attribute, -value] as const);
  const changes = [...sumChanges(counter, difference(charged, reserved)), ...released];
  const held = `attribute_exists(#${slotAttribute(counter.slot, 'tokens')})`;
  return { ...toWrite(counter, changes), ConditionExpression: held };
}

/** An amount that nothing was reserved for, or whose reservation is gone. */
export function addWrite(counter: CapCounter, amount: CapAmount): CapWrite {
  return toWrite(counter, sumChanges(counter, amount));
}

/** The release of lapsed reservations, on the condition that they are as they were read: it is made once. */
export function releaseWrite(lapsed: readonly SlotReservations[]): CapWrite {
  const slots = lapsed.flatMap(({ slot, open }) =>
    UNITS.flatMap((unit) => {
      const value = open[unit];
      return value === undefined ? [] : [[slotAttribute(slot, unit), value] as const];
    }),
  );
  const changes = [...releaseChanges(lapsed)];
  const names = [...slots, ...changes].map(([attribute]) => attribute);
  return {
    UpdateExpression: `REMOVE ${slots.map(([attribute]) => `#${attribute}`).join(', ')}${addClause(changes)}`,
    ConditionExpression: slots.map(([attribute]) => `#${attribute} = :${attribute}`).join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(names.map((attribute) => [`#${attribute}`, attribute])),
    ExpressionAttributeValues: toValues([...slots, ...changes]),
  };
}

type Change = readonly [attribute: string, value: bigint];

const sumChanges = ({ sums }: CapCounter, amount: CapAmount): readonly Change[] =>
  sums
    .filter(({ unit }) => amount[unit] !== undefined)
    .map(({ attribute, unit }) => [attribute, amountIn(amount, unit)]);

const slotChanges = ({ slot }: CapCounter, amount: CapAmount): readonly Change[] =>
  UNITS.filter((unit) => amount[unit] !== undefined).map((unit) => [
    slotAttribute(slot, unit),
    amountIn(amount, unit),
  ]);

/** All sums change by one write; the names are ours, so that they are names of placeholders too. */
function toWrite({ expiresAt }: CapCounter, changes: readonly Change[]): CapWrite {
  return {
    UpdateExpression: `SET #expiry = :expiry${addClause(changes)}`,
    ExpressionAttributeNames: {
      '#expiry': 'expiresAt',
      ...Object.fromEntries(changes.map(([attribute]) => [`#${attribute}`, attribute])),
    },
    ExpressionAttributeValues: { ':expiry': { N: String(expiresAt) }, ...toValues(changes) },
  };
}

const addClause = (changes: readonly Change[]): string =>
  changes.length === 0
    ? ''
    : ` ADD ${changes.map(([attribute]) => `#${attribute} :${attribute}`).join(', ')}`;

const toValues = (changes: readonly Change[]): CapWrite['ExpressionAttributeValues'] =>
  Object.fromEntries(changes.map(([attribute, value]) => [`:${attribute}`, { N: String(value) }]));
