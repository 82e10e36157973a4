import type { Page } from '@playwright/test'

interface PlayedWindow extends Window {
  playedFile?: Blob | undefined
}

/** From now on the page keeps hold of what an audio element plays. */
export const watchPlayedFiles = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const files = new Map<string, Blob>()
    const { createObjectURL } = URL
    URL.createObjectURL = (file: Blob) => {
      const url = createObjectURL.call(URL, file)
      files.set(url, file)
      return url
    }
    const { play } = HTMLMediaElement.prototype
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      const playing = window as PlayedWindow
      playing.playedFile = files.get(this.src)
      return play.call(this)
    }
  })

/** The file that was played last. */
export const playedFile = async (page: Page): Promise<Buffer> => {
  const dataUrl = await page.evaluate(async () => {
    const { playedFile: file } = window as PlayedWindow
    const reader = new FileReader()
    reader.readAsDataURL(file ?? new Blob())
    await new Promise((resolve) => reader.addEventListener('load', resolve))
    return String(reader.result)
  })
  return Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64')
}
