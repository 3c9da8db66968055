import * as z from 'zod';
import { LOCAL_TENANT } from '../start/kept-key.ts';
import { readCdkContext } from '../synthesise.ts';

const Settings = z.looseObject({ defaults: z.looseObject({}).default({}) }).default({ defaults: {} });

const Cost = z.looseObject({}).default({});

/**
 * Context that turns the console on for a stack that says nothing about it, and lets its key see all costs: on one
 * machine it costs nothing, and whoever runs it owns all of it.
 */
export function consoleContext(): Readonly<Record<string, unknown>> {
  const { waymark } = readCdkContext();
  const { defaults, ...others } = Settings.parse(waymark);
  const cost = { ...Cost.parse(defaults.cost), readers: [LOCAL_TENANT] };
  return { waymark: { ...others, defaults: { ...defaults, console: true, cost } } };
}
