import { toPriceKey } from './price-key.ts';
import { type ModelRates, type PlaceRates, type PriceTable, VARIANTS } from './price-table.ts';

const PRICED = ['standard', ...VARIANTS] as const;

/** Tables as one. A later table's price counts; what it leaves out stays as it was. */
export type MergedTables = Required<Pick<PriceTable, 'factors' | 'guardrail' | 'aliases'>> & {
  readonly models: ReadonlyMap<string, ModelRates>;
};

/** Puts tables together, price by price. */
export function mergeTables(tables: readonly PriceTable[]): MergedTables {
  const models = new Map<string, ModelRates>();
  for (const table of tables)
    for (const [id, rates] of Object.entries(table.models ?? {})) {
      const key = toPriceKey(id);
      const known = models.get(key);
      models.set(key, known ? mergeModel(known, rates) : rates);
    }
  return {
    models,
    factors: Object.fromEntries(
      VARIANTS.map((name) => [name, Object.assign({}, ...tables.map(({ factors }) => factors?.[name]))]),
    ),
    guardrail: Object.assign({}, ...tables.map(({ guardrail }) => guardrail)),
    aliases: Object.assign({}, ...tables.map(({ aliases }) => aliases)),
  };
}

function mergeModel(known: ModelRates, added: ModelRates): ModelRates {
  return Object.fromEntries(PRICED.map((name) => [name, mergePlaces(known[name], added[name])]));
}

function mergePlaces(known: PlaceRates = {}, added: PlaceRates = {}): PlaceRates | undefined {
  const places = { ...known };
  for (const [place, row] of Object.entries(added)) places[place] = { ...places[place], ...row };
  return Object.keys(places).length > 0 ? places : undefined;
}
