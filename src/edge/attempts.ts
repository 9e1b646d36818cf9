/** Whether whoever asks may try another password: guessing is slowed by address. */
export async function mayAttempt(
  limit: RateLimit | undefined,
  headers: Pick<Headers, 'get'>,
): Promise<boolean> {
  const key = `password:${headers.get('CF-Connecting-IP') ?? '127.0.0.1'}`
  return (await limit?.limit({ key }))?.success ?? true
}
