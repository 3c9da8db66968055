import { Logger } from '@aws-lambda-powertools/logger';
import type { RunLog } from '#functions/ports.ts';

/** Log lines of a scheduled run. Fields are ids, counts and codes: no prompt, no answer. */
export function createRunLog(): RunLog {
  const logger = new Logger();
  return {
    info: (message, fields = {}) => logger.info(message, { ...fields }),
    warn: (message, fields = {}) => logger.warn(message, { ...fields }),
  };
}
