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
  /** Public origin in absolute addresses, without a slash at the end. */
  SITE_URL: string
}
