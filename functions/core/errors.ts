/** Fields every Waymark error carries besides its message. */
export interface WaymarkErrorOptions {
  /** What made it fail, kept for the log. */
  readonly cause?: unknown;
}

/** Base of everything Waymark throws. Expected outcomes are values; only broken contracts throw. */
export abstract class WaymarkError extends Error {
  abstract readonly code: string;

  constructor(message: string, options: WaymarkErrorOptions = {}) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** A caller sent something we cannot accept. The message names the field and the fix. */
export class InvalidInputError extends WaymarkError {
  readonly code = 'invalid_input';
}

/** A setting or environment variable is wrong. The message names it, its value and what is allowed. */
export class ConfigurationError extends WaymarkError {
  readonly code = 'configuration';
}

/** A service we depend on failed. */
export class UpstreamError extends WaymarkError {
  readonly code = 'upstream';
  /** Whether the same call can succeed when it is made again. */
  readonly retryable: boolean;

  constructor(message: string, options: WaymarkErrorOptions & { readonly retryable: boolean }) {
    super(message, options);
    this.retryable = options.retryable;
  }
}
