import { ConfigurationError } from '#core/errors.ts';
import type {
  AuthorizerDefinition,
  GatewayResponseDefinition,
  IntegrationDefinition,
  MethodSetting,
  RestApiDefinition,
  RouteDefinition,
} from '../api-gateway/definition.ts';
import type { ResourceReader, TypedResource } from './resources.ts';
import {
  AuthorizerProperties,
  GatewayResponseProperties,
  MethodProperties,
  ResourceProperties,
  RestApiProperties,
  StageProperties,
} from './rest-api-shapes.ts';

/** The one REST API of the stack with its one stage. */
export function readRestApi(reader: ResourceReader): RestApiDefinition {
  const api = only(reader.all('AWS::ApiGateway::RestApi', RestApiProperties), 'AWS::ApiGateway::RestApi');
  const stage = only(reader.all('AWS::ApiGateway::Stage', StageProperties), 'AWS::ApiGateway::Stage');
  const { accountId, region } = reader.place;
  return {
    logicalId: api.logicalId,
    name: api.properties.Name ?? api.logicalId,
    apiId: reader.physicalIdOf(api.logicalId).ref,
    accountId,
    region,
    stageName: stage.properties.StageName,
    stageVariables: stage.properties.Variables,
    routes: readRoutes(reader),
    gatewayResponses: reader
      .all('AWS::ApiGateway::GatewayResponse', GatewayResponseProperties)
      .map(toGatewayResponse),
    methodSettings: stage.properties.MethodSettings.map(toMethodSetting),
    accessLog: toAccessLog(stage.properties.AccessLogSetting),
  };
}

function only<Properties>(
  resources: readonly TypedResource<Properties>[],
  type: string,
): TypedResource<Properties> {
  const [first] = resources;
  if (first && resources.length === 1) return first;
  throw new ConfigurationError(
    `The template holds ${resources.length} of ${type}; the local runner takes exactly one.`,
  );
}

function readRoutes(reader: ResourceReader): readonly RouteDefinition[] {
  const paths = resourcePaths(reader);
  const authorizers = new Map(
    reader
      .all('AWS::ApiGateway::Authorizer', AuthorizerProperties)
      .map((authorizer) => [reader.physicalIdOf(authorizer.logicalId).ref, toAuthorizer(authorizer)]),
  );
  return reader.all('AWS::ApiGateway::Method', MethodProperties).map(({ logicalId, properties }) => ({
    logicalId,
    resourceId: properties.ResourceId,
    resourcePath: paths(properties.ResourceId),
    httpMethod: properties.HttpMethod,
    authorizer: findAuthorizer(logicalId, properties, authorizers),
    integration: toIntegration(logicalId, properties.Integration),
  }));
}

/** Resource id to its whole path. */
function resourcePaths(reader: ResourceReader): (resourceId: string) => string {
  const resources = new Map(
    reader
      .all('AWS::ApiGateway::Resource', ResourceProperties)
      .map(({ logicalId, properties }) => [reader.physicalIdOf(logicalId).ref, properties]),
  );
  const pathOf = (resourceId: string): string => {
    const resource = resources.get(resourceId);
    return resource ? `${pathOf(resource.ParentId)}/${resource.PathPart}` : '';
  };
  return (resourceId) => pathOf(resourceId) || '/';
}

function findAuthorizer(
  logicalId: string,
  { AuthorizationType: type, AuthorizerId: id }: MethodProperties,
  authorizers: ReadonlyMap<string, AuthorizerDefinition>,
): AuthorizerDefinition | undefined {
  if (type === 'NONE') return undefined;
  const authorizer = authorizers.get(id ?? '');
  if (!authorizer)
    throw new ConfigurationError(
      `${logicalId} names the authorizer ${id}, which the template does not have.`,
    );
  return authorizer;
}

function toAuthorizer({ logicalId, properties }: TypedResource<AuthorizerProperties>): AuthorizerDefinition {
  return {
    logicalId,
    functionArn: functionArnOf(logicalId, properties.AuthorizerUri),
    identityHeaders: properties.IdentitySource.split(',').map((source) =>
      identityHeader(logicalId, source.trim()),
    ),
    cacheSeconds: properties.AuthorizerResultTtlInSeconds,
  };
}

function identityHeader(logicalId: string, source: string): string {
  const name = /^method\.request\.header\.(.+)$/.exec(source)?.[1];
  if (!name) throw new ConfigurationError(`${logicalId}: identity source "${source}" is not a header.`);
  return name;
}

function toIntegration(
  logicalId: string,
  { Uri, ResponseTransferMode, TimeoutInMillis }: MethodProperties['Integration'],
): IntegrationDefinition {
  return {
    functionArn: functionArnOf(logicalId, Uri),
    transferMode: ResponseTransferMode,
    timeoutMs: TimeoutInMillis,
  };
}

/** `arn:…:lambda:path/<date>/functions/<function ARN>/invocations`, or `/response-streaming-invocations`. */
function functionArnOf(logicalId: string, uri: string): string {
  const functionArn = /\/functions\/(arn:[^/]+)\/(?:response-streaming-)?invocations$/.exec(uri)?.[1];
  if (!functionArn) throw new ConfigurationError(`${logicalId}: "${uri}" is not a Lambda function's URI.`);
  return functionArn;
}

function toGatewayResponse({
  properties: { ResponseType, StatusCode, ResponseParameters, ResponseTemplates },
}: TypedResource<GatewayResponseProperties>): GatewayResponseDefinition {
  const prefix = 'gatewayresponse.header.';
  const headers = Object.entries(ResponseParameters).filter(([name]) => name.startsWith(prefix));
  return {
    responseType: ResponseType,
    statusCode: StatusCode,
    headers: Object.fromEntries(
      headers.map(([name, value]) => [name.slice(prefix.length).toLowerCase(), value]),
    ),
    template: ResponseTemplates['application/json'],
  };
}

/** CloudFormation writes `/v1/feedback` as `/~1v1~1feedback`. */
function toMethodSetting(setting: StageProperties['MethodSettings'][number]): MethodSetting {
  const path = setting.ResourcePath.replace(/^\/~1/, '/').replaceAll('~1', '/');
  return {
    httpMethod: setting.HttpMethod,
    resourcePath: path,
    rateLimit: setting.ThrottlingRateLimit,
    burstLimit: setting.ThrottlingBurstLimit,
  };
}

function toAccessLog(setting: StageProperties['AccessLogSetting']): RestApiDefinition['accessLog'] {
  if (!setting) return undefined;
  const logGroupName = /:log-group:([^:]+)/.exec(setting.DestinationArn)?.[1];
  return logGroupName === undefined ? undefined : { logGroupName, format: setting.Format };
}
