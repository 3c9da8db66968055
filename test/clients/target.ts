/** A gateway that the client suites call, wherever it runs. */
export interface ClientTarget {
  /** What a client is pointed at, without a slash at the end. */
  readonly baseUrl: string;
  readonly key: string;
  /** A model that the gateway allows. */
  readonly model: string;
  /**
   * Makes the gateway forget which models are unwell, so that one test's failures are not the next one's.
   * @default - it is not forced to fail, so that it has nothing to forget
   */
  readonly recover?: () => Promise<void>;
}

/** What the Bedrock behind a target can do; fixed before the suites are registered. */
export interface TargetFeatures {
  /** It answers tool use and faults to the markers of the local Bedrock. */
  readonly hasMarkers: boolean;
  /** It speaks HTTP/2 without TLS, as the default handler of the SDK does to `http:` endpoints. */
  readonly hasCleartextHttp2: boolean;
}

/** Asked inside tests, because the gateway starts after the suites are registered. */
export type TargetSource = () => ClientTarget;
