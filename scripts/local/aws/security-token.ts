import { randomUUID } from 'node:crypto';
import { LOCAL_ACCOUNT } from './credentials.ts';
import { type Service, type ServiceAnswer, ServiceError } from './wire.ts';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** Security Token Service, AWS Query protocol: who the caller is. */
export function createSecurityTokenService(): Service {
  return {
    handle: async ({ body }) => {
      const action = new URLSearchParams(body.toString('utf8')).get('Action') ?? '';
      if (action !== 'GetCallerIdentity')
        throw new ServiceError('InvalidAction', `The embedded AWS does not offer ${action}.`);
      return xmlAnswer(200, callerIdentity());
    },
    describeFailure: ({ status, type, message }) =>
      xmlAnswer(
        status,
        `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type><Code>${escapeXml(type)}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
      ),
  };
}

const callerIdentity = (): string =>
  `<GetCallerIdentityResponse xmlns="${NAMESPACE}"><GetCallerIdentityResult>` +
  `<Arn>arn:aws:iam::${LOCAL_ACCOUNT}:user/local</Arn><UserId>AIDALOCAL</UserId><Account>${LOCAL_ACCOUNT}</Account>` +
  `</GetCallerIdentityResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const escapeXml = (text: string): string => text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? '');

function xmlAnswer(status: number, xml: string): ServiceAnswer {
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': randomUUID() },
    body: Buffer.from(xml),
  };
}
