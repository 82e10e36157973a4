/** A piece of HTML that is right as it stands. */
export interface Markup {
  readonly html: string
}

type Content = Markup | string | number | readonly Markup[]

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (one) => ESCAPES[one] ?? one)

/** Text as it was before it was escaped. */
export const unescaped = (text: string): string =>
  Object.entries(ESCAPES)
    .reverse()
    .reduce((plain, [character, entity]) => plain.replaceAll(entity, character), text)

/** A template whose texts are escaped; other markup goes in as it is. */
export const html = (texts: TemplateStringsArray, ...contents: readonly Content[]): Markup => ({
  html: texts.reduce((whole, text, index) => `${whole}${inserted(contents[index - 1])}${text}`),
})

const inserted = (content: Content | undefined): string => {
  if (content === undefined) return ''
  if (typeof content === 'string' || typeof content === 'number') return escaped(String(content))
  if ('html' in content) return content.html
  return content.map((one) => one.html).join('')
}
