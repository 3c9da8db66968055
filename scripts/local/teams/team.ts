import type { GuardrailReference } from '#core/bedrock/guardrail-attachment.ts';
import type { AccountSetup } from '../aws/account.ts';
import type { DayShape } from './timeline.ts';
import type { Twist } from './twists.ts';

/** A team whose account is made up: what it has, what it does, and why it stands where it stands. */
export interface Team {
  readonly name: string;
  /** Who they are and how they work, in a sentence. */
  readonly story: string;
  /** What the account holds besides Waymark itself. */
  readonly account: (calendar: Calendar) => AccountSetup;
  /**
   * Guardrail that the gateway attaches.
   * @default - the stack's own
   */
  readonly guardrail?: GuardrailReference | 'none' | undefined;
  /** Calls through the gateway. */
  readonly workloads: readonly Workload[];
  /**
   * Calls past the gateway.
   * @default []
   */
  readonly direct?: readonly DirectCaller[] | undefined;
  /** What CloudTrail remembers besides model calls. */
  readonly events: readonly PastEvent[];
  /**
   * What somebody there has vouched for.
   * @default []
   */
  readonly attestations?: readonly PastAttestation[] | undefined;
}

/** Dates of a history that ends now. */
export interface Calendar {
  readonly nowMs: number;
  /** ISO 8601. */
  readonly daysAgo: (days: number) => string;
}

/** How often something is done. */
export interface Rhythm {
  /** Calls on a working day. */
  readonly callsPerDay: number;
  readonly shape: DayShape;
  /** Calls on a Saturday or Sunday, as a share of a working day's. */
  readonly weekendShare: number;
}

/** An application's use of models. */
export interface Workload extends Rhythm {
  readonly stage: 'dev' | 'test' | 'prod';
  readonly tenant: string;
  readonly application: string;
  readonly feature: string;
  /** Model or alias. */
  readonly model: string;
  readonly operation: CallOperation;
  /** What the calls are about; it stands in every question. */
  readonly subject: string;
  /** @default - none */
  readonly system?: string | undefined;
  /**
   * Whether the system prompt is cached.
   * @default false
   */
  readonly isCached?: boolean | undefined;
  /** @default - no call names a prompt */
  readonly prompt?: PromptLabels | undefined;
  /**
   * What else happens, by the share of calls that it happens to.
   * @default {}
   */
  readonly twists?: Readonly<Partial<Record<Twist, number>>> | undefined;
  /** @default [] */
  readonly incidents?: readonly Incident[] | undefined;
  /** @default - nobody rates */
  readonly feedback?: { readonly share: number; readonly negativeShare: number } | undefined;
}

/** Operations as the last segment of their path. */
export type CallOperation = 'converse' | 'converse-stream' | 'invoke';

/** How calls name the prompt that they use. */
export interface PromptLabels {
  readonly id: string;
  /** Calls that name it. */
  readonly share: number;
  /** Calls that name its version as well, of all calls. @default - as many */
  readonly versionedShare?: number | undefined;
  /** Versions by the days ago from which on they are used, the oldest first. */
  readonly versions: readonly { readonly version: string; readonly fromDaysAgo: number }[];
}

/** A time in which something happens to many calls. */
export interface Incident {
  readonly daysAgo: number;
  /** UTC. */
  readonly fromHour: number;
  readonly hours: number;
  readonly twist: Twist;
  readonly share: number;
}

/** Somebody who calls models without the gateway. */
export interface DirectCaller extends Rhythm {
  readonly principalArn: string;
  readonly model: string;
  readonly operation: CallOperation;
  readonly subject: string;
}

/** A statement about what AWS cannot see, signed with the account's secret. */
export interface PastAttestation {
  readonly criterion: string;
  readonly statement: string;
  readonly signedBy: string;
  readonly daysAgo: number;
  /** Days that it holds. */
  readonly forDays: number;
}

/** An event of the past. */
export interface PastEvent {
  readonly eventName: string;
  /** @default 'bedrock.amazonaws.com' */
  readonly eventSource?: string | undefined;
  readonly principalArn: string;
  readonly daysAgo: number;
}
