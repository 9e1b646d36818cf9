// Runs in workerd beside the product, on the same D1 and R2, and does what remote-state.ts asks. No socket leads to
// it. JavaScript, since it is handed to the runtime as it stands.

/**
 * @typedef {{ DB: D1Database, MEDIA: R2Bucket }} StateEnv
 * @typedef {{ queries: { sql: string, params: unknown[] }[], isRaw: boolean }} Question
 *   isRaw: rows as arrays, for a single query, since two columns may have one name
 */

export default {
  /**
   * @param {Request} request
   * @param {StateEnv} env
   * @returns {Promise<Response>}
   */
  async fetch(request, env) {
    if (request.method === 'PUT') {
      const puts = [...(await request.formData())].map(async ([key, file]) => {
        if (typeof file === 'string') return
        const httpMetadata = { contentType: file.type }
        await env.MEDIA.put(key, await file.arrayBuffer(), { httpMetadata })
      })
      await Promise.all(puts)
      return Response.json(null)
    }
    /** @type {Question} */
    const { queries, isRaw } = await request.json()
    const statements = queries.map(({ sql, params }) => env.DB.prepare(sql).bind(...params))
    const [only] = statements
    try {
      if (isRaw && only) return Response.json(await only.raw())
      return Response.json(await env.DB.batch(statements))
    } catch (error) {
      return new Response(error instanceof Error ? error.message : String(error), { status: 500 })
    }
  },
}
