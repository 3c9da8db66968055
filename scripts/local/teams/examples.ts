import { ferry } from './examples/ferry.ts';
import { kite } from './examples/kite.ts';
import { orchard } from './examples/orchard.ts';
import type { Team } from './team.ts';

/** Three teams at three levels, for reasons that their reports tell. */
export const EXAMPLE_TEAMS: readonly Team[] = [kite, ferry, orchard];
