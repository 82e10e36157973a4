import type { PointerEvent } from 'react'
import { HEARD_GRADE } from '../../mastering/price/grid'
import type { LoudnessPrice } from '../../mastering/price/loudness-price'
import { formatNumber } from '../../words/format'
import type { PlaybackLevel, ReferenceLoudness } from '../../words/price-sentences'
import { lufsAt, PLOT, pathOf, xOf, yOfGrade, yOfReduction } from './price-scale'

const AXIS_LUFS = [-20, -18, -16, -14, -12, -10, -8, -6] as const

export interface PricePlotProps {
  readonly price: LoudnessPrice
  readonly services: readonly PlaybackLevel[]
  /** Those whose loudness is known, by the curve's own scale. */
  readonly references: readonly ReferenceLoudness[]
  readonly targetLufs: number
  /** Id of the curve in words. */
  readonly describedBy: string
  /** A loudness is pointed at; it is heard while the hand is down. */
  onSeek(lufs: number): void
  /** The hand lets go there. */
  onPick(lufs: number): void
  /** The hand scrolled instead. */
  onLeave(): void
}

const pointedAt = ({ clientX, currentTarget }: PointerEvent<SVGSVGElement>): number => {
  const { left, width } = currentTarget.getBoundingClientRect()
  return lufsAt((clientX - left) / width)
}

/** What every loudness costs: damage (filled) and limiting (thin) over loudness, with what services do about it. */
export const PricePlot = (props: PricePlotProps) => {
  const { price, services, references, targetLufs, describedBy } = props
  const { points, inaudibleLufs } = price
  const isGraded = points.some(({ grade }) => grade !== null)
  const damage = points.map((point) => [xOf(point.targetLufs), yOfGrade(point.grade ?? 0)] as const)
  const limiting = points.map(
    (point) => [xOf(point.targetLufs), yOfReduction(point.maximumReductionDb)] as const,
  )
  const floor = `L${PLOT.right} ${PLOT.bottom}L${PLOT.left} ${PLOT.bottom}Z`
  const levels = [...new Set(services.map((service) => service.targetLufs))]
  return (
    <svg
      className="price-plot"
      viewBox={`0 0 ${PLOT.width} ${PLOT.height}`}
      role="img"
      aria-label="Price of loudness"
      aria-describedby={describedBy}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        props.onSeek(pointedAt(event))
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) props.onSeek(pointedAt(event))
      }}
      onPointerCancel={props.onLeave}
      onPointerUp={(event) => props.onPick(pointedAt(event))}
    >
      {AXIS_LUFS.map((lufs) => (
        <g key={lufs}>
          <line
            className="price-grid"
            x1={xOf(lufs)}
            x2={xOf(lufs)}
            y1={PLOT.top}
            y2={PLOT.bottom}
          />
          <text className="price-tick" x={xOf(lufs)} y={PLOT.height - 6}>
            {formatNumber(lufs, 0)}
          </text>
        </g>
      ))}
      <line
        className="price-heard"
        x1={PLOT.left}
        x2={PLOT.right}
        y1={yOfGrade(HEARD_GRADE)}
        y2={yOfGrade(HEARD_GRADE)}
      />
      {isGraded ? (
        <>
          <path className="price-fill" d={pathOf(damage) + floor} />
          <path className="price-damage" d={pathOf(damage)} />
        </>
      ) : null}
      <path className="price-limiting" d={pathOf(limiting)} />
      {levels.map((lufs) => (
        <path key={lufs} className="price-level" d={`M${xOf(lufs)} ${PLOT.top}l-4 -7h8Z`} />
      ))}
      {references.map(({ name, lufs }) => (
        <path
          key={name}
          className="price-reference"
          d={`M${xOf(lufs)} ${PLOT.bottom - 10}l5 5l-5 5l-5 -5Z`}
        >
          <title>{name}</title>
        </path>
      ))}
      {inaudibleLufs === null ? null : (
        <circle className="price-free" cx={xOf(inaudibleLufs)} cy={yOfGrade(HEARD_GRADE)} r="4" />
      )}
      <line
        className="price-target"
        x1={xOf(targetLufs)}
        x2={xOf(targetLufs)}
        y1={PLOT.top}
        y2={PLOT.bottom}
      />
    </svg>
  )
}
