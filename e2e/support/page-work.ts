import type { Page } from '@playwright/test'
import type { MainTask } from './task-times'

/** The mark inside each of its turns. */
export const PAGE_WORK = 'fixed-page-work'
const EVERY_MS = 500

/**
 * From the next visit on the page does a fixed piece of a page's work twice a second: a table is built, laid out by
 * the page's own styles, measured, its curve drawn, all of it dropped. What its turns take beside the page's own tasks,
 * in the same run, is what such work costs on this machine just then: caches and memory included, which a hot loop
 * does not ask.
 */
export const doPageWork = async (page: Page): Promise<void> => {
  await page.addInitScript(
    ({ name, everyMs }) => {
      const work = (): void => {
        performance.mark(name)
        const host = document.createElement('div')
        host.style.cssText =
          'position:absolute;inset:0 auto auto 0;width:400px;height:300px;contain:strict;visibility:hidden'
        const rows = Array.from({ length: 40 }, (_, row) => ({
          row,
          cells: [row, row * 1.5, row / 3],
        }))
        for (const { row, cells } of rows) {
          const line = document.createElement('div')
          line.style.display = 'flex'
          for (const cell of cells) {
            const field = document.createElement('label')
            field.append(document.createElement('span'), document.createElement('button'))
            field.firstElementChild?.append(`${row}: ${cell.toFixed(2)} dB`)
            field.lastElementChild?.append('Open')
            line.append(field)
          }
          host.append(line)
        }
        const canvas = document.createElement('canvas')
        canvas.width = 400
        canvas.height = 100
        const context = canvas.getContext('2d')
        host.append(canvas)
        document.body.append(host)
        const heights = [...host.children].map((line) => line.getBoundingClientRect().height)
        context?.beginPath()
        for (let x = 0; x < 2000; x++)
          context?.lineTo(
            x / 5,
            50 + 40 * Math.sin(x / 30) + (heights[x % heights.length] ?? 0) / 50,
          )
        context?.stroke()
        context?.getImageData(0, 0, 1, 1)
        host.remove()
      }
      addEventListener('load', () => setInterval(work, everyMs))
    },
    { name: PAGE_WORK, everyMs: EVERY_MS },
  )
}

/** CPU ms of each turn, shortest first. */
export const turnsOf = (tasks: readonly MainTask[]): number[] =>
  tasks
    .filter(({ marks }) => marks.includes(PAGE_WORK))
    .map(({ cpuMs }) => cpuMs)
    .sort((a, b) => a - b)
