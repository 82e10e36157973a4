import { drawYAxis, type Frame, yOf } from '../../ui/plots/axes'
import type { Surface } from '../../ui/plots/surface'
import type { Scale } from '../../ui/scale'
import { type EbuScale, PEAK_SCALE, PEAK_TICKS } from './ebu-scale'
import type { Readings } from './meter-readings'

export interface MeterPicture {
  readonly loudness: EbuScale
  readonly targetLufs: number
  readonly ceilingDbtp: number
  readonly integratedLufs: number | null
  /** Name of the colour token of what is heard. */
  readonly colour: string
  readonly readings: Readonly<Readings>
  readonly heldShortTermLufs: number
  readonly heldPeakDbtp: number
}

const LABEL_WIDTH = 26
const BAR_WIDTH = 13
const GAP = 4
const HEAD = 16
const FOOT = 6

/** Momentary and short-term loudness and true peak as bars, each between its scale's lines. */
export const drawMeters = (surface: Surface, picture: MeterPicture): void => {
  const { context, width, height, token } = surface
  const top = HEAD
  const inner = Math.max(1, height - HEAD - FOOT)
  const loudFrame: Frame = { left: LABEL_WIDTH, top, width: 2 * BAR_WIDTH + GAP, height: inner }
  const peakFrame: Frame = {
    left: width - LABEL_WIDTH - BAR_WIDTH,
    top,
    width: BAR_WIDTH,
    height: inner,
  }
  const { loudness, readings, targetLufs, ceilingDbtp, integratedLufs } = picture
  drawYAxis(surface, loudFrame, loudness.scale, loudness.ticks)
  drawYAxis(surface, peakFrame, PEAK_SCALE, PEAK_TICKS, 'right')

  const second = loudFrame.left + BAR_WIDTH + GAP
  head('M', loudFrame.left)
  head('S', second)
  head('TP', peakFrame.left)
  bar(loudFrame.left, loudness.scale, readings.momentaryLufs, picture.colour)
  bar(second, loudness.scale, readings.shortTermLufs, picture.colour)
  mark(second, loudness.scale, picture.heldShortTermLufs, '--text')
  const over = picture.heldPeakDbtp > ceilingDbtp
  bar(peakFrame.left, PEAK_SCALE, readings.truePeakDbtp, picture.colour, ceilingDbtp)
  mark(peakFrame.left, PEAK_SCALE, picture.heldPeakDbtp, over ? '--bad' : '--text')

  // The target and the ceiling are dashed; integrated loudness is a wedge that points at the bars.
  context.setLineDash([3, 2])
  context.strokeStyle = token('--text')
  line(loudFrame, yOf(loudFrame, loudness.scale, targetLufs))
  line(peakFrame, yOf(peakFrame, PEAK_SCALE, ceilingDbtp))
  context.setLineDash([])
  if (integratedLufs !== null && Number.isFinite(integratedLufs)) {
    const y = yOf(loudFrame, loudness.scale, integratedLufs)
    const x = loudFrame.left + loudFrame.width + 1
    context.fillStyle = token(picture.colour)
    context.beginPath()
    context.moveTo(x, y)
    context.lineTo(x + 7, y - 5)
    context.lineTo(x + 7, y + 5)
    context.fill()
  }

  function head(text: string, left: number): void {
    context.fillStyle = token('--secondary')
    context.textAlign = 'center'
    context.textBaseline = 'alphabetic'
    context.fillText(text, left + BAR_WIDTH / 2, HEAD - 5)
  }

  function bar(left: number, scale: Scale, value: number, colour: string, limit?: number): void {
    context.fillStyle = token('--sunken')
    context.fillRect(left, top, BAR_WIDTH, inner)
    context.fillStyle = token('--line')
    context.fillRect(left, top + inner - 1, BAR_WIDTH, 1)
    if (Number.isNaN(value) || value <= scale.min) return
    const at = yOf(loudFrame, scale, value)
    context.fillStyle = token(colour)
    context.fillRect(left, at, BAR_WIDTH, top + inner - at)
    if (limit === undefined || value <= limit) return
    const edge = yOf(loudFrame, scale, limit)
    context.fillStyle = token('--bad')
    context.fillRect(left - 2, at, BAR_WIDTH + 4, edge - at)
  }

  function mark(left: number, scale: Scale, value: number, colour: string): void {
    if (!(value > scale.min)) return
    context.fillStyle = token(colour)
    context.fillRect(left, Math.round(yOf(loudFrame, scale, value)) - 1, BAR_WIDTH, 2)
  }

  function line(frame: Frame, y: number): void {
    context.beginPath()
    context.moveTo(frame.left - 2, Math.round(y) + 0.5)
    context.lineTo(frame.left + frame.width + 2, Math.round(y) + 0.5)
    context.stroke()
  }
}
