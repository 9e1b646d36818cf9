/**
 * Text of somebody else's that a terminal only shows: control characters, which move its cursor or change its settings
 * (ECMA-48), and those that turn the direction of writing are shown as U+FFFD. Line ends and tabs stay.
 */
export function withoutControls(text: string): string {
  return text.replace(CONTROLS, '\ufffd')
}

// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g
