import { IDENTITY_PERMISSIONS } from '#core/maturity/permissions.ts';
import { PREREQUISITES } from './run.ts';

/** The smallest IAM policy with which every check can be made. */
export function doctorPolicy() {
  const actions = [...IDENTITY_PERMISSIONS, ...PREREQUISITES.flatMap(({ permissions }) => permissions)];
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'WaymarkDoctor',
        Effect: 'Allow',
        Action: [...new Set(actions)].toSorted(),
        Resource: '*',
      },
    ],
  } as const;
}
