/** The bindings of wrangler.toml. */
export interface Env {
  DB: D1Database
  MEDIA: R2Bucket
  IMAGES: ImagesBinding
  SIGN_IN_LIMIT?: RateLimit
  KEY_LIMIT?: RateLimit
  VERSION?: WorkerVersionMetadata
  /** For how many days the log of changes is kept; 365 where it does not say. */
  AUDIT_DAYS?: string
  /** The WebSub hub that is told of changed feeds; without one none is. */
  WEBSUB_HUB?: string
  /** The key of IndexNow, which is told of changed addresses; without one it is not. */
  INDEXNOW_KEY?: string
  /** Where IndexNow is told; api.indexnow.org unless it says otherwise. */
  INDEXNOW_ENDPOINT?: string
  /** `off`: every page is rendered anew, for measuring what that costs. */
  PAGE_MEMORY?: string
  /** Public origin in absolute addresses, without a slash at the end. */
  SITE_URL: string
}
