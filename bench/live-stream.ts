/** Listens to the API's live stream as a duty desk does, and notes how long after its happening each opening arrives. */
export async function watchStream(http: string, signal: AbortSignal): Promise<readonly number[]> {
  const cookie = await signIn(http)
  const delays: number[] = []
  try {
    const response = await fetch(`${http}/api/v1/alerts/stream`, { headers: { cookie }, signal })
    if (!response.ok || response.body === null) throw new Error(`the stream answered ${response.status}`)
    let rest = ''
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
      const events = (rest + text).split('\n\n')
      rest = events.pop() ?? ''
      for (const event of events) noteDelay(event, delays)
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
  return delays
}

function noteDelay(event: string, delays: number[]): void {
  const data = /^data: ?(.*)$/m.exec(event)?.[1]
  if (data === undefined) return
  const { what, alert } = JSON.parse(data)
  if ((what === 'raised' || what === 'reopened') && alert?.kind === 'unpermitted_opening') {
    delays.push(Date.now() - Date.parse(alert.lastAt))
  }
}

async function signIn(http: string): Promise<string> {
  const response = await fetch(`${http}/api/v1/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password: 'menshen-bench-2020' }),
  })
  if (!response.ok) throw new Error(`signing in answered ${response.status}`)
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}
