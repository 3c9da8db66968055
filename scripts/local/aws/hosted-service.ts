import * as z from 'zod';
import type { Service } from './wire.ts';

/** A service and what the server has to know to host it. */
export interface HostedService {
  readonly service: Service;
  /** Name that signatures of its requests carry. */
  readonly signingName: string;
  /** Source of its events in CloudTrail. */
  readonly eventSource: `${string}.amazonaws.com`;
  /**
   * Start of `X-Amz-Target`, which tells the service of a request without a signature.
   * @default - none: the service does not speak AWS JSON
   */
  readonly targetPrefix?: string | undefined;
  /**
   * Paths that it answers, where several services share a signing name, as all of Bedrock's do.
   * @default - every path
   */
  readonly paths?: RegExp | undefined;
  /**
   * What it keeps over a restart.
   * @default - nothing
   */
  readonly kept?: KeptState | readonly KeptState[] | undefined;
}

/** One member of the state file. */
export interface KeptState {
  /** Name of the member. */
  readonly name: string;
  readonly snapshot: () => unknown;
  /** Tells whether a saved value is whole; a state file with one that is not is not used at all. */
  readonly accepts: (saved: unknown) => boolean;
  readonly restore: (saved: unknown) => void | Promise<void>;
}

/** Pairs a list's schema with the code that reads and restores it. */
export function keptList<Item>(options: {
  readonly name: string;
  readonly item: z.ZodType<Item>;
  readonly all: () => readonly Item[] | Promise<readonly Item[]>;
  readonly restore: (items: readonly Item[]) => void | Promise<void>;
}): KeptState {
  const schema = z.array(options.item);
  return {
    name: options.name,
    snapshot: options.all,
    accepts: (saved) => schema.safeParse(saved).success,
    restore: (saved) => options.restore(schema.parse(saved)),
  };
}
