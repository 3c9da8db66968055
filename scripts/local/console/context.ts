import * as z from 'zod';
import { LOCAL_TENANT } from '../local-tenant.ts';
import { readCdkContext } from '../synthesise.ts';

const Settings = z.looseObject({ defaults: z.looseObject({}).default({}) }).default({ defaults: {} });

/** Reads alarms and reports where the settings name nobody: the mails are files here, and nothing leaves the machine. */
const OPERATOR = 'operator@waymark.example';

const Cost = z.looseObject({}).default({});

/**
 * Context that turns the console on for a stack that says nothing about it, has mails written, and lets its key see all
 * costs: on one machine none of it costs anything, and whoever runs it owns all of it.
 */
export function consoleContext(): Readonly<Record<string, unknown>> {
  const { waymark } = readCdkContext();
  const { defaults, ...others } = Settings.parse(waymark);
  const cost = { ...Cost.parse(defaults.cost), readers: [LOCAL_TENANT] };
  const readers = { alarmEmail: OPERATOR, reportEmail: OPERATOR, consoleTenants: [LOCAL_TENANT] };
  return { waymark: { ...others, defaults: { ...readers, ...defaults, console: true, cost } } };
}
