import type { ApiGatewayOptions } from './api-gateway/server.ts';
import type { EmbeddedAwsOptions } from './aws/server.ts';
import type { AroundRun } from './schedules.ts';

/** How a local stack is started. */
export interface LocalStackOptions {
  /**
   * Port of the API on 127.0.0.1; 0 takes a free one.
   * @default 0
   */
  readonly port?: number | undefined;
  /**
   * Stage to synthesise, as in the settings.
   * @default 'dev'
   */
  readonly stage?: string | undefined;
  /**
   * Folder of an already synthesised cloud assembly.
   * @default - `infra/app.ts` is synthesised into `build/local`, unless nothing changed since the last time
   */
  readonly assemblyFolder?: string | undefined;
  /**
   * CDK context on top of `cdk.json`, for example `{ waymark: { stages: { dev: { guardrail: { mode: 'off' } } } } }`.
   * @default - none
   */
  readonly context?: Readonly<Record<string, unknown>> | undefined;
  /**
   * Environment variables that replace those of the template, by function role (`POWERTOOLS_SERVICE_NAME`).
   * For tests only: what is deployed has the template's.
   * @default - none
   */
  readonly environmentOverrides?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
  /**
   * File that keeps keys, secrets and metrics over a restart.
   * @default - everything is in memory
   */
  readonly stateFile?: string | undefined;
  /**
   * Seed of the local model's answers.
   * @default 1
   */
  readonly seed?: number | undefined;
  /**
   * Folder that gets the reports of the maturity function; its mails then link to them.
   * @default - reports stay in the bucket
   */
  readonly reportFolder?: string | undefined;
  /**
   * Folder that gets every mail to a subscriber as an `.eml` file.
   * @default - mails are not written
   */
  readonly mailFolder?: string | undefined;
  /**
   * Whether schedules are due and alarms evaluated by the machine's clock; else `LocalStack.schedules` is set forward
   * and `aws.evaluateAlarms` called by hand.
   * @default false
   */
  readonly followsClock?: boolean | undefined;
  /**
   * Told about every call of a function, or of this process, that the embedded AWS answered.
   * @default - nobody
   */
  readonly onAwsCall?: EmbeddedAwsOptions['onCall'];
  /**
   * Told about every due schedule in place of its function, which it may run.
   * @default - every due function runs once
   */
  readonly aroundScheduledRun?: AroundRun | undefined;
  /**
   * Asked before the API about every request; what it answers never reaches the API.
   * @default - the API answers everything
   */
  readonly front?: ApiGatewayOptions['front'];
  /**
   * Told what happens while starting, one line each.
   * @default - silent
   */
  readonly onProgress?: ((line: string) => void) | undefined;
}
