/**
 * Epoch seconds of a time as WordPress writes it (`2025-11-04T17:33:47`, `2025-11-04 17:33:47`, with a zone, or the
 * date alone), read as UTC when it names no zone; null for none (`0000-00-00 00:00:00`, an empty text).
 */
export function toEpoch(time: unknown): number | null {
  if (typeof time !== 'string' || time.startsWith('0000')) return null
  const plain = time.trim()
  const iso = /^\d{4}-\d\d-\d\d$/.test(plain) ? `${plain}T00:00:00` : plain.replace(' ', 'T')
  const isZoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(iso) || !/^\d{4}-/.test(iso)
  const epoch = Date.parse(isZoned ? (/^\d{4}-/.test(iso) ? iso : plain) : `${iso}Z`) / 1000
  return Number.isNaN(epoch) ? null : Math.floor(epoch)
}
