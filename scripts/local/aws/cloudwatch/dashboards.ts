import * as z from 'zod';
import { LOCAL_ACCOUNT } from '../credentials.ts';
import { type Operation, operation } from '../json-protocol.ts';
import { pageOf } from '../paging.ts';
import { ServiceError } from '../wire.ts';

/** A dashboard that the account has from the start. */
export interface DashboardSetup {
  readonly name: string;
  /**
   * Bytes of its body.
   * @default - as long as the body is
   */
  readonly size?: number | undefined;
  /** @default - a body without widgets */
  readonly body?: string | undefined;
}

interface Dashboard {
  readonly name: string;
  readonly body: string;
  readonly size: number;
  readonly modifiedMs: number;
}

// The API has no member for it; AWS's own size is unverified.
const PAGE_SIZE = 1_000;
// CloudWatch API reference, "Dashboard Body Structure and Syntax"
const MOST_WIDGETS = 500;

const Name = z.string().regex(/^[A-Za-z0-9_-]{1,255}$/);
const ListDashboardsRequest = z.object({
  DashboardNamePrefix: z.string().default(''),
  NextToken: z.string().optional(),
});
const PutDashboardRequest = z.object({ DashboardName: Name, DashboardBody: z.string().min(1) });
const GetDashboardRequest = z.object({ DashboardName: Name });
const DeleteDashboardsRequest = z.object({ DashboardNames: z.array(Name).min(1).max(100) });

const Body = z.looseObject({
  widgets: z.array(z.looseObject({ type: z.string(), properties: z.looseObject({}) })).max(MOST_WIDGETS),
});

const SET_UP_MS = Date.parse('2026-01-01T00:00:00Z');
const EMPTY_BODY = '{"widgets":[]}';

/** PutDashboard, GetDashboard, ListDashboards, DeleteDashboards. */
export function createDashboards({
  now,
  setups,
}: {
  readonly now: () => number;
  readonly setups: readonly DashboardSetup[];
}): Readonly<Record<string, Operation>> {
  const dashboards = new Map(setups.map((setup) => [setup.name, toDashboard(setup)]));
  const find = (name: string): Dashboard => {
    const found = dashboards.get(name);
    if (!found) throw notFound(name);
    return found;
  };
  return {
    PutDashboard: operation(PutDashboardRequest, ({ DashboardName: name, DashboardBody: body }) => {
      checkBody(body);
      dashboards.set(name, { name, body, size: Buffer.byteLength(body), modifiedMs: now() });
      return { DashboardValidationMessages: [] };
    }),
    GetDashboard: operation(GetDashboardRequest, ({ DashboardName }) => {
      const { name, body } = find(DashboardName);
      return { DashboardArn: arnOf(name), DashboardBody: body, DashboardName: name };
    }),
    DeleteDashboards: operation(DeleteDashboardsRequest, ({ DashboardNames: names }) => {
      for (const { name } of names.map(find)) dashboards.delete(name);
    }),
    ListDashboards: operation(ListDashboardsRequest, ({ DashboardNamePrefix, NextToken }) => {
      const found = [...dashboards.values()]
        .filter(({ name }) => name.startsWith(DashboardNamePrefix))
        .sort(byName);
      const { items, nextToken } = pageOf(found.map(toEntry), {
        size: PAGE_SIZE,
        token: NextToken,
        invalidToken: 'InvalidParameterValue',
      });
      return { DashboardEntries: items, ...(nextToken === undefined ? {} : { NextToken: nextToken }) };
    }),
  };
}

const toDashboard = ({ name, body = EMPTY_BODY, size }: DashboardSetup): Dashboard => ({
  name,
  body,
  size: size ?? Buffer.byteLength(body),
  modifiedMs: SET_UP_MS,
});

/** AWS says more about what is wrong with a body; here it is only whether one can be drawn at all. */
function checkBody(body: string): void {
  const parsed = Body.safeParse(parseJson(body));
  if (parsed.success) return;
  const Message = z.prettifyError(parsed.error);
  throw new ServiceError('InvalidParameterInput', 'The dashboard body is invalid.', {
    members: { dashboardValidationMessages: [{ DataPath: '/', Message }] },
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const notFound = (name: string): ServiceError =>
  new ServiceError('ResourceNotFound', `Dashboard ${name} does not exist`, { status: 404 });

const byName = (left: Dashboard, right: Dashboard): number => (left.name < right.name ? -1 : 1);
const arnOf = (name: string): string => `arn:aws:cloudwatch::${LOCAL_ACCOUNT}:dashboard/${name}`;

const toEntry = ({ name, size, modifiedMs }: Dashboard) => ({
  DashboardName: name,
  DashboardArn: arnOf(name),
  LastModified: modifiedMs / 1_000,
  Size: size,
});
