const HELD_MS = 60_000

/** Gives a file to whoever uses the page, under a name with today's date in it. */
export function saveFile(name: string, ending: 'xlsx' | 'csv' | 'pdf', content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = `${name}-${new Date().toLocaleDateString('en-CA')}.${ending}`
  link.click()
  // Until the browser has begun to take it.
  setTimeout(() => URL.revokeObjectURL(url), HELD_MS)
}
