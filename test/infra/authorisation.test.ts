import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { describe, expect, it } from 'vitest';
import { ROUTE_KEYS } from '#infra/routes.ts';
import { emptyApp, findOne, ofType, type Resource, synthesise } from './support.ts';

type Resources = Readonly<Record<string, Resource>>;
interface Method {
  readonly HttpMethod: string;
  readonly AuthorizationType?: string;
  readonly AuthorizerId?: { readonly Ref: string };
  readonly ApiKeyRequired?: boolean;
  readonly ResourceId: { readonly Ref?: string };
}

/** Full path of a resource: its parts up to the root. */
function toPath(resources: Resources, id: string | undefined): string {
  const part = id === undefined ? undefined : resources[id]?.Properties;
  if (part === undefined) return '';
  return `${toPath(resources, (part.ParentId as { Ref?: string }).Ref)}/${part.PathPart}`;
}

function methodsOf(resources: Resources): { route: string; method: Method }[] {
  return ofType(resources, 'AWS::ApiGateway::Method').map(([, { Properties }]) => {
    const method = Properties as unknown as Method;
    return { route: `${method.HttpMethod} ${toPath(resources, method.ResourceId.Ref)}`, method };
  });
}

/** Routes that let somebody in whom nothing has authorised. */
function unauthorisedRoutes(resources: Resources): string[] {
  const isAuthorised = ({ AuthorizationType, AuthorizerId }: Method) =>
    AuthorizationType === 'AWS_IAM' ||
    (AuthorizationType === 'CUSTOM' &&
      AuthorizerId !== undefined &&
      resources[AuthorizerId.Ref]?.Type === 'AWS::ApiGateway::Authorizer');
  return methodsOf(resources)
    .filter(({ method }) => !isAuthorised(method))
    .map(({ route }) => route);
}

describe.each(['keys', 'iam'])('authorisation with auth: %s', (auth) => {
  const { resources } = synthesise({ auth });

  it('covers every method of the template', () => {
    expect(unauthorisedRoutes(resources)).toEqual([]);
  });

  it('is asked on exactly the declared routes, none of them a proxy or CORS route', () => {
    const routes = methodsOf(resources).map(({ route }) => route);

    expect(routes.toSorted()).toEqual(ROUTE_KEYS.toSorted());
    expect(routes.filter((route) => /\+\}|^(ANY|OPTIONS) /.test(route))).toEqual([]);
  });

  it('uses one way only', () => {
    const expected = auth === 'iam' ? 'AWS_IAM' : 'CUSTOM';

    const ways = new Set(methodsOf(resources).map(({ method }) => method.AuthorizationType));

    expect([...ways]).toEqual([expected]);
  });
});

describe('the bearer-key authorizer', () => {
  it('caches by the whole Authorization header', () => {
    const { resources } = synthesise({ authorizerCacheSeconds: 120 });

    expect(findOne(resources, 'AWS::ApiGateway::Authorizer').Properties).toMatchObject({
      Type: 'REQUEST',
      IdentitySource: 'method.request.header.Authorization',
      AuthorizerResultTtlInSeconds: 120,
    });
  });

  it('can be asked on every call', () => {
    const { resources } = synthesise({ authorizerCacheSeconds: 0 });

    expect(findOne(resources, 'AWS::ApiGateway::Authorizer').Properties).toMatchObject({
      AuthorizerResultTtlInSeconds: 0,
    });
  });

  it('does not exist with auth: iam, nor does its table', () => {
    const { resources } = synthesise({ auth: 'iam' });

    expect(ofType(resources, 'AWS::ApiGateway::Authorizer')).toEqual([]);
    expect(ofType(resources, 'AWS::DynamoDB::Table').filter(([id]) => id.startsWith('Keys'))).toEqual([]);
  });
});

describe('the check itself', () => {
  it('finds a route without authorisation in a bad stack', () => {
    const stack = new Stack(emptyApp(), 'Bad');
    const api = new RestApi(stack, 'Api');
    api.root.resourceForPath('/open/{id}').addMethod('POST', new MockIntegration());

    const { Resources } = Template.fromStack(stack).toJSON();

    expect(unauthorisedRoutes(Resources)).toEqual(['POST /open/{id}']);
  });
});
