/**
 * How much a rule matters to whoever reads the report. `kept`: turned into its semantic form, nothing is missing.
 * `changed`: reads differently. `dropped`: left out on purpose (the page prints it itself, or it is no content).
 * `lost`: content that could not be kept; an editor should look.
 */
export type Severity = 'kept' | 'changed' | 'dropped' | 'lost'

/** What the cleaner did to one body: by rule, how often, and some examples. */
export interface CleanReport {
  /** By rule id: lower case words joined by hyphens (`byline`, `share-bar`, `embed-unknown`). */
  rules: Record<string, { severity: Severity; count: number; examples: string[] }>
  /** Share of the source's visible text that is still there, 0 to 1. */
  textKept: number
  /** Less than 60 % of the text is left: somebody should look. */
  needsReview: boolean
}

const MAX_EXAMPLES = 5

/** Counts what the steps change, drop or could not resolve. */
export class Reporter {
  readonly rules: CleanReport['rules'] = {}

  note(rule: string, severity: Severity, example = ''): void {
    const entry = (this.rules[rule] ??= { severity, count: 0, examples: [] })
    entry.count++
    if (entry.examples.length >= MAX_EXAMPLES || example === '') return
    const short = example.replace(/\s+/g, ' ').trim().slice(0, 160)
    if (short && !entry.examples.includes(short)) {
      entry.examples.push(short)
    }
  }
}

/** The report as plain lines for a terminal. */
export function formatReport(report: CleanReport): string {
  const lines = Object.entries(report.rules).flatMap(([rule, { severity, count, examples }]) => [
    `  ${severity} ${rule}: ${count}`,
    ...examples.map((example) => `      ${example}`),
  ])
  const kept = `  text kept: ${Math.round(report.textKept * 100)} %`
  return [...lines, report.needsReview ? `${kept} (needs review)` : kept].join('\n')
}
