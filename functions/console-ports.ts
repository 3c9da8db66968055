import type { GraphPlan } from '#core/console/graph-queries.ts';
import type { TimeRange } from '#core/console/period.ts';
import type { UnknownReading } from '#core/maturity/observation.ts';

// What the console reads. Nothing here throws: a refusal is an answer that the page shows where the data would be.

/** What was read, or why it could not be. */
export type Reading<Value> = ({ readonly status: 'known' } & Value) | UnknownReading;

/** Reads CloudWatch dashboards. */
export interface DashboardReader {
  /** The body as it is stored: JSON text. */
  readonly body: (name: string) => Promise<Reading<{ readonly body: string }>>;
}

/** One line of a graph: times in milliseconds since the epoch, oldest first. */
export interface GraphSeries {
  /** Id of the query that it answers; a search answers with several. */
  readonly id: string;
  readonly label: string;
  readonly points: readonly (readonly [timeMs: number, value: number])[];
}

/** Reads the data of graphs. */
export interface GraphReader {
  readonly read: (plan: GraphPlan) => Promise<Reading<{ readonly series: readonly GraphSeries[] }>>;
}

/** Who contributes how much to a Contributor Insights rule. */
export interface Contributor {
  readonly keys: readonly string[];
  readonly value: number;
}

/** Reads Contributor Insights rules. */
export interface ContributorReader {
  readonly read: (request: {
    readonly ruleName: string;
    readonly orderBy: 'Sum' | 'Maximum';
    readonly most: number;
    readonly periodSeconds: number;
    readonly range: TimeRange;
  }) => Promise<
    Reading<{
      readonly keyLabels: readonly string[];
      readonly contributors: readonly Contributor[];
      /** Over all contributors, the named and the others. */
      readonly total: number;
      readonly uniqueContributors: number;
    }>
  >;
}

/** An alarm as it stands. */
export interface AlarmState {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  /** In CloudWatch's words. */
  readonly reason: string;
  /** When the state was last computed to be another one; milliseconds since the epoch. */
  readonly changedMs?: number | undefined;
  readonly threshold?: number | undefined;
  /** Metrics that it watches, each as `namespace name`. */
  readonly metrics: readonly string[];
  /** Whether anybody would hear of it. */
  readonly hasActions: boolean;
}

/** Reads the alarms of a stack. */
export interface AlarmReader {
  readonly all: () => Promise<Reading<{ readonly alarms: readonly AlarmState[] }>>;
}

/** A line of a log group. */
export interface LogLine {
  readonly id: string;
  readonly timeMs: number;
  readonly message: string;
}

/** Reads the newest lines of a log group. */
export interface LogTail {
  /** Newest first. `isComplete` tells whether there are no more since `sinceMs`. */
  readonly newest: (request: {
    readonly sinceMs: number;
    readonly most: number;
  }) => Promise<Reading<{ readonly lines: readonly LogLine[]; readonly isComplete: boolean }>>;
}

/** A mail that was sent. */
export interface SentMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  /** ISO 8601. */
  readonly sentAt: string;
  readonly text: string;
}

/** Reads mails, where anything keeps them: a deployed stack's are in the mailboxes of their readers only. */
export interface MailReader {
  /** Newest first. */
  readonly newest: (most: number) => Promise<readonly SentMail[]>;
}
