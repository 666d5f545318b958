import { routes, type RouteName } from '../../api/routes.ts';

export interface RouteMatch {
  /** The route, which is also its function. */
  readonly route: RouteName;
  /** The route's path with its placeholders. */
  readonly resource: string;
  /** The placeholders' values, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
}

export const routeNames = Object.keys(routes) as RouteName[];

/**
 * Finds the route of a method and a path.
 * @returns the route; or the methods that the path takes, none if there is nothing at it.
 */
export function matchRoute(method: string, pathname: string): RouteMatch | readonly string[] {
  const methods = new Set<string>();
  for (const route of routeNames) {
    const { method: routeMethod, path: resource } = routes[route];
    const parameters = matchPath(resource, pathname);
    if (!parameters) continue;
    if (routeMethod === method) return { route, resource, parameters };
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
    return segment; // not percent-encoded UTF-8: as it came
  }
}
