import { DESCRIPTIONS } from '#api/descriptions.ts'
import { regionRoutes } from '#api/routes.ts'

// What the router has, for tests of every route: one that is added later is in them, or they fail.

const EDIT = 'POST PUT PATCH'

export interface Route {
  /** More than one where an edit takes them all. */
  methods: string[]
  /** Below `wp-json`: `/wp/v2/posts/:id`. */
  path: string
}

const never = () => {
  throw new Error('no request is asked here')
}

/** Every route, those of an edit by three methods as one. OPTIONS is each route's own description. */
export function listRoutes(): Route[] {
  const methods = new Map<string, Set<string>>()
  for (const { method, path } of regionRoutes(never).routes) {
    if (method === 'OPTIONS' || method === 'ALL') continue
    methods.set(path, (methods.get(path) ?? new Set()).add(method))
  }
  return [...methods].flatMap(([path, known]) => {
    const isEdit = known.has('PUT') && known.has('PATCH')
    const alone = [...known].filter((method) => !isEdit || !EDIT.includes(method))
    return [
      ...alone.map((method) => ({ methods: [method], path })),
      ...(isEdit ? [{ methods: EDIT.split(' '), path }] : []),
    ]
  })
}

/** `POST PUT PATCH /wp/v2/posts/:id`, as tables name a route. */
export const nameOf = ({ methods, path }: Route): string => `${methods.join(' ')} ${path}`

/** The zod object that the handler parses its parameters with, where the route is described. */
export function argsOf({ methods, path }: Route) {
  const withoutNames = (pattern: string) => pattern.replace(/:\w+/g, ':')
  const route = DESCRIPTIONS.find((known) => withoutNames(known.path) === withoutNames(path))
  const method = methods[0] ?? ''
  return route?.endpoints.find((endpoint) => endpoint.methods.some((name) => name === method))?.args
}
