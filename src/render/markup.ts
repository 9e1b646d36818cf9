import { html as template } from 'hono/html'

/** HTML whose text is escaped already: what `html` gives, and what it takes in as it is. */
export type Markup = ReturnType<typeof template> & string

type Part = string | number | boolean | null | undefined | Markup | readonly Part[]

/**
 * hono/html for plain values: every string in it is escaped unless it is Markup itself. The original may give a
 * promise when a value is one; the types here let none in.
 */
export function html(strings: TemplateStringsArray, ...values: Part[]): Markup {
  return template(strings, ...values) as Markup
}
