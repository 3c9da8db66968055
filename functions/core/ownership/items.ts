import type { OwnershipInput } from './inputs.ts';
import type { ComponentName } from './ownership.ts';

/** A position that is a product of inputs. */
export interface ItemDefinition {
  readonly component: Exclude<ComponentName, 'infrastructure'>;
  readonly id: string;
  readonly title: string;
  readonly factors: readonly [OwnershipInput, ...OwnershipInput[]];
  /** Months that the product is for. */
  readonly months: 1 | 12;
}

/** Positions beside infrastructure. None has a default: what a person or an audit costs differs tenfold by country. */
export const ITEMS: readonly ItemDefinition[] = [
  {
    component: 'personnel',
    id: 'people',
    title: 'People who build and run it',
    factors: ['people', 'usdPerPersonAndYear'],
    months: 12,
  },
  {
    component: 'operations',
    id: 'on-call',
    title: 'On call',
    factors: ['onCallHoursPerMonth', 'usdPerOnCallHour'],
    months: 1,
  },
  {
    component: 'operations',
    id: 'incidents',
    title: 'Incidents',
    factors: ['incidentsPerMonth', 'usdPerIncident'],
    months: 1,
  },
  {
    component: 'operations',
    id: 'tools',
    title: 'Licences and tools',
    factors: ['toolsUsdPerMonth'],
    months: 1,
  },
  {
    component: 'compliance',
    id: 'audits',
    title: 'Audits',
    factors: ['auditsPerYear', 'usdPerAudit'],
    months: 12,
  },
  {
    component: 'compliance',
    id: 'controls',
    title: 'Advice, training and controls',
    factors: ['controlsUsdPerYear'],
    months: 12,
  },
];
