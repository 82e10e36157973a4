import type { TimeWindow } from './time-window'

export interface LoudnessCurve {
  /** Short-term loudness, LUFS; value k belongs to the window that ends at (k + 1) · hop. */
  readonly lufs: Float32Array
  readonly hopSeconds: number
  /** Name of the colour token. */
  readonly colour: string
}

export interface LoudnessPlot {
  readonly width: number
  readonly height: number
  readonly window: TimeWindow
  readonly curves: readonly LoudnessCurve[]
  readonly targetLufs: number | null
  readonly tokenOf: (name: string) => string
}

/** Loudness at the bottom and the top of the plot. */
const FLOOR_LUFS = -40
const CEILING_LUFS = 0
const GRID_LUFS = [-6, -12, -18, -24, -30]
const WINDOW_SECONDS = 3
/** Below this height, px, there is no room for a scale. */
const LOWEST_WITH_SCALE = 160

/** Short-term loudness over time, and the target as a dashed line. A curve stands at the middle of its window. */
export const drawLoudness = (context: CanvasRenderingContext2D, plot: LoudnessPlot): void => {
  const { width, height, window, curves, targetLufs, tokenOf } = plot
  const yOf = (lufs: number): number =>
    height * (1 - (Math.max(FLOOR_LUFS, lufs) - FLOOR_LUFS) / (CEILING_LUFS - FLOOR_LUFS))
  context.font = `11px ${tokenOf('--font')}`
  context.textAlign = 'right'
  context.textBaseline = 'bottom'

  const line = (y: number): void => {
    context.beginPath()
    context.moveTo(0, Math.round(y) + 0.5)
    context.lineTo(width, Math.round(y) + 0.5)
    context.stroke()
  }
  if (targetLufs !== null) {
    context.setLineDash([6, 5])
    context.strokeStyle = tokenOf('--text')
    context.globalAlpha = 0.55
    line(yOf(targetLufs))
    context.globalAlpha = 1
    context.setLineDash([])
  }
  for (const curve of curves) {
    const path = pathOf(curve, width, window, yOf)
    context.lineJoin = 'round'
    context.strokeStyle = tokenOf('--curve-halo')
    context.lineWidth = 4
    context.stroke(path)
    context.strokeStyle = tokenOf(curve.colour)
    context.lineWidth = 1.75
    context.stroke(path)
  }
  // Over the curves, which often end where it stands. Curves and scale belong together: no scale without a curve.
  if (curves.length === 0 || height <= LOWEST_WITH_SCALE) return
  context.fillStyle = tokenOf('--text')
  context.strokeStyle = tokenOf('--curve-halo')
  context.lineWidth = 3
  for (const [index, lufs] of GRID_LUFS.entries()) {
    const label = index === 0 ? `−${-lufs} LUFS` : `−${-lufs}`
    context.strokeText(label, width - 4, yOf(lufs) + 6)
    context.fillText(label, width - 4, yOf(lufs) + 6)
  }
  context.lineWidth = 1
}

const pathOf = (
  { lufs, hopSeconds }: LoudnessCurve,
  width: number,
  { from, to }: TimeWindow,
  yOf: (lufs: number) => number,
): Path2D => {
  const path = new Path2D()
  const pointsPerPixel = Math.max(1, Math.floor((to - from) / hopSeconds / Math.max(1, width)))
  // Windows that reach before the start hold silence: they show the fade of the meter, not of the music.
  const first = Math.min(lufs.length, Math.round(WINDOW_SECONDS / hopSeconds) - 1)
  let started = false
  for (let k = Math.max(0, first); k < lufs.length; k += pointsPerPixel) {
    const value = lufs[k] ?? Number.NEGATIVE_INFINITY
    const x = (((k + 1) * hopSeconds - WINDOW_SECONDS / 2 - from) / (to - from)) * width
    const y = yOf(value)
    if (started) path.lineTo(x, y)
    else path.moveTo(x, y)
    started = true
  }
  return path
}
