import * as z from 'zod';
import { readCdkContext } from '../synthesise.ts';

const Settings = z.looseObject({ defaults: z.looseObject({}).default({}) }).default({ defaults: {} });

/** Context that turns the console on for a stack that says nothing about it: on one machine it costs nothing. */
export function consoleContext(): Readonly<Record<string, unknown>> {
  const { waymark } = readCdkContext();
  const { defaults, ...others } = Settings.parse(waymark);
  return { waymark: { ...others, defaults: { ...defaults, console: true } } };
}
