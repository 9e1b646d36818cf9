import type { Attributes } from './attributes.ts'

type Device = 'desktop' | 'tablet' | 'mobile'
const EVERYWHERE: readonly Device[] = ['desktop', 'tablet', 'mobile']

/** Flatsome's `visibility`. */
const VISIBILITY: Record<string, readonly Device[]> = {
  hidden: EVERYWHERE,
  'hide-for-small': ['mobile'],
  'show-for-small': ['desktop', 'tablet'],
  'hide-for-medium': ['tablet', 'mobile'],
  'show-for-medium': ['desktop'],
}
/** WPBakery's classes, alone or with `vc_` before them. */
const SIZES: readonly (readonly [pattern: RegExp, device: Device])[] = [
  [/\b(?:vc_)?hidden-lg\b/, 'desktop'],
  [/\b(?:vc_)?hidden-sm\b/, 'tablet'],
  [/\b(?:vc_)?hidden-xs\b/, 'mobile'],
]
/** Avada lists where an element is shown. */
const AVADA: readonly (readonly [word: string, device: Device])[] = [
  ['large-visibility', 'desktop'],
  ['medium-visibility', 'tablet'],
  ['small-visibility', 'mobile'],
]

/** The devices on which a builder does not show a shortcode. */
export function hiddenOn(name: string, attributes: Attributes): readonly Device[] {
  const value = (key: string) => attributes.get(key) ?? ''
  if (name.startsWith('et_pb_')) return hiddenInDivi(value('disabled'), value('disabled_on'))
  if (value('disable_element') === 'yes') return EVERYWHERE
  if (name.startsWith('fusion_')) {
    if (value('status') === 'draft') return EVERYWHERE
    const shown = value('hide_on_mobile')
    if (!shown.includes('visibility')) return []
    return AVADA.filter(([word]) => !shown.includes(word)).map(([, device]) => device)
  }
  const places = `${value('offset')} ${value('el_class')}`
  return (
    VISIBILITY[value('visibility')] ??
    SIZES.filter(([pattern]) => pattern.test(places)).map(([, device]) => device)
  )
}

/** Divi lists phone, tablet and desktop. */
function hiddenInDivi(disabled: string, disabledOn: string): readonly Device[] {
  if (disabled === 'on') return EVERYWHERE
  const [phone, tablet, desktop] = disabledOn.split('|')
  return EVERYWHERE.filter(
    (device) => ({ desktop, tablet, mobile: phone })[device]?.trim() === 'on',
  )
}
