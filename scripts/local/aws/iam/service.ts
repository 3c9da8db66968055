import { createHash } from 'node:crypto';
import * as z from 'zod';
import { LOCAL_ACCOUNT } from '../credentials.ts';
import { operation } from '../json-protocol.ts';
import { createQueryService } from '../query-protocol.ts';
import { type Service, ServiceError } from '../wire.ts';

/** An IAM role. */
export interface RoleSetup {
  readonly name: string;
  /** @default '/' */
  readonly path?: string | undefined;
  /** @default - no permissions boundary */
  readonly permissionsBoundaryArn?: string | undefined;
}

/** What IAM knows of an account. */
export interface IamSetup {
  /** @default [] */
  readonly roles?: readonly RoleSetup[] | undefined;
}

const GetRoleRequest = z.object({ RoleName: z.string().regex(/^[\w+=,.@-]{1,64}$/) });

const NOT_FOUND = 404;

/** IAM, AWS Query protocol: GetRole. */
export function createIam({ roles = [] }: IamSetup): Service {
  return createQueryService({
    xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    invalidInputCode: 'ValidationError',
    operations: {
      GetRole: operation(GetRoleRequest, ({ RoleName }) => {
        const role = roles.find(({ name }) => name === RoleName);
        if (!role)
          throw new ServiceError('NoSuchEntity', `The role with name ${RoleName} cannot be found.`, {
            status: NOT_FOUND,
          });
        return { Role: toRole(role) };
      }),
    },
  });
}

function toRole({ name, path = '/', permissionsBoundaryArn }: RoleSetup) {
  const id = createHash('sha256').update(name).digest('hex').slice(0, 17).toUpperCase();
  return {
    Path: path,
    RoleName: name,
    RoleId: `AROA${id}`,
    Arn: `arn:aws:iam::${LOCAL_ACCOUNT}:role${path}${name}`,
    CreateDate: '2026-01-01T00:00:00Z',
    // AWS percent-encodes the document
    AssumeRolePolicyDocument: encodeURIComponent('{"Version":"2012-10-17","Statement":[]}'),
    MaxSessionDuration: 3_600,
    PermissionsBoundary:
      permissionsBoundaryArn === undefined
        ? undefined
        : { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: permissionsBoundaryArn },
  };
}
