import type { EmbeddedAws } from './aws/server.ts';

/** How a local stack is started. */
export interface LocalStackOptions {
  /**
   * Port of the API on 127.0.0.1; 0 takes a free one.
   * @default 0
   */
  readonly port?: number;
  /**
   * Stage to synthesise, as in the settings.
   * @default 'dev'
   */
  readonly stage?: string;
  /**
   * Folder of an already synthesised cloud assembly.
   * @default - `infra/app.ts` is synthesised into `build/local`, unless nothing changed since the last time
   */
  readonly assemblyFolder?: string;
  /**
   * CDK context that goes on top of `cdk.json`, for example `{ waymark: { defaults: { guardrail: { mode: 'off' } } } }`.
   * @default - none
   */
  readonly context?: Readonly<Record<string, unknown>>;
  /**
   * Environment variables that replace those of the template, per function role (`POWERTOOLS_SERVICE_NAME`).
   * For tests only: what is deployed has the template's.
   * @default - none
   */
  readonly environmentOverrides?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /**
   * File that keeps keys, secrets and metrics over a restart.
   * @default - everything is in memory
   */
  readonly stateFile?: string;
  /**
   * Seed of the local model's answers.
   * @default 1
   */
  readonly seed?: number;
  /**
   * Told what happens while starting, one line each.
   * @default - silent
   */
  readonly onProgress?: (line: string) => void;
}

/** A key as handed out once. */
export interface CreatedKey {
  /** The bearer token itself. */
  readonly key: string;
  readonly keyId: string;
}

/** One line a function or the access log wrote. */
export interface LogLine {
  readonly logGroupName: string;
  /** Role of the function that wrote it (`gateway`, `authorizer`, `feedback`); `access` for the access log. */
  readonly source: string;
  readonly timestampMs: number;
  readonly message: string;
}

/** The whole deployable artefact, running on 127.0.0.1. */
export interface LocalStack {
  /** Where a Bedrock client is pointed, without a slash at the end: `http://127.0.0.1:PORT`. `/dev/…` works too. */
  readonly apiUrl: string;
  readonly stage: string;
  readonly aws: EmbeddedAws;
  /** Faults, latency and counters of the local model; the same object as `aws.bedrock`. */
  readonly bedrock: EmbeddedAws['bedrock'];
  readonly keysTableName: string;
  readonly hashSecretArn: string;
  /** Creates a key through the code of `npm run keys`. */
  readonly createKey: (options: {
    readonly tenant: string;
    readonly label: string;
    readonly expiresAt?: string;
  }) => Promise<CreatedKey>;
  /** Revokes it; a cached authorisation lives on for the authorizer's TTL, as in AWS. */
  readonly revokeKey: (keyId: string) => Promise<boolean>;
  /** Lines written so far by `gateway`, `authorizer`, `feedback` or `access` (newest 20,000 are kept). */
  readonly logLines: (source: string) => readonly string[];
  /** Resolves with the lines of `source` that `matches` accepts as soon as there are `count` of them. No polling. */
  readonly waitForLogLines: (options: {
    readonly source: string;
    readonly matches: (line: string) => boolean;
    readonly count: number;
    /** @default 10_000 */
    readonly timeoutMs?: number;
  }) => Promise<readonly string[]>;
  /** Starts all functions anew, as after a deployment: caches, circuit breakers and pools are gone. */
  readonly recycleFunctions: () => Promise<void>;
  /** Stops serving, ends every function, saves the state. */
  readonly close: () => Promise<void>;
}

/** Starts the deployable artefact with an embedded AWS, all on 127.0.0.1. */
export function startLocalStack(_options: LocalStackOptions = {}): Promise<LocalStack> {
  return Promise.reject(new Error('The local stack is being written.'));
}
