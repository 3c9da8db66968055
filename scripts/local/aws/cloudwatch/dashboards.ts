import * as z from 'zod';
import { LOCAL_ACCOUNT } from '../credentials.ts';
import { type Operation, operation } from '../json-protocol.ts';
import { pageOf } from '../paging.ts';

/** A dashboard. */
export interface DashboardSetup {
  readonly name: string;
  /** Bytes of its body. */
  readonly size: number;
}

// The API has no member for it; AWS's own size is unverified.
const PAGE_SIZE = 1_000;

const ListDashboardsRequest = z.object({
  DashboardNamePrefix: z.string().default(''),
  NextToken: z.string().optional(),
});

const MODIFIED_AT = Date.parse('2026-01-01T00:00:00Z') / 1_000;

/** ListDashboards. */
export function listDashboards(dashboards: readonly DashboardSetup[]): Operation {
  return operation(ListDashboardsRequest, ({ DashboardNamePrefix, NextToken }) => {
    const found = dashboards.filter(({ name }) => name.startsWith(DashboardNamePrefix));
    const { items, nextToken } = pageOf(found.map(toEntry), {
      size: PAGE_SIZE,
      token: NextToken,
      invalidToken: 'InvalidParameterValue',
    });
    return { DashboardEntries: items, ...(nextToken === undefined ? {} : { NextToken: nextToken }) };
  });
}

const toEntry = ({ name, size }: DashboardSetup) => ({
  DashboardName: name,
  DashboardArn: `arn:aws:cloudwatch::${LOCAL_ACCOUNT}:dashboard/${name}`,
  LastModified: MODIFIED_AT,
  Size: size,
});
