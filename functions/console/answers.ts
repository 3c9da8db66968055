import type { Widget } from '#core/console/dashboard-body.ts';
import type { InvocationRecord } from '#core/invocation/record.ts';
import type { Assessment } from '#core/maturity/assessment.ts';
import type { UnknownReading } from '#core/maturity/observation.ts';
import type { AlarmState, Contributor, Reading, SentMail } from '#functions/console-ports.ts';

// What the page gets, and all that it knows of: it is served by the function that answers it.

/** How to reach the gateway, and whose data there is. */
export interface Connection {
  /** Where a Bedrock client is pointed. */
  readonly endpoint: string;
  readonly region: string;
  readonly stage: string;
  readonly team: string;
  readonly model: string;
  /** Accounts to choose from; one in AWS, the example teams' as well on one machine. */
  readonly accounts: readonly Account[];
}

/** An account whose data the page can show. */
export interface Account {
  readonly title: string;
  readonly description: string;
  /** Goes in front of the paths of the API. */
  readonly base: string;
}

/** One dashboard, or why it cannot be drawn. */
export type Dashboard = { readonly id: string; readonly title: string; readonly subtitle: string } & Reading<{
  readonly widgets: readonly Widget[];
}>;

/** All dashboards of the stack. */
export interface DashboardsAnswer {
  readonly dashboards: readonly Dashboard[];
}

/** A line of a graph, as it is drawn. */
export interface DrawnLine {
  readonly label: string;
  readonly axis: 'left' | 'right';
  /** @default - not known */
  readonly unit?: string | undefined;
  readonly color?: string | undefined;
  readonly points: readonly (readonly [timeMs: number, value: number])[];
}

/** Data of one widget. */
export type WidgetData = { readonly widget: number } & (
  | {
      readonly status: 'known';
      readonly kind: 'graph';
      readonly periodSeconds: number;
      readonly lines: readonly DrawnLine[];
    }
  | {
      readonly status: 'known';
      readonly kind: 'contributors';
      readonly keyLabels: readonly string[];
      readonly contributors: readonly Contributor[];
      readonly total: number;
      readonly uniqueContributors: number;
    }
  | {
      readonly status: 'known';
      readonly kind: 'log';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | UnknownReading
);

/** Data of a dashboard's widgets. */
export interface DataAnswer {
  readonly widgets: readonly WidgetData[];
}

/** Alarms of the stack. */
export type AlarmsAnswer = Reading<{ readonly alarms: readonly AlarmState[] }>;

/** Newest records. */
export type RecordsAnswer = Reading<{
  readonly records: readonly InvocationRecord[];
  /** When the newest line was written, read or not; milliseconds since the epoch. */
  readonly newestMs?: number | undefined;
  /** Whether older records since the asked moment were left out. */
  readonly isCut: boolean;
  /** Lines that are no records of this version. */
  readonly unreadable: number;
}>;

/** Mails, where anything keeps them. */
export type MailsAnswer =
  | { readonly status: 'known'; readonly mails: readonly SentMail[] }
  | { readonly status: 'not_kept' };

/** The newest assessment, as JSON. */
export type ReportAnswer =
  | { readonly status: 'known'; readonly assessment: Assessment }
  | { readonly status: 'none' };
