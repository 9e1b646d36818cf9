import type { Outcome } from '#ingest/source.ts'

/** Reads a source's stream to its end; failures as a report prints them. */
export async function collect<T>(
  stream: AsyncIterable<Outcome<T>>,
): Promise<{ values: T[]; failures: string[] }> {
  const values: T[] = []
  const failures: string[] = []
  for await (const { value, failure } of stream) {
    if (failure) failures.push(`${failure.what}: ${failure.message}`)
    else values.push(value)
  }
  return { values, failures }
}
