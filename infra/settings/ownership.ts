import { OWNERSHIP_FIELDS } from '#core/ownership/inputs.ts';
import { closedObject } from './fields.ts';

/** What people know of the cost of ownership; the function's own schema has the defaults. */
export const OwnershipSettings = closedObject(OWNERSHIP_FIELDS);
