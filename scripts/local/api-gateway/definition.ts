/** A REST API stage as the template describes it, every reference resolved. */
export interface RestApiDefinition {
  readonly logicalId: string;
  /** What metrics tell it by. */
  readonly name: string;
  readonly apiId: string;
  readonly accountId: string;
  readonly region: string;
  readonly stageName: string;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly routes: readonly RouteDefinition[];
  readonly gatewayResponses: readonly GatewayResponseDefinition[];
  readonly methodSettings: readonly MethodSetting[];
  readonly accessLog: { readonly logGroupName: string; readonly format: string } | undefined;
}

/** One method of one resource. */
export interface RouteDefinition {
  readonly logicalId: string;
  /** `/model/{modelId}/converse` */
  readonly resourcePath: string;
  readonly resourceId: string;
  /** `POST`, `ANY` … */
  readonly httpMethod: string;
  /** `undefined`: open to everybody. */
  readonly authorizer: AuthorizerDefinition | undefined;
  readonly integration: IntegrationDefinition;
}

/** A Lambda proxy integration. */
export interface IntegrationDefinition {
  readonly functionArn: string;
  readonly transferMode: 'STREAM' | 'BUFFERED';
  readonly timeoutMs: number;
}

/** A Lambda authorizer of type REQUEST. */
export interface AuthorizerDefinition {
  readonly logicalId: string;
  readonly functionArn: string;
  /** Header names, in order. */
  readonly identityHeaders: readonly string[];
  /** Seconds an answer is kept per identity; 0 never. */
  readonly cacheSeconds: number;
}

/** A changed gateway response. */
export interface GatewayResponseDefinition {
  /** `UNAUTHORIZED`, `DEFAULT_5XX` … */
  readonly responseType: string;
  readonly statusCode: number | undefined;
  /** Lower-case header name to a quoted literal or a `context.` reference. */
  readonly headers: Readonly<Record<string, string>>;
  /** Body template for JSON. */
  readonly template: string | undefined;
}

/** Throttling of one method, or of all with `*`. */
export interface MethodSetting {
  readonly httpMethod: string;
  readonly resourcePath: string;
  readonly rateLimit: number | undefined;
  readonly burstLimit: number | undefined;
}
