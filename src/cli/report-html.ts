import { html, type Markup } from '#render/markup.ts'
import { openDraft } from './draft-file.ts'
import {
  isFlagged,
  SKIPPED,
  sortedRules,
  type ArticleEntry,
  type ReportEnd,
  type ReportHead,
  type ReportSink,
} from './report.ts'
import { REPORT_STYLE } from './report-style.ts'
import { flaggedLine, reasonOf } from './report-text.ts'

const PARTS = [
  ['rules', 'Rules'],
  ['failures', 'Failures'],
  ['broken', 'Broken links'],
  ['siblings', 'Siblings'],
  ['flagged', 'To look at'],
  ['articles', 'All other articles'],
] as const

/** A body that is longer is shown up to here: browsers lay out a longer one slowly. */
const MAX_SHOWN = 200_000

/**
 * The report as one page for an editor: it needs no script and no other file, in the light and in the dark, on a phone
 * and on paper. Old and new bodies stand side by side; the old one as text, the new one in a frame where nothing runs.
 */
export async function openHtmlReport(path: string, head: ReportHead): Promise<ReportSink> {
  // What somebody should look at comes first and the totals before everything, and both are known at the end only.
  const page = await openDraft(path)
  const flagged = await openDraft(`${path}.flagged`)
  const others = await openDraft(`${path}.others`)
  return {
    async article(entry: ArticleEntry) {
      if (isFlagged(entry)) await flagged.write(articleMarkup(entry, head).toString())
      else if (entry.action !== 'unchanged') {
        await others.write(articleMarkup(entry, head).toString())
      }
    },
    async end(end: ReportEnd) {
      await page.write(`${pageStart(head)}${summary(head, end)}${lists(end)}`)
      await page.write('<section id="flagged"><h2>To look at</h2>\n')
      await page.take(flagged)
      await page.write('</section>\n<section id="articles"><h2>All other articles</h2>\n')
      await page.take(others)
      await page.write('</section>\n</main>\n</body>\n</html>\n')
      await page.finish()
    },
    async drop() {
      for (const draft of [page, flagged, others]) await draft.drop()
    },
  }
}

function pageStart(head: ReportHead): string {
  const title = `Import of ${head.source} into ${head.region || 'the root region'}`
  // Not one template: what is open in it would be closed by the formatter.
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src http: https: data:; media-src http: https:">
${html`<title>${title}</title>`}
<style>${REPORT_STYLE}</style>
</head>
<body>
<main>
${opening(head, title)}`
}

function opening(head: ReportHead, title: string): Markup {
  const at = head.startedAt.slice(0, 16).replace('T', ' ')
  return html`<h1>${title}</h1>
    <p>Into ${head.to}, ${at} UTC.${head.isDryRun ? ' A dry run: nothing was written.' : ''}</p>
    <nav aria-label="Parts of this report">
      <ul>
        ${PARTS.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}
      </ul>
    </nav>`
}

function summary(head: ReportHead, { totals, isComplete, seconds }: ReportEnd): Markup {
  const rows: [string, number][] = [
    ['Created', totals.created],
    ['Updated', totals.updated],
    ['Unchanged', totals.unchanged],
    ...(totals.changed > 0 ? [['Cleaned anew', totals.changed] as [string, number]] : []),
    ...Object.entries(totals.skippedBy).map(([reason, number]): [string, number] => [
      `Skipped: ${SKIPPED[reason] ?? reason}`,
      number,
    ]),
    ['Failed', totals.failed],
    ['To look at: something could not be kept', totals.withLosses],
    ['To look at: less than 60 % of the text is left', totals.needsReview],
    ...Object.entries(totals.brought).map(([what, n]): [string, number] => [
      `With them: ${what}`,
      n,
    ]),
    ['Files stored', totals.files.stored],
    ['Files that were here already', totals.files.present],
    ['Files that are missing', totals.files.missing],
    ['Files that failed', totals.files.failed],
  ]
  return html`<section id="totals">
      <h2>Totals</h2>
      ${isComplete ? '' : html`<p class="failed">The run was ended before its time: run it again, and it goes on where it stopped.</p> `}
      <table>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col" class="number">Number</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([what, number]) =>
              html`<tr>
                <td>${what}</td>
                <td class="number">${number}</td>
              </tr> `,
          )}
        </tbody>
      </table>
      <p>${head.isDryRun ? 'Read' : 'Done'} in ${seconds.toFixed(1)} seconds.</p>
    </section>
    <section id="rules">
      <h2>Rules of the cleaner</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">Became</th>
            <th scope="col" class="number">Times</th>
            <th scope="col" class="number">Articles</th>
          </tr>
        </thead>
        <tbody>
          ${sortedRules(totals).map(
            ([rule, { severity, count, articles }]) =>
              html`<tr>
                <td>${rule}</td>
                <td class="${severity}">${severity}</td>
                <td class="number">${count}</td>
                <td class="number">${articles}</td>
              </tr> `,
          )}
        </tbody>
      </table>
    </section>
    ${unreadSection(totals)} `
}

function unreadSection({ unread }: ReportEnd['totals']): Markup | '' {
  const keys = Object.entries(unread).toSorted(([, a], [, b]) => b.count - a.count)
  if (keys.length === 0) return ''
  return html`<section id="unread">
    <h2>Fields of plug-ins that nothing reads</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col" class="number">Times</th>
          <th scope="col" class="number">Articles</th>
        </tr>
      </thead>
      <tbody>
        ${keys.map(
          ([key, { count, articles }]) =>
            html`<tr>
              <td>${key}</td>
              <td class="number">${count}</td>
              <td class="number">${articles}</td>
            </tr> `,
        )}
      </tbody>
    </table>
  </section>`
}

function lists({ failures, brokenLinks, siblings, missingFiles }: ReportEnd): Markup {
  return html`<section id="failures">
      <h2>Failures</h2>
      ${list(failures.map(({ what, message }) => html`<strong>${what}</strong>: ${message}`))}
    </section>
    <section id="broken">
      <h2>Broken links</h2>
      ${list(
        brokenLinks.map(
          ({ path, articles }) =>
            html`<code>${path}</code> in
              ${articles.map(({ link }, index) => html`${index > 0 ? ', ' : ''}${anchor(link)}`)}`,
        ),
      )}
    </section>
    ${
      missingFiles.length === 0
        ? ''
        : html`<section id="missing">
            <h2>Files that the media folder lacks</h2>
            ${list(missingFiles.map((file) => html`${file}`))}
          </section> `
    }
    <section id="siblings">
      <h2>Siblings</h2>
      ${list(
        siblings.map(
          ({ by, members, outcome }) =>
            html`${members.map(({ region, link }, index) => html`${index > 0 ? ' = ' : ''}${region} ${anchor(link)}`)}
            (by ${by})${outcome ? ` ${outcome}` : ''}`,
        ),
      )}
    </section> `
}

function list(items: readonly Markup[]): Markup {
  if (items.length === 0) return html`<p>None.</p> `
  return html`<ul>
    ${items.map((item) => html`<li>${item}</li> `)}
  </ul> `
}

/** A link, where the address is one of the web: a source may say anything. */
function anchor(address: string, text = address): Markup {
  return /^https?:\/\//i.test(address)
    ? html`<a href="${address}" rel="noreferrer">${text}</a>`
    : html`${text}`
}

function articleMarkup(entry: ArticleEntry, head: ReportHead): Markup {
  const isOpen = entry.review !== null
  return html`<details id="article-${entry.region}-${entry.id}" ${isOpen ? html` open` : ''}>
    <summary>
      <span class="${entry.action}">${entry.action}</span>
      ${entry.region}
      <bdi>${entry.title || entry.source}</bdi>${entry.reason ? `: ${reasonOf(entry)}` : ''}
    </summary>
    <p>
      ${entry.link === null ? '' : html`Here: ${anchor(entry.link)}<br />`}There:
      ${anchor(entry.source)}
    </p>
    ${isFlagged(entry) && entry.action !== 'failed' ? html`<p class="lost">${flaggedLine(entry)}</p> ` : ''}${entry.notes.map((note) => html`<p>${note}</p> `)}${ruleTable(entry)}${entry.review ? sides(entry.review, entry, head) : ''}
  </details> `
}

function ruleTable({ report }: ArticleEntry): Markup | '' {
  if (report === null) return ''
  const rules = Object.entries(report.rules)
  return html`<p>${Math.round(report.textKept * 100)} % of the visible text is left.</p>
    ${
      rules.length === 0
        ? ''
        : html`<table>
            <thead>
              <tr>
                <th scope="col">Rule</th>
                <th scope="col">Became</th>
                <th scope="col" class="number">Times</th>
                <th scope="col">Examples</th>
              </tr>
            </thead>
            <tbody>
              ${rules.map(
                ([rule, { severity, count, examples }]) =>
                  html`<tr>
                    <td>${rule}</td>
                    <td class="${severity}">${severity}</td>
                    <td class="number">${count}</td>
                    <td dir="auto">
                      ${examples.map((example, index) => html`${index > 0 ? html`<br />` : ''}${example}`)}
                    </td>
                  </tr> `,
              )}
            </tbody>
          </table> `
    }`
}

function sides(
  { before, after }: NonNullable<ArticleEntry['review']>,
  { title }: ArticleEntry,
  { to }: ReportHead,
): Markup {
  const frame = `<base href="${to}/" target="_blank"><style>body{font:1rem/1.5 system-ui,sans-serif;margin:.5rem;overflow-wrap:anywhere}pre{white-space:pre-wrap}img{max-width:100%;height:auto}</style><body dir="auto">${shorten(after)}`
  return html`<div class="sides">
    <div>
      <h3>Source</h3>
      <pre tabindex="0">${shorten(before)}</pre>
    </div>
    <div>
      <h3>Result</h3>
      <iframe sandbox="" loading="lazy" title="Result: ${title}" srcdoc="${frame}"></iframe>
    </div>
  </div> `
}

function shorten(text: string): string {
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)} …`
}
