/** Languages of what the server itself shows. */
export type Language = 'zh' | 'en'

/** The one that an Accept-Language header (RFC 9110, 12.5.4) ranks first of ours; Chinese when it names neither. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const ranked = (acceptLanguage ?? '').split(',').map((part) => {
    const [range = '', ...parameters] = part.split(';').map((it) => it.trim())
    const quality = parameters.find((it) => it.startsWith('q='))
    return { language: range.slice(0, 2).toLowerCase(), quality: quality === undefined ? 1 : Number(quality.slice(2)) }
  })
  const ours = ranked.filter((it) => it.quality > 0).toSorted((a, b) => b.quality - a.quality)
  return ours.find((it) => it.language === 'zh' || it.language === 'en')?.language === 'en' ? 'en' : 'zh'
}
