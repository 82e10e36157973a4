import { type RefObject, useEffect, useRef } from 'react'
import { prepareSurface, type Surface, tokenReader } from './surface'
import { watchHost } from './watch-host'

/** Draws one picture; true asks for another at the next frame. */
export type Draw = (surface: Surface, timeMs: number) => boolean

/** Frames a second for people who asked for less motion. */
const CALM_FRAMES_PER_SECOND = 4

/**
 * Runs a canvas past React: `draw` is called when it changes, when size or theme change, and at every
 * animation frame for as long as it asks for more. `host` is the element that the canvas fills.
 */
export const usePlot = (
  host: RefObject<HTMLElement | null>,
  canvas: RefObject<HTMLCanvasElement | null>,
  draw: Draw,
): void => {
  const latest = useRef(draw)
  const wake = useRef(() => {})

  useEffect(() => {
    const [box, picture] = [host.current, canvas.current]
    if (!box || !picture) return
    const tokens = tokenReader(box)
    const calm = matchMedia('(prefers-reduced-motion: reduce)')
    let [width, height] = [box.clientWidth, box.clientHeight]
    let handle = 0
    let drawnAt = Number.NEGATIVE_INFINITY

    const frame = (timeMs: number): void => {
      handle = 0
      if (calm.matches && timeMs - drawnAt < 1000 / CALM_FRAMES_PER_SECOND) {
        request()
        return
      }
      const surface = prepareSurface(picture, width, height, tokens.token)
      if (!surface) return
      drawnAt = timeMs
      if (latest.current(surface, timeMs)) request()
    }
    const request = (): void => {
      handle ||= requestAnimationFrame(frame)
    }
    const redraw = (): void => {
      drawnAt = Number.NEGATIVE_INFINITY
      request()
    }
    wake.current = redraw
    const unwatch = watchHost(box, {
      resized(nextWidth, nextHeight) {
        ;[width, height] = [nextWidth, nextHeight]
        redraw()
      },
      rethemed() {
        tokens.forget()
        redraw()
      },
    })
    request()
    return () => {
      wake.current = () => {}
      cancelAnimationFrame(handle)
      unwatch()
    }
  }, [host, canvas])

  useEffect(() => {
    latest.current = draw
    wake.current()
  }, [draw])
}
