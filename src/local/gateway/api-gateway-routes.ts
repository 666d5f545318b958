import { routes, type RouteName } from '../../api/routes.ts';

export interface RouteMatch {
  readonly route: RouteName;
  /** The function that answers it. */
  readonly function: (typeof routes)[RouteName]['function'];
  /** The route's path, with placeholders. */
  readonly resource: string;
  /** The placeholders' values, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
}

const routeNames = Object.keys(routes) as RouteName[];

/**
 * Finds the route for a method and a path.
 * @returns The route, or else the methods that the path allows, none if it does not exist.
 */
export function matchRoute(method: string, pathname: string): RouteMatch | readonly string[] {
  const methods = new Set<string>();
  for (const route of routeNames) {
    const { method: routeMethod, path: resource, function: name } = routes[route];
    const parameters = matchPath(resource, pathname);
    if (!parameters) continue;
    if (routeMethod === method) return { route, function: name, resource, parameters };
    methods.add(routeMethod);
  }
  return [...methods];
}

function matchPath(resource: string, pathname: string): Record<string, string> | undefined {
  const wanted = resource.split('/');
  const given = pathname.split('/');
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (name === undefined ? segment !== value : value === '') return undefined;
    if (name !== undefined) parameters[name] = decode(value);
  }
  return parameters;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // not percent-encoded UTF-8: passed on unchanged
  }
}
