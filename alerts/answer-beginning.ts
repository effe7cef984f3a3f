const ANSWER_BYTES_MAX = 16 * 1024

/** As much of an answer as an honest one has. */
export async function beginningOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > ANSWER_BYTES_MAX) break
  }
  return Buffer.concat(chunks).toString('utf8')
}
