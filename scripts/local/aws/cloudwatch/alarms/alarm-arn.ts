import { LOCAL_ACCOUNT, LOCAL_REGION } from '../../credentials.ts';

/** ARN of an alarm of this account. */
export const alarmArn = (name: string): string =>
  `arn:aws:cloudwatch:${LOCAL_REGION}:${LOCAL_ACCOUNT}:alarm:${name}`;
