/** What a sensor proves itself with; told once. */
export interface Credential {
  readonly uid: string
  readonly secret: string
}

const KEY_BEGINS = 'menshen-key:'

/** What a device that is set up with a camera reads: its id and its secret, neither of which holds a colon. */
export function keyTextOf({ uid, secret }: Credential): string {
  return `${KEY_BEGINS}${uid}:${secret}`
}

export function isKeyText(text: string): boolean {
  return text.toLowerCase().startsWith(KEY_BEGINS)
}

/** For a factory line: ids and secrets as they are, of which neither has a quotation mark, a comma or a space. */
export function credentialsFile(credentials: readonly Credential[]): Blob {
  const lines = credentials.map((it) => `${it.uid},${it.secret}`)
  return new Blob([`${['id,secret', ...lines].join('\r\n')}\r\n`], { type: 'text/csv' })
}
