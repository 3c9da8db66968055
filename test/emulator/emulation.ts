import { EMULATION_VARIABLE, Emulation } from '#scripts/emulator/emulation.ts';

/** In the default settings. */
export const MODEL = 'us.amazon.nova-lite-v1:0';

/** The stack that `npm run test:emulator` deployed. */
export const emulation = Emulation.parse(JSON.parse(process.env[EMULATION_VARIABLE] ?? 'null'));
