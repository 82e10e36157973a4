import { useEffect, useRef } from 'react'
import WaveSurfer from 'wavesurfer.js'
import type { Peaks } from '../../analysis/peaks'
import { constructStyles } from '../../ui/plots/construct-styles'
import { tokenReader } from '../../ui/plots/surface'
import { watchHost } from '../../ui/plots/watch-host'
import type { TimeWindow } from './time-window'
import { windowPeaks } from './window-peaks'

export interface WaveProps {
  readonly peaks: Peaks
  readonly window: TimeWindow
  readonly durationSeconds: number
  /** Name of the colour token. */
  readonly colour: string
  /** Lies over waves that are not. */
  readonly inFront?: boolean
  /** What of the room's height the wave fills, px; all of it unless given. */
  readonly heightOf?: (height: number) => number
}

/** Of wavesurfer only the drawing is used: decoding, sound, pointer, scrolling and cursor are ours. */
const DRAWING_ONLY = {
  cursorWidth: 0,
  interact: false,
  normalize: false,
  autoScroll: false,
  hideScrollbar: true,
  // Of what it is given, which is never the track but the columns of one window.
  duration: 1,
} as const

/** The waveform of a window on a track, drawn by wavesurfer from peaks; loaded when a file is open. */
export const Wave = (props: WaveProps) => {
  const { peaks, window, durationSeconds, colour, inFront = false, heightOf } = props
  const hostRef = useRef<HTMLDivElement>(null)
  const latest = useRef(props)
  const redraw = useRef(() => {})

  useEffect(() => {
    const host = hostRef.current
    if (!host) return
    const tokens = tokenReader(host)
    let wave: WaveSurfer | null = null
    let [width, height] = [0, 0]
    let handle = 0
    const draw = (): void => {
      handle = 0
      const shown = latest.current
      const waveHeight = Math.floor(shown.heightOf?.(height) ?? height)
      const columns = Math.round(width * devicePixelRatio)
      if (columns < 1 || waveHeight < 1) return
      const windowed = windowPeaks(shown.peaks, shown.window, shown.durationSeconds, columns)
      const stroke = tokens.token(shown.colour)
      const look = { height: waveHeight, waveColor: stroke, progressColor: stroke }
      if (!wave) {
        const room = document.createElement('div')
        wave = WaveSurfer.create({ container: room, ...DRAWING_ONLY, ...look, peaks: windowed })
        constructStyles(wave.getWrapper())
        host.append(room)
        return
      }
      const { height: drawnHeight, waveColor } = wave.options
      // Options draw the old peaks once more, so they are set only when they changed; a load draws the new ones.
      if (drawnHeight !== waveHeight || waveColor !== stroke) wave.setOptions(look)
      void wave.load('', windowed, DRAWING_ONLY.duration)
    }
    const request = (): void => {
      handle ||= requestAnimationFrame(draw)
    }
    redraw.current = request
    const unwatch = watchHost(host, {
      resized(nextWidth, nextHeight) {
        ;[width, height] = [nextWidth, nextHeight]
        request()
      },
      rethemed() {
        tokens.forget()
        request()
      },
    })
    return () => {
      redraw.current = () => {}
      cancelAnimationFrame(handle)
      unwatch()
      wave?.destroy()
    }
  }, [])

  useEffect(() => {
    latest.current = { peaks, window, durationSeconds, colour, ...(heightOf ? { heightOf } : {}) }
    redraw.current()
  }, [peaks, window, durationSeconds, colour, heightOf])

  return <div className={inFront ? 'wave is-in-front' : 'wave'} ref={hostRef} />
}
