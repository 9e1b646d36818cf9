import { Listr, type ListrTaskWrapper, type DefaultRenderer, type SimpleRenderer } from 'listr2'

/** Seconds between two lines of a long phase where nobody watches a terminal. */
const LINE_SECONDS = 5

/** What a phase tells of itself while it goes. */
export interface PhaseProgress {
  /** Of how many things; null where nobody knows. */
  expect(total: number | null): void
  /** One more, or so many more. */
  tick(count?: number): void
  /** Something beside the count, a line. */
  note(line: string): void
}

/** One part of a run: its name as it is shown, and what it does. Without `isShown` it goes by unseen. */
export interface Phase {
  title: string
  isShown?: boolean
  run(progress: PhaseProgress): Promise<void>
}

/** Where lines go; a terminal gets a display that is drawn anew, anything else plain lines. */
export interface Display {
  isTerminal: boolean
  print(line: string): void
}

/** Runs phases one after the other and shows how far they are. @throws what the first failing phase throws */
export async function runPhases(phases: readonly Phase[], display: Display): Promise<void> {
  if (display.isTerminal) return drawPhases(phases, display)
  for (const phase of phases) await printPhase(phase, display)
}

/** Plain lines: one every few seconds, one at the end of each phase that had several things to do. */
async function printPhase(phase: Phase, { print }: Display): Promise<void> {
  const started = Date.now()
  const counter = new Counter()
  const line = () => print(`${phase.title}: ${counter}`)
  const timer = phase.isShown === false ? undefined : setInterval(line, LINE_SECONDS * 1000)
  try {
    await phase.run({
      expect: (total) => counter.expect(total),
      tick: (count) => counter.tick(count),
      note: print,
    })
  } finally {
    clearInterval(timer)
  }
  if (phase.isShown === false || counter.done < 2) return
  print(`${phase.title}: ${counter} in ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

async function drawPhases(phases: readonly Phase[], { print }: Display): Promise<void> {
  const notes: string[] = []
  const shown = new Listr(
    phases.map((phase) => ({
      title: phase.title,
      task: (
        _: unknown,
        task: ListrTaskWrapper<unknown, typeof DefaultRenderer, typeof SimpleRenderer>,
      ) => {
        const counter = new Counter()
        const show = () =>
          (task.output = `${counter}${notes.length > 0 ? ` · ${notes.at(-1)}` : ''}`)
        return phase
          .run({
            expect(total) {
              counter.expect(total)
              show()
            },
            tick(count) {
              counter.tick(count)
              show()
            },
            note(line) {
              notes.push(line)
              show()
            },
          })
          .then(() => {
            if (counter.done > 0) task.title = `${phase.title}: ${counter}`
          })
      },
    })),
    // The run has its own answer to SIGINT: it ends cleanly and says how to go on.
    { registerSignalListeners: false, rendererOptions: { collapseErrors: false } },
  )
  await shown.run()
  for (const note of notes) print(note)
}

class Counter {
  done = 0
  #total: number | null = null

  expect(total: number | null): void {
    this.#total = total
  }

  tick(count = 1): void {
    this.done += count
  }

  toString(): string {
    const number = (value: number) => value.toLocaleString('en')
    return this.#total === null
      ? number(this.done)
      : `${number(this.done)} of ${number(this.#total)}`
  }
}
