import { parseModelId } from '../bedrock/model-id.ts';
import type { Picodollars } from '../cost/money.ts';
import type { Day } from '../rollup/day.ts';
import type { BilledDay, BilledModel } from '../rollup/reconcile.ts';
import { type Columns, dayOf, type LineItem, readColumns, readLineItem } from './line-item.ts';
import { billedName, type NameIndex, toModelKey } from './model-name.ts';

/** Which part of an export is added up. */
export interface BillScope {
  readonly days: readonly Day[];
  readonly region: string;
  readonly accountId: string;
}

/** Adds up an export record by record. */
export interface BillTally {
  /** Begins a file: its first record names the columns. */
  readonly startFile: () => void;
  /** Adds a record's fields. Throws `InvalidInputError` for what no bill can be read from. */
  readonly add: (fields: readonly string[]) => void;
  /** ARNs of application profiles that lines are about; only AWS knows their models. */
  readonly profiles: () => readonly string[];
  /** Days that the export has lines of, of whatever service: one without any is not in it yet, or not at all. */
  readonly days: (options: {
    readonly models: NameIndex;
    readonly aliases: ReadonlyMap<string, string>;
  }) => readonly BilledDay[];
}

/** What the lines of a day have in common that decides their model. */
interface Group {
  readonly kind: 'model' | 'profile' | 'name' | 'unnamed';
  readonly name: string;
  amount: Picodollars;
  lineItems: number;
}

interface DaySums {
  readonly groups: Map<string, Group>;
  isEstimated: boolean;
  withoutRegion: Picodollars;
}

/** Groups of a day; the lines of what comes after them have no model. */
const MAX_GROUPS = 2_000;

/** A tally of Bedrock's cost by day and model. */
export function createBillTally({ days, region, accountId }: BillScope): BillTally {
  const sums = new Map<Day, DaySums>();
  const unseen = new Set(days);
  let columns: Columns | undefined;
  const seen = (day: Day): DaySums => {
    unseen.delete(day);
    const known = sums.get(day) ?? { groups: new Map(), isEstimated: false, withoutRegion: 0n };
    sums.set(day, known);
    return known;
  };
  const addItem = (item: LineItem): void => {
    if (item.account !== accountId || !days.includes(item.day)) return;
    const day = seen(item.day);
    if (item.region === undefined) day.withoutRegion += item.amount;
    if (item.region !== region) return;
    addToGroup(day.groups, item);
    day.isEstimated ||= item.isEstimated;
  };
  return {
    startFile: () => {
      columns = undefined;
    },
    add: (fields) => {
      if (!columns) {
        columns = readColumns(fields);
        return;
      }
      const day = dayOf(fields, columns);
      if (unseen.has(day)) seen(day);
      const item = readLineItem(fields, columns);
      if (item) addItem(item);
    },
    profiles: () => [
      ...new Set(
        [...sums.values()].flatMap(({ groups }) =>
          [...groups.values()].filter(({ kind }) => kind === 'profile').map(({ name }) => name),
        ),
      ),
    ],
    days: (options) => [...sums].map(([day, each]) => toBilledDay(day, each, options)),
  };
}

function addToGroup(groups: Map<string, Group>, item: LineItem): void {
  const { kind, name } = identityOf(item);
  const key = groups.size < MAX_GROUPS ? `${kind} ${name}` : 'unnamed ';
  const group = groups.get(key) ?? { kind, name, amount: 0n, lineItems: 0 };
  group.amount += item.amount;
  group.lineItems += 1;
  groups.set(key, group);
}

/** What tells the model: the resource that was called, else the name that the line has. */
function identityOf({ resource, usageType, productName }: LineItem): Pick<Group, 'kind' | 'name'> {
  const called = parseModelId(resource);
  if (called?.kind === 'foundation-model' || called?.kind === 'inference-profile')
    return { kind: 'model', name: toModelKey(called.baseModel) };
  if (called?.kind === 'application-inference-profile') return { kind: 'profile', name: resource };
  const name = billedName({ usageType, productName });
  return name === undefined ? { kind: 'unnamed', name: '' } : { kind: 'name', name };
}

function toBilledDay(
  day: Day,
  { groups, isEstimated, withoutRegion }: DaySums,
  options: Parameters<BillTally['days']>[0],
): BilledDay {
  const models = new Map<string | undefined, { billed: Picodollars; lineItems: number }>();
  for (const group of groups.values()) {
    const model = modelOf(group, options);
    const known = models.get(model) ?? { billed: 0n, lineItems: 0 };
    models.set(model, {
      billed: known.billed + group.amount,
      lineItems: known.lineItems + group.lineItems,
    });
  }
  const billed: readonly BilledModel[] = [...models].map(([model, { billed: amount, lineItems }]) => ({
    model,
    billedPicodollars: amount,
    lineItems,
  }));
  return {
    day,
    billedPicodollars: billed.reduce((sum, { billedPicodollars }) => sum + billedPicodollars, 0n),
    isEstimated,
    models: billed,
    withoutRegionPicodollars: withoutRegion,
  };
}

function modelOf(
  { kind, name }: Group,
  { models, aliases }: Parameters<BillTally['days']>[0],
): string | undefined {
  if (kind === 'model') return name;
  if (kind === 'name') return models(name);
  const behind = kind === 'profile' ? parseModelId(aliases.get(name) ?? '') : undefined;
  return behind && toModelKey(behind.baseModel);
}
