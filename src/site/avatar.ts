import { MEDIA } from '#edge/policy.ts'
import { stamp } from '#edge/stamp.ts'

const AVATAR = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><path fill="#d5d9de" d="M0 0h96v96H0z"/><circle cx="48" cy="38" r="17" fill="#8b939e"/><path fill="#8b939e" d="M16 96a32 32 0 0 1 64 0z"/></svg>`

/** The picture of whoever has none (regions: AVATAR_PATH). */
export function serveAvatar(): Response {
  const headers = { 'Content-Type': 'image/svg+xml', 'X-Content-Type-Options': 'nosniff' }
  return stamp(new Response(AVATAR, { headers }), MEDIA, [])
}
