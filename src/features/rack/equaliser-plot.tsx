import { useEffect, useRef } from 'react'
import type { ModuleSettings } from '../../chain/descriptor'
import { equaliserResponseDb } from '../../session/catalogue'
import { selectedTrack } from '../../store/select'
import { useStudio } from '../../store/studio-store'
import { useSize } from '../../ui/use-size'
import { useResolvedTheme } from '../../ui/use-theme'

const LOWEST_HZ = 20
const HIGHEST_HZ = 20_000
const DECADES_HZ = [100, 1000, 10_000]
const RANGES_DB = [3, 6, 12, 24]
const DEFAULT_RATE_HZ = 48_000

/** The equaliser's response at the track's own rate, from the very coefficients that are heard. */
export const EqualiserPlot = ({ settings }: { readonly settings: ModuleSettings }) => {
  const hostRef = useRef<HTMLElement>(null)
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const { width, height } = useSize(hostRef)
  const theme = useResolvedTheme(useStudio((state) => state.theme))
  const sampleRate =
    useStudio((state) => selectedTrack(state)?.facts?.sampleRate) ?? DEFAULT_RATE_HZ
  const { on, values } = settings

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes what the tokens read as
  useEffect(() => {
    const canvas = canvasRef.current
    const context = canvas?.getContext('2d')
    if (!canvas || !context || width === 0) return
    canvas.width = Math.round(width * devicePixelRatio)
    canvas.height = Math.round(height * devicePixelRatio)
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0)

    const top = Math.min(HIGHEST_HZ, sampleRate / 2)
    const count = Math.max(2, Math.round(width))
    const freqsHz = Array.from(
      { length: count },
      (_, k) => LOWEST_HZ * (top / LOWEST_HZ) ** (k / (count - 1)),
    )
    const mid = equaliserResponseDb(values, sampleRate, freqsHz, 'mid')
    const side = equaliserResponseDb(values, sampleRate, freqsHz, 'side')
    const differs = mid.some((db, k) => Math.abs(db - (side[k] ?? 0)) > 0.01)
    const loudest = Math.max(...mid, ...(differs ? side : []))
    const rangeDb = RANGES_DB.find((range) => range >= loudest) ?? 24
    const yOf = (db: number): number => height * (0.5 - db / (2 * rangeDb * 1.15))
    const xOf = (hz: number): number =>
      (Math.log(hz / LOWEST_HZ) / Math.log(top / LOWEST_HZ)) * width

    const token = (name: string): string => getComputedStyle(canvas).getPropertyValue(name).trim()
    context.font = `10.5px ${token('--font')}`
    context.strokeStyle = token('--line')
    context.fillStyle = token('--secondary')
    const rule = (x0: number, y0: number, x1: number, y1: number): void => {
      context.beginPath()
      context.moveTo(x0, y0)
      context.lineTo(x1, y1)
      context.stroke()
    }
    for (const hz of DECADES_HZ) {
      const x = Math.round(xOf(hz)) + 0.5
      rule(x, 0, x, height)
      context.fillText(hz < 1000 ? String(hz) : `${hz / 1000}k`, x + 4, height - 5)
    }
    for (const db of [-rangeDb, 0, rangeDb]) {
      const y = Math.round(yOf(db)) + 0.5
      rule(0, y, width, y)
      context.fillText(db > 0 ? `+${db} dB` : String(db).replace('-', '−'), 4, y - 3)
    }
    const trace = (response: readonly number[], colour: string, dash: readonly number[]): void => {
      context.beginPath()
      for (const [k, db] of response.entries())
        context.lineTo((k / (count - 1)) * width, yOf(Math.max(-2 * rangeDb, db)))
      context.strokeStyle = colour
      context.lineWidth = 1.75
      context.setLineDash([...dash])
      context.stroke()
      context.setLineDash([])
    }
    const colour = token(on ? '--master' : '--faint')
    if (differs) trace(side, colour, [4, 4])
    trace(mid, colour, [])
  }, [width, height, values, on, sampleRate, theme])

  return (
    <figure className="eq-plot" ref={hostRef} aria-hidden="true">
      <canvas ref={canvasRef} />
    </figure>
  )
}
