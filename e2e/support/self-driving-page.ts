import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What belongs to one connection and not to the answer that it carries. */
const OF_THE_CONNECTION = [
  'connection',
  'content-encoding',
  'content-length',
  'keep-alive',
  'transfer-encoding',
]

export interface SelfDrivingPage {
  readonly url: string
  /** The file that the page exported; rejects with what the page says went wrong. */
  readonly master: Promise<Uint8Array>
  close(): void
}

/**
 * The site at `origin`, every answer with the headers it has there, but for one script more in the page: it opens
 * `input`, switches every module on, exports as 32-bit float and hands the file back. So any browser that
 * can show a page can be tested.
 */
export const serveSelfDriving = async (
  origin: string,
  input: Uint8Array,
): Promise<SelfDrivingPage> => {
  let resolve = (_: Uint8Array): void => {}
  let reject = (_: Error): void => {}
  const master = new Promise<Uint8Array>((...settle) => {
    ;[resolve, reject] = settle
  })
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/'
    if (request.method === 'POST') {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part)
      const body = Buffer.concat(parts)
      if (path === '/master') resolve(new Uint8Array(body))
      else reject(new Error(`the page says: ${body}`))
      response.writeHead(204).end()
      return
    }
    const own = path === '/input.wav' || path === '/drive.js'
    const answer = await fetch(origin + (own ? '/' : path))
    const headers = Object.fromEntries(
      [...answer.headers].filter(([name]) => !OF_THE_CONNECTION.includes(name)),
    )
    if (own) headers['content-type'] = path === '/drive.js' ? 'text/javascript' : 'audio/wav'
    let body: string | Uint8Array = new Uint8Array(await answer.arrayBuffer())
    if (path === '/input.wav') body = input
    if (path === '/drive.js') body = `(${drive.toString()})()`
    if (path === '/')
      body = String(Buffer.from(body)).replace(
        '</body>',
        '<script src="/drive.js" defer></script></body>',
      )
    response.writeHead(answer.status, headers).end(body)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}/`,
    master,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** In the page. */
const drive = async (): Promise<void> => {
  const send = (path: string, body: BodyInit) => fetch(path, { method: 'POST', body })
  // Ten minutes: only there to say what never came.
  const until = async <T>(what: string, look: () => T | null | undefined | false): Promise<T> => {
    for (let attempt = 0; attempt < 6000; attempt++) {
      const found = look()
      if (found) return found
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(
      `${navigator.userAgent}: no ${what} in: ${document.body.innerText.slice(0, 600)}`,
    )
  }
  const idle = () => {
    let quiet = 0
    return until('rest', () => {
      quiet = document.querySelector('main')?.ariaBusy === 'true' ? 0 : quiet + 1
      return quiet > 6
    })
  }
  const button = (label: string) =>
    until(`button ${label}`, () =>
      [...document.querySelectorAll('button')].find(
        ({ textContent, disabled }) => textContent?.trim() === label && !disabled,
      ),
    )
  try {
    HTMLAnchorElement.prototype.click = async function (this: HTMLAnchorElement) {
      await send('/master', await (await fetch(this.href)).blob())
    }
    const input = await until('file input', () =>
      document.querySelector<HTMLInputElement>('input[aria-label="Audio files"]'),
    )
    const files = new DataTransfer()
    files.items.add(new File([await (await fetch('/input.wav')).blob()], 'Same.wav'))
    input.files = files.files
    input.dispatchEvent(new Event('change', { bubbles: true }))
    await button('Export…')
    await idle()
    // Their panels come one after the other.
    await until('panel of each module', () => {
      const panels = [...document.querySelectorAll('.rack-strip > [data-module]')]
      return panels.length > 0 && panels.every((panel) => panel.querySelector('[role=switch]'))
    })
    const off = '[role=switch][aria-label$=" on"][aria-checked=false]'
    for (const each of document.querySelectorAll<HTMLElement>(off)) each.click()
    await until('module switched on', () => document.querySelector(off) === null)
    await idle()
    const open = await button('Export…')
    open.click()
    const depth = await until('bit depth', () =>
      document.querySelector<HTMLSelectElement>('select[aria-label="Bit depth"]'),
    )
    depth.selectedIndex = [...depth.options].findIndex(({ label }) => label === '32-bit float')
    depth.dispatchEvent(new Event('change', { bubbles: true }))
    await until('word on float', () => document.getElementById('dither-reason'))
    const download = await button('Download')
    download.click()
  } catch (cause) {
    await send('/failed', String(cause))
  }
}
