import { describe, expect, it } from 'vitest'
import { followWindow, isWhole, moveWindow, wholeTrack, zoomWindow } from './time-window'

describe('the window on a track', () => {
  it('keeps the moment under the pointer in its place while zooming', () => {
    const zoomed = zoomWindow(wholeTrack(100), 4, 40, 100)
    expect(zoomed.to - zoomed.from).toBeCloseTo(25, 9)
    expect((40 - zoomed.from) / 25).toBeCloseTo(0.4, 9)
  })

  it('never leaves the track, and zooms out to all of it', () => {
    expect(moveWindow({ from: 10, to: 20 }, 95, 100)).toEqual({ from: 90, to: 100 })
    expect(moveWindow({ from: 10, to: 20 }, -5, 100)).toEqual({ from: 0, to: 10 })
    const out = zoomWindow({ from: 90, to: 100 }, 1 / 50, 99, 100)
    expect(out).toEqual({ from: 0, to: 100 })
    expect(isWhole(out, 100)).toBe(true)
    const closest = zoomWindow(wholeTrack(64), 1000, 1, 64)
    expect(closest.to - closest.from).toBeCloseTo(2, 9)
  })

  it('turns the page when the playhead leaves it', () => {
    const window = { from: 10, to: 20 }
    expect(followWindow(window, 15, 100)).toBe(window)
    expect(followWindow(window, 20.1, 100)).toEqual({ from: 20.1, to: 30.1 })
    expect(followWindow(window, 3, 100)).toEqual({ from: 3, to: 13 })
  })
})
