import type {
  AlarmReader,
  ContributorReader,
  DashboardReader,
  GraphReader,
  LogTail,
  MailReader,
} from '#functions/console-ports.ts';
import type { OutlookStore } from '#functions/outlook-ports.ts';
import type { Clock, EvidenceStore, LogReader } from '#functions/ports.ts';

/** What the console works with. */
export interface ConsoleDependencies {
  readonly dashboards: DashboardReader;
  readonly graphs: GraphReader;
  readonly contributors: ContributorReader;
  readonly alarms: AlarmReader;
  readonly records: LogTail;
  readonly logs: LogReader;
  readonly store: Pick<EvidenceStore, 'latest'>;
  readonly outlooks: Pick<OutlookStore, 'latest'>;
  /** @default - mails are not shown */
  readonly mails?: MailReader | undefined;
  readonly clock: Pick<Clock, 'now'>;
  /** Text of one of the page's files. */
  readonly siteFile: (name: string) => string;
  readonly settings: {
    readonly stage: string;
    readonly team: string;
    readonly region: string;
    readonly model: string;
    /** Names of the dashboards by what they show. */
    readonly dashboards: Readonly<Record<string, string>>;
    /** Whose keys open the console: it shows what all tenants do. */
    readonly tenants: readonly string[];
  };
}
