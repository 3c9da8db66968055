import { LOCAL_ACCOUNT, LOCAL_REGION } from '../credentials.ts';
import { isReadOnly } from './event.ts';
import type { KeptEvent } from './event-store.ts';

/** An event as LookupEvents answers it. */
export const toLookedUp = (event: KeptEvent) => ({
  EventId: event.eventId,
  EventName: event.eventName,
  ReadOnly: String(isReadOnly(event)),
  AccessKeyId: event.accessKeyId,
  EventTime: wholeSeconds(event.timeMs),
  EventSource: event.eventSource,
  Username: userNameOf(event.principalArn),
  Resources: (event.resources ?? []).map(({ type, name }) => ({ ResourceType: type, ResourceName: name })),
  CloudTrailEvent: JSON.stringify(toRecord(event)),
});

/** A user's name, or an assumed role's session. */
export const userNameOf = (arn: string): string => arn.split('/').at(-1) ?? arn;

const wholeSeconds = (timeMs: number): number => Math.floor(timeMs / 1_000);

/** CloudTrail User Guide, "CloudTrail record contents for management, data, and network activity events". */
const toRecord = (event: KeptEvent) => ({
  eventVersion: '1.11',
  userIdentity: toIdentity(event),
  eventTime: new Date(wholeSeconds(event.timeMs) * 1_000).toISOString().replace('.000Z', 'Z'),
  eventSource: event.eventSource,
  eventName: event.eventName,
  awsRegion: LOCAL_REGION,
  sourceIPAddress: '127.0.0.1',
  userAgent: event.userAgent ?? 'local',
  errorCode: event.errorCode,
  errorMessage: event.errorMessage,
  requestParameters: event.requestParameters ?? null,
  responseElements: null,
  requestID: event.requestId,
  eventID: event.eventId,
  readOnly: isReadOnly(event),
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: LOCAL_ACCOUNT,
  eventCategory: 'Management',
});

const ASSUMED_ROLE = /^arn:(aws[\w-]*):sts::(\d{12}):assumed-role\/([^/]+)\/(.+)$/;

function toIdentity({ principalArn: arn, accessKeyId }: KeptEvent) {
  const [, partition, account, role, session] = ASSUMED_ROLE.exec(arn) ?? [];
  const common = { arn, accountId: account ?? LOCAL_ACCOUNT, accessKeyId };
  if (role === undefined)
    return { type: 'IAMUser', principalId: 'AIDALOCAL', ...common, userName: userNameOf(arn) };
  const issuer = {
    type: 'Role',
    principalId: 'AROALOCAL',
    // A role's path is not part of the session's ARN, and CloudTrail knows it; here it is taken to be `/`.
    arn: `arn:${partition}:iam::${account}:role/${role}`,
    accountId: account,
    userName: role,
  };
  return {
    type: 'AssumedRole',
    principalId: `AROALOCAL:${session}`,
    ...common,
    sessionContext: { sessionIssuer: issuer, attributes: { mfaAuthenticated: 'false' } },
  };
}
