import { BLOCK_FRAMES } from '../../../core/pcm'
import { exp, gainOfDb } from '../../../dsp/elementary'
import { BiquadCascade, type LanePair, onBoth, onSecond } from '../../../dsp/filters/biquad'
import { linkwitzRiley4 } from '../../../dsp/filters/crossover'
import type { Kernels } from '../../../dsp/kernels'
import {
  type Block,
  describeModule,
  type ModuleContext,
  type Processor,
  withProcessor,
} from '../../descriptor'
import { PARAMETERS, type StereoValues } from './parameters'

/** Side power the guard allows beside mid power: equal, which is correlation 0 for equal channels. */
const GUARD_LIMIT = 1
const GUARD_MS = 400

export const stereoDescriptor = describeModule({
  id: 'stereo',
  label: 'Stereo',
  summary: 'Width in three bands, mono bass and mid/side level, with a guard for mono listeners.',
  source:
    'Mid/side with Linkwitz–Riley 4 bands on the side and the matching all-pass on the mid; mono bass filters the side alone, so the mono sum stays as it was',
  parameters: PARAMETERS,
  scope: 'stereo',
  onByDefault: false,
  placement: 'free',
  isNeutral: (values) => isNeutral(values),
})

export const stereo = withProcessor(stereoDescriptor, (values, context) =>
  context.channelCount === 1 || isNeutral(values) ? BYPASS : new StereoProcessor(values, context),
)

const isNeutral = (values: StereoValues): boolean =>
  !isBanded(values) &&
  values.widthMidPercent === 100 &&
  values.monoBass === 'off' &&
  values.midGainDb === 0 &&
  values.sideGainDb === 0

/** A mono track has no side. */
const BYPASS: Processor = {
  latencyFrames: 0,
  process: () => {},
  reset: () => {},
  dispose: () => {},
}

const isBanded = (values: StereoValues): boolean =>
  values.widthLowPercent !== values.widthMidPercent ||
  values.widthHighPercent !== values.widthMidPercent

/** Gains of the side's low, middle and high band. */
const sideGains = (values: StereoValues): readonly [number, number, number] => {
  const level = gainOfDb(values.sideGainDb) / 100
  return [
    values.widthLowPercent * level,
    values.widthMidPercent * level,
    values.widthHighPercent * level,
  ]
}

class StereoProcessor implements Processor {
  readonly latencyFrames = 0
  private readonly kernels: Kernels
  private readonly scope
  private readonly bands: SideBands | null
  private readonly monoBass: BiquadCascade | null
  private readonly before: number
  private readonly guardState
  private readonly guards: boolean
  private readonly guardSmoothing: number
  private readonly midGain: number
  private readonly gains: readonly [number, number, number]

  constructor(values: StereoValues, { kernels, sampleRate }: ModuleContext) {
    this.kernels = kernels
    this.scope = kernels.scope()
    this.gains = sideGains(values)
    this.midGain = gainOfDb(values.midGainDb)
    this.bands = isBanded(values) ? new SideBands(values, kernels, this.scope, sampleRate) : null
    const bass = linkwitzRiley4(values.monoBassHz, sampleRate)
    this.monoBass =
      values.monoBass === 'on'
        ? new BiquadCascade(kernels, this.scope, [onBoth(bass.high), onBoth(bass.high)])
        : null
    this.guards = values.guard === 'on' && Math.max(...this.gains) > this.midGain
    this.guardSmoothing = 1 - exp(-1000 / (GUARD_MS * sampleRate))
    this.before = this.scope.f32(BLOCK_FRAMES).pointer
    this.guardState = this.scope.f64(3)
  }

  process(block: Block): void {
    const { call } = this.kernels
    const [mid, side] = block.pointers
    const { frames, endsOnGrid } = block
    if (mid === undefined || side === undefined) return
    call.encodeMidSide(mid, side, frames)
    if (this.guards) call.copyFrames(side, this.before, frames)
    if (this.bands) this.bands.process(mid, side, frames, endsOnGrid, this.gains)
    else if (this.gains[1] !== 1) call.applyGain(side, frames, this.gains[1])
    this.monoBass?.process([side], frames, endsOnGrid)
    if (this.midGain !== 1) call.applyGain(mid, frames, this.midGain)
    if (this.guards)
      call.guardSide(
        mid,
        this.before,
        side,
        frames,
        this.guardState.pointer,
        this.guardSmoothing,
        GUARD_LIMIT,
        endsOnGrid,
      )
    call.decodeMidSide(mid, side, frames)
  }

  reset(): void {
    this.bands?.reset()
    this.monoBass?.reset()
    this.guardState.view.fill(0)
  }

  dispose(): void {
    this.scope.release()
  }
}

type Scope = ReturnType<Kernels['scope']>

/** The side in three bands with a gain each; the mid gets the bands' all-pass. */
class SideBands {
  private readonly kernels: Kernels
  private readonly low: number
  private readonly high: number
  private readonly lowCut: BiquadCascade
  private readonly align: BiquadCascade
  private readonly highCut: BiquadCascade

  constructor(values: StereoValues, kernels: Kernels, scope: Scope, sampleRate: number) {
    this.kernels = kernels
    this.low = scope.f32(BLOCK_FRAMES).pointer
    this.high = scope.f32(BLOCK_FRAMES).pointer
    const lower = linkwitzRiley4(values.lowCrossoverHz, sampleRate)
    const upper = linkwitzRiley4(values.highCrossoverHz, sampleRate)
    const legs = ({ low, high }: typeof lower): LanePair => ({ first: low, second: high })
    this.lowCut = new BiquadCascade(kernels, scope, [legs(lower), legs(lower)])
    this.highCut = new BiquadCascade(kernels, scope, [legs(upper), legs(upper)])
    this.align = new BiquadCascade(kernels, scope, [
      { first: upper.allPass, second: lower.allPass },
      onSecond(upper.allPass),
    ])
  }

  process(
    mid: number,
    side: number,
    frames: number,
    endsOnGrid: boolean,
    [low, middle, high]: readonly [number, number, number],
  ): void {
    const { call } = this.kernels
    call.copyFrames(side, this.low, frames)
    this.lowCut.process([this.low, side], frames, endsOnGrid)
    this.align.process([this.low, mid], frames, endsOnGrid)
    call.copyFrames(side, this.high, frames)
    this.highCut.process([side, this.high], frames, endsOnGrid)
    call.mixThree(side, this.low, low, side, middle, this.high, high, frames)
  }

  reset(): void {
    for (const cascade of [this.lowCut, this.align, this.highCut]) cascade.reset()
  }
}
