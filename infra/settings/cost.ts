import * as z from 'zod';
import { isTenantName } from '#core/keys/tenant.ts';
import { DataExportSettings } from './data-export.ts';
import { closedObject, matching, oneOf, wholeNumber } from './fields.ts';

const switchable = z.boolean({ error: 'true or false' });
const scheduleAllowed = "an EventBridge Scheduler expression, e.g. 'cron(30 0/6 * * ? *)' or 'rate(6 hours)'";
const schedule = matching(/^(cron\(\S+( \S+){5}\)|rate\([1-9]\d* (minute|hour|day)s?\))$/, scheduleAllowed);
const dollars = z
  .number({ error: 'an amount in USD above 0' })
  .positive({ error: 'an amount in USD above 0' })
  .max(1e9, { error: 'an amount in USD of at most 1e9' });
const tenantAllowed = 'a name of a tenant: up to 63 lower-case letters, digits and hyphens';
const tenant = z.string({ error: tenantAllowed }).refine(isTenantName, { error: tenantAllowed });
const MONITOR_ARN = /^arn:aws[a-z-]*:ce::\d{12}:anomalymonitor\/[a-f0-9-]+$/;

/** A monthly budget of AWS Budgets. */
const Budget = closedObject({
  monthlyUsd: dollars,
  /**
   * Services as Billing names them: models of other providers are services of their own.
   * @default - Bedrock's, and those of the Claude models that are listed
   */
  services: z
    .array(z.string().min(1), { error: 'names of services as Billing writes them' })
    .min(1, { error: 'at least one service' })
    .optional(),
  /** What happens when all of it is spent, beside the mail. */
  whenSpent: oneOf(['tell', 'stop_gateway']).default('tell'),
});

/** AWS Cost Anomaly Detection. */
const Anomalies = closedObject({
  /** Smallest impact that is told of. */
  minimumUsd: dollars,
  /** An account has one monitor of its services: where it exists, it is subscribed to. */
  monitorArn: matching(
    MONITOR_ARN,
    'the ARN of a cost anomaly monitor (arn:aws:ce::…:anomalymonitor/…)',
  ).optional(),
});

/** Daily costs, and what watches over them. */
export const CostRollupFields = {
  rollupSchedule: schedule,
  // a day that was missed has to be in the log still; it is there for half a year
  lookBackDays: wholeNumber(1, 31),
  retentionDays: wholeNumber(31, 3_653),
  readers: z.array(tenant, { error: 'a list of names of tenants' }),
  reconcile: switchable,
  dataExport: DataExportSettings.optional(),
  maxDifferencePercent: wholeNumber(1, 100),
  contributorRules: switchable,
  budget: Budget.optional(),
  anomalies: Anomalies.optional(),
};

/** What holds when a settings file says nothing. */
export const COST_ROLLUP_DEFAULTS = {
  // four looks at a day: yesterday is complete after midnight, today is at most six hours old
  rollupSchedule: 'cron(30 0/6 * * ? *)',
  lookBackDays: 7,
  retentionDays: 400, // thirteen months: a month can be held against the same of the year before
  readers: ['operators'], // as the console's: keys of applications see what is their own
  reconcile: false, // Cost Explorer takes 0.01 USD for each request: 0.30 USD a month
  maxDifferencePercent: 10,
  contributorRules: false, // two rules beyond an account's free first one
};

/** Whether estimates are compared with a bill, whichever it is read from. */
export const isHeldAgainstBill = ({
  reconcile,
  dataExport,
}: {
  readonly reconcile: boolean;
  readonly dataExport?: z.infer<typeof DataExportSettings> | undefined;
}): boolean => reconcile || dataExport !== undefined;
