import type { Page } from '@playwright/test'
import { swellingStereo } from './support/float-file'
import { MasteringPage } from './support/mastering-page'
import { expect, test } from './support/test'

const RATE = 44_100
const WATCHED_FRAMES = 40
/** So many frames without a commit: what a choice brought with it is over. */
const SETTLED_FRAMES = 10
/** A look may begin or end in the middle of a frame. */
const MOST_FRAMES_MISSED = 2

interface Watched {
  /** Animation frames that the browser offered. */
  readonly frames: number
  readonly ms: number
  /** Frames in which the canvas of each plot was drawn anew, by the plot's name. */
  readonly drawn: Readonly<Record<string, number>>
  /** Times that React wrote to the page. */
  readonly commits: number
  /** What changed in the document, as `kind of change: element`, without repetition. */
  readonly changed: readonly string[]
}

/** React tells this hook of every commit, in a production build too. Before the page is visited. */
const countCommits = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    const counter = { commits: 0 }
    const hook = {
      supportsFiber: true,
      inject: () => 1,
      onCommitFiberRoot: () => {
        counter.commits++
      },
      onCommitFiberUnmount() {},
      onPostCommitFiberRoot() {},
    }
    Object.assign(window, { commitCounter: counter, __REACT_DEVTOOLS_GLOBAL_HOOK__: hook })
  })
}

const commitsSoFar = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      (window as { commitCounter?: { readonly commits: number } }).commitCounter?.commits ??
      Number.NaN,
  )

/** Looks on for as many frames as are told, and counts. */
const watch = async (page: Page, watchedFrames: number): Promise<Watched> => {
  const before = await commitsSoFar(page)
  const seen = await page.evaluate(
    (most) =>
      new Promise<Omit<Watched, 'commits'>>((resolve) => {
        const drawn = new Map<string, Set<number>>()
        const changed = new Set<string>()
        let frame = 0
        const { clearRect } = CanvasRenderingContext2D.prototype
        CanvasRenderingContext2D.prototype.clearRect = function (...box) {
          const name = this.canvas.closest('figure')?.getAttribute('aria-label') ?? 'no plot'
          drawn.set(name, (drawn.get(name) ?? new Set()).add(frame))
          clearRect.apply(this, box)
        }
        const nameOf = (node: Node): string => {
          const element = node instanceof Element ? node : node.parentElement
          const meter = element?.closest('[data-meter]')
          return meter
            ? 'meter number'
            : (element?.getAttribute('aria-label') ?? element?.className ?? '?')
        }
        const observer = new MutationObserver((records) => {
          for (const { type, target, addedNodes, removedNodes, attributeName } of records) {
            const nodes = [...addedNodes, ...removedNodes]
            const kind =
              type === 'attributes'
                ? attributeName
                : nodes.every((node) => node instanceof Text)
                  ? 'text'
                  : 'elements'
            changed.add(`${kind}: ${nameOf(target)}`)
          }
        })
        observer.observe(document.documentElement, {
          subtree: true,
          childList: true,
          characterData: true,
          attributes: true,
        })
        const from = performance.now()
        requestAnimationFrame(function tick() {
          frame++
          if (frame < most) {
            requestAnimationFrame(tick)
            return
          }
          CanvasRenderingContext2D.prototype.clearRect = clearRect
          observer.disconnect()
          resolve({
            frames: frame,
            ms: performance.now() - from,
            drawn: Object.fromEntries([...drawn].map(([name, { size }]) => [name, size])),
            changed: [...changed].sort(),
          })
        })
      }),
    watchedFrames,
  )
  return { ...seen, commits: (await commitsSoFar(page)) - before }
}

/** All that may change while it plays: where we are, and numbers of the meters. */
const MOVES_WITH_SOUND = [
  'aria-valuetext: Position',
  'style: playhead',
  'style: slider',
  'text: meter number',
  'text: time-now',
]

test('while it plays every live plot is drawn in every frame, past React, and nothing else moves', async ({
  page,
}) => {
  await countCommits(page)
  const app = new MasteringPage(page)
  await app.visit()
  const file = swellingStereo(0.3, 5, { sampleRate: RATE, lengthFrames: 6 * RATE, swellsHz: 0.8 })
  await app.open({ name: 'Frames.wav', buffer: file.bytes })
  await app.waitUntilIdle()
  await page.keyboard.press('l')
  await page.getByRole('button', { name: 'Play' }).click()
  await expect(page.locator('[data-meter="m"]')).toHaveText(/^−\d+\.\d$/)
  expect(await commitsSoFar(page), 'React is being counted').toBeGreaterThan(0)
  for (const [plot, figure] of [
    ['Spectrum', 'Spectrum'],
    ['Reduction', 'Gain reduction'],
    ['Stereo', 'Stereo image'],
  ] as const) {
    await page
      .getByRole('radiogroup', { name: 'Plot', exact: true })
      .getByRole('radio', { name: plot, exact: true })
      .check()
    if (plot === 'Reduction') await page.getByRole('checkbox', { name: 'Whole track' }).uncheck()
    await expect(page.getByRole('figure', { name: figure })).toBeVisible()
    await expect.poll(async () => (await watch(page, SETTLED_FRAMES)).commits).toBe(0)
    const seen = await watch(page, WATCHED_FRAMES)
    const { frames, drawn, commits, changed } = seen
    test.info().annotations.push({
      type: `frames a second, ${plot}`,
      description: `${((1000 * frames) / seen.ms).toFixed(1)} offered; drawn ${JSON.stringify(drawn)} of ${frames}`,
    })
    for (const name of [figure, 'Loudness and true peak'])
      expect(drawn[name] ?? 0, `frames in which “${name}” was drawn`).toBeGreaterThanOrEqual(
        frames - MOST_FRAMES_MISSED,
      )
    expect(commits, `${plot}: commits of React`).toBe(0)
    expect(changed.filter((change) => !MOVES_WITH_SOUND.includes(change))).toEqual([])
  }
})
