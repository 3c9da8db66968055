import * as z from 'zod';

/** Environment variable that hands an emulation to the tests. */
export const EMULATION_VARIABLE = 'WAYMARK_EMULATION';

/** A stack in MiniStack, as the tests see it. */
export const Emulation = z.object({
  /** Where a Bedrock client is pointed, without a slash at the end. */
  baseUrl: z.string(),
  /** The same without the front that adds what `passed-over.ts` says. */
  apiUrl: z.string(),
  key: z.string(),
  /** Every service of MiniStack. */
  endpoint: z.string(),
  /** The guardrail of the stack. */
  guardrail: z.object({ identifier: z.string(), version: z.string() }),
  /** The template as synthesised. */
  templateFile: z.string(),
  outputs: z.record(z.string(), z.string()),
});
export type Emulation = z.infer<typeof Emulation>;
