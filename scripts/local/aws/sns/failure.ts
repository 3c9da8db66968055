import { ServiceError } from '../wire.ts';

/** What SNS says of a parameter that it does not take. */
export const invalidParameter = (what: string): ServiceError =>
  new ServiceError('InvalidParameter', `Invalid parameter: ${what}`);

export const notOffered = (what: string): ServiceError =>
  new ServiceError('InvalidParameter', `The embedded AWS does not offer ${what}.`);
