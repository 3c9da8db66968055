import { CloudWatchClient, PutDashboardCommand, PutInsightRuleCommand } from '@aws-sdk/client-cloudwatch';
import * as z from 'zod';
import { composeDashboards } from '#dashboards/dashboards.ts';
import { DASHBOARD_IDS, type DashboardOptions } from '#dashboards/options.ts';
import { LOCAL_CREDENTIALS } from '../aws/credentials.ts';
import type { LocalTemplate } from '../template.ts';

/** Names of the dashboards by what they show, as the console's function has them. */
const Names = z.partialRecord(z.enum(DASHBOARD_IDS), z.string());

/** Puts the stack's dashboards and their Contributor Insights rule into an account in which another stage is at work. */
export async function putDashboards(
  template: LocalTemplate,
  { endpoint, stage }: { readonly endpoint: string; readonly stage: string },
): Promise<void> {
  const { functions, region, insightRules } = template;
  const console = functions.find(({ environment }) => environment.POWERTOOLS_SERVICE_NAME === 'console');
  const names = Names.parse(JSON.parse(console?.environment.DASHBOARDS ?? '{}'));
  const bodies = composeDashboards(optionsOf(template, stage));
  const client = new CloudWatchClient({ endpoint, region, credentials: LOCAL_CREDENTIALS });
  try {
    for (const { name: RuleName, state: RuleState, body: RuleDefinition } of insightRules)
      await client.send(new PutInsightRuleCommand({ RuleName, RuleState, RuleDefinition }));
    for (const id of DASHBOARD_IDS) {
      const body = JSON.stringify(bodies[id]);
      const name = names[id];
      if (name !== undefined)
        await client.send(new PutDashboardCommand({ DashboardName: name, DashboardBody: body }));
    }
  } finally {
    client.destroy();
  }
}

/** What the stack's own dashboards are composed with, as far as the account has it: its alarms are of the stack's stage. */
function optionsOf({ functions, region, api, insightRules }: LocalTemplate, stage: string): DashboardOptions {
  const roles = functions.map(
    (each) => [each.environment.POWERTOOLS_SERVICE_NAME ?? each.name, each] as const,
  );
  const byRole = new Map(roles);
  const logGroupOf = (role: string): string => byRole.get(role)?.logGroupName ?? role;
  const [rule] = insightRules;
  return {
    ...{ stage, region, apiNames: [api.name] },
    functionNames: Object.fromEntries(
      // as in the stack: the authorizer refuses a key by throwing, which Lambda counts as an error
      roles.filter(([role]) => role !== 'authorizer').map(([role, { name }]) => [role, name]),
    ),
    logGroups: {
      gateway: logGroupOf('gateway'),
      feedback: logGroupOf('feedback'),
      maturity: logGroupOf('maturity'),
      access: api.accessLog?.logGroupName ?? 'access',
    },
    ...(rule && { modelRoutingRule: rule.name }),
  };
}
