import type { RouteDefinition } from './definition.ts';

/** A route found for a request. */
export interface RouteMatch {
  readonly route: RouteDefinition;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Segments without the stage, decoded. */
  readonly segments: readonly string[];
  /** Whether the request named the stage. */
  readonly hasStagePrefix: boolean;
}

/** Finds the route of a request by its decoded segments. */
export type Router = (method: string, segments: readonly string[]) => RouteMatch | undefined;

const PARAMETER = /^\{([^}+]+)(\+?)\}$/;

/**
 * Routes by exact segments: a literal beats `{parameter}`, which beats `{greedy+}`.
 * Empty and dot segments match nothing. With or without the stage in front, as behind a custom domain.
 */
export function createRouter(routes: readonly RouteDefinition[], stageName: string): Router {
  const ordered = routes
    .map((route) => ({ route, template: templateSegments(route.resourcePath) }))
    .toSorted((left, right) => rank(left.template).localeCompare(rank(right.template)));

  const find = (
    method: string,
    segments: readonly string[],
    hasStagePrefix: boolean,
  ): RouteMatch | undefined => {
    for (const { route, template } of ordered) {
      if (route.httpMethod !== method && route.httpMethod !== 'ANY') continue;
      const pathParameters = matchSegments(template, segments);
      if (pathParameters) return { route, pathParameters, segments, hasStagePrefix };
    }
    return undefined;
  };

  return (method, pathSegments) => {
    const segments = pathSegments.length === 1 && pathSegments[0] === '' ? [] : pathSegments;
    if (segments.some(isHostile)) return undefined;
    const isStage = segments[0] === stageName;
    return (isStage ? find(method, segments.slice(1), true) : undefined) ?? find(method, segments, false);
  };
}

/** Never part of a route: empty, `.`, `..`. */
function isHostile(segment: string): boolean {
  return segment === '' || segment === '.' || segment === '..';
}

function templateSegments(resourcePath: string): readonly string[] {
  return resourcePath === '/' ? [] : resourcePath.split('/').slice(1);
}

/** Sorts literals before parameters before greedy ones, segment by segment. */
function rank(template: readonly string[]): string {
  return template
    .map((segment) => {
      const [match, , greedy] = PARAMETER.exec(segment) ?? [];
      if (match === undefined) return '0';
      return greedy ? '2' : '1';
    })
    .join('');
}

function matchSegments(
  template: readonly string[],
  segments: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const parameters: [string, string][] = [];
  for (const [index, expected] of template.entries()) {
    const [, name, greedy] = PARAMETER.exec(expected) ?? [];
    const actual = segments[index];
    if (actual === undefined) return undefined;
    if (name && greedy) return Object.fromEntries([...parameters, [name, segments.slice(index).join('/')]]);
    if (name) parameters.push([name, actual]);
    else if (actual !== expected) return undefined;
  }
  return template.length === segments.length ? Object.fromEntries(parameters) : undefined;
}
