declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** Options of dynalite 4, those that are used here. */
  interface DynaliteOptions {
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }

  /** An HTTP server that answers as DynamoDB; it need not listen. */
  function dynalite(options?: DynaliteOptions): Server;
  export = dynalite;
}
