import { randomUUID } from 'node:crypto';
import { type ServiceAnswer, ServiceError } from '../wire.ts';
import { element } from '../xml.ts';

const XML_HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n';

// S3 has names of its own for what the shared signature check refuses.
const CODES: Readonly<Record<string, string>> = {
  MissingAuthenticationTokenException: 'AccessDenied',
  AccessDeniedException: 'AccessDenied',
  IncompleteSignatureException: 'AuthorizationHeaderMalformed',
  UnrecognizedClientException: 'InvalidAccessKeyId',
  InvalidSignatureException: 'SignatureDoesNotMatch',
};

/** A failure in S3's form. */
export const failure = (
  status: number,
  code: string,
  message: string,
  members: Readonly<Record<string, string>> = {},
): ServiceError => new ServiceError(code, message, { status, members });

export const noSuchBucket = (name: string): ServiceError =>
  failure(404, 'NoSuchBucket', 'The specified bucket does not exist', { BucketName: name });

export const noSuchKey = (key: string): ServiceError =>
  failure(404, 'NoSuchKey', 'The specified key does not exist.', { Key: key });

export const noSuchVersion = (key: string, versionId: string): ServiceError =>
  failure(404, 'NoSuchVersion', 'The specified version does not exist.', { Key: key, VersionId: versionId });

export const notOffered = (what: string): ServiceError =>
  failure(501, 'NotImplemented', `The embedded AWS does not offer ${what}.`);

/** Writes a failure; the answer to HEAD has the same headers and loses the body on its way. */
export function describeFailure({ status, type, message, members }: ServiceError): ServiceAnswer {
  const requestId = newRequestId();
  const code = CODES[type] ?? type;
  const error = element('Error', { Code: code, Message: message, ...members, RequestId: requestId });
  return xmlAnswer(error, { status, requestId });
}

/** Writes a document. */
export function xmlAnswer(
  xml: string,
  {
    status = 200,
    requestId = newRequestId(),
  }: { readonly status?: number; readonly requestId?: string } = {},
): ServiceAnswer {
  return {
    status,
    headers: { 'content-type': 'application/xml', 'x-amz-request-id': requestId },
    body: Buffer.from(`${XML_HEADER}${xml}`),
  };
}

/** S3's request ids are shorter than those of other services. */
export const newRequestId = (): string => randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase();
