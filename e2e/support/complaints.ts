import type { Browser, BrowserContext } from '@playwright/test'

/** What pages did that they never should. A test that expects one removes it here. */
export interface Complaints {
  readonly found: string[]
}

/**
 * Writes down what any page of the context does amiss: a request to a machine other than this one, a breach of the
 * policy, an error in the console, an exception that nobody caught.
 */
export const watchContext = async (context: BrowserContext, found: string[]): Promise<void> => {
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    const isHere = hostname === 'localhost' || hostname.endsWith('.test')
    if (!isHere && !['blob:', 'data:', 'file:'].includes(protocol))
      found.push(`request left the machine: ${request.url()}`)
  })
  context.on('console', (message) => {
    if (message.type() === 'error') found.push(`console: ${message.text()}`)
  })
  context.on('weberror', (failure) => found.push(`uncaught: ${failure.error().message}`))
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy violated: ${event.violatedDirective} by ${event.blockedURI}`)
    })
  })
}

/** The same for every context that the browser opens from now on; the answer ends that. */
export const watchBrowser = (browser: Browser, found: string[]): (() => void) => {
  const watch = (context: BrowserContext): void => void watchContext(context, found).catch(() => {})
  browser.on('context', watch)
  return () => browser.off('context', watch)
}
