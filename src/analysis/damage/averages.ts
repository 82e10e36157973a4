import { NARROWEST, type OutputVariables } from './network'

/** What one frame of one channel gives. */
export interface ChannelMeasures {
  readonly bandwidthOriginal: number
  readonly bandwidthAltered: number
  /** Mean over the bands of noise ÷ mask, as power. */
  readonly noiseToMask: number
  /** Is noise more than 1.5 dB over the mask in any band? */
  readonly distorted: boolean
  readonly modulationDifference1: number
  readonly modulationDifference2: number
  /** How much the two above count in this frame. */
  readonly modulationWeight: number
  readonly noiseLoudness: number
  /** null where there is too little sound for it. */
  readonly harmonicStructure: number | null
}

/** What both ears detect in one frame: the largest probability over the channels, and the steps above threshold. */
export interface Detection {
  /** 0…1, that the difference is heard. */
  readonly probability: number
  readonly stepsAboveThreshold: number
}

/** A bandwidth under 8.1 kHz says nothing. */
const LEAST_BANDWIDTH_BINS = 346
/** Frames that the windowed average looks back on: 0.1 s. */
const WINDOW = 4
/** Smoothing of the probability of detection, per frame. */
const SMOOTHING = 0.9
const HARMONIC_SCALE = 1000
/** Noise of no power, and noise without a mask, are held at this. */
const EXTREME_DB = 200

interface ChannelVariables
  extends Omit<
    OutputVariables,
    'distortedBlock' | 'detection' | 'bandwidthOriginal' | 'bandwidthAltered'
  > {
  /** null where no frame is wide enough to say. */
  readonly bandwidthOriginal: number | null
  readonly bandwidthAltered: number | null
}

/** Averages of one channel over time, as BS.1387 takes each of them. Nothing grows with the length. */
export class ChannelAverages {
  private frames = 0
  private noiseToMask = 0
  private distorted = 0
  private bandwidthFrames = 0
  private bandwidthOriginal = 0
  private bandwidthAltered = 0
  private weight = 0
  private weighted1 = 0
  private weighted2 = 0
  private readonly roots: number[] = []
  private windows = 0
  private windowed = 0
  private loudnessFrames = 0
  private loudnessSquares = 0
  private harmonicFrames = 0
  private harmonic = 0

  /** `settled`: the ear's memories are filled (half a second after the start of the sound). */
  add(frame: ChannelMeasures, settled: boolean): void {
    this.frames++
    this.noiseToMask += frame.noiseToMask
    if (frame.distorted) this.distorted++
    if (frame.bandwidthOriginal > LEAST_BANDWIDTH_BINS) {
      this.bandwidthFrames++
      this.bandwidthOriginal += frame.bandwidthOriginal
      this.bandwidthAltered += frame.bandwidthAltered
    }
    if (frame.harmonicStructure !== null) {
      this.harmonicFrames++
      this.harmonic += frame.harmonicStructure
    }
    if (settled) this.addSettled(frame)
  }

  private addSettled(frame: ChannelMeasures): void {
    const { modulationWeight: weight } = frame
    this.weight += weight
    this.weighted1 += weight * frame.modulationDifference1
    this.weighted2 += weight * frame.modulationDifference2
    this.roots.push(Math.sqrt(frame.modulationDifference1))
    if (this.roots.length > WINDOW) this.roots.shift()
    if (this.roots.length === WINDOW) {
      this.windows++
      this.windowed += (this.roots.reduce((sum, root) => sum + root, 0) / WINDOW) ** 4
    }
    this.loudnessFrames++
    this.loudnessSquares += frame.noiseLoudness ** 2
  }

  /** null before the first frame. */
  variables(): ChannelVariables | null {
    if (this.frames === 0) return null
    const noiseToMaskDb = 10 * Math.log10(this.noiseToMask / this.frames)
    return {
      bandwidthOriginal: this.bandwidth(this.bandwidthOriginal),
      bandwidthAltered: this.bandwidth(this.bandwidthAltered),
      noiseToMaskDb: Math.min(EXTREME_DB, Math.max(-EXTREME_DB, noiseToMaskDb)),
      windowedModulationDifference: Math.sqrt(share(this.windowed, this.windows)),
      harmonicStructure: HARMONIC_SCALE * share(this.harmonic, this.harmonicFrames),
      modulationDifference1: share(this.weighted1, this.weight),
      modulationDifference2: share(this.weighted2, this.weight),
      noiseLoudness: Math.sqrt(share(this.loudnessSquares, this.loudnessFrames)),
      distortedFrames: this.distorted / this.frames,
    }
  }

  private bandwidth(sum: number): number | null {
    return this.bandwidthFrames === 0 ? null : sum / this.bandwidthFrames
  }
}

/** What both ears together detect, over time. */
export class DetectionAverages {
  private smoothed = 0
  private highest = 0
  private detectedFrames = 0
  private steps = 0

  add({ probability, stepsAboveThreshold }: Detection): void {
    this.smoothed = SMOOTHING * this.smoothed + (1 - SMOOTHING) * probability
    this.highest = Math.max(this.highest, this.smoothed)
    if (probability > 0.5) {
      this.detectedFrames++
      this.steps += stepsAboveThreshold
    }
  }

  variables(): Pick<OutputVariables, 'distortedBlock' | 'detection'> {
    const steps = share(this.steps, this.detectedFrames)
    const block = steps > 0 ? Math.log10(steps) : -0.5
    return { distortedBlock: this.detectedFrames === 0 ? 0 : block, detection: this.highest }
  }
}

/** The variables of the network: means over the channels, and what both ears detect. */
export const outputVariables = (
  channels: readonly ChannelAverages[],
  detection: DetectionAverages,
): OutputVariables | null => {
  const all = channels.flatMap((channel) => channel.variables() ?? [])
  if (all.length === 0) return null
  const mean = (key: keyof ChannelVariables, narrowest = 0): number => {
    const values = all.flatMap((variables) => variables[key] ?? [])
    return values.length === 0 ? narrowest : values.reduce((sum, x) => sum + x, 0) / values.length
  }
  return {
    bandwidthOriginal: mean('bandwidthOriginal', NARROWEST.original),
    bandwidthAltered: mean('bandwidthAltered', NARROWEST.altered),
    noiseToMaskDb: mean('noiseToMaskDb'),
    windowedModulationDifference: mean('windowedModulationDifference'),
    harmonicStructure: mean('harmonicStructure'),
    modulationDifference1: mean('modulationDifference1'),
    modulationDifference2: mean('modulationDifference2'),
    noiseLoudness: mean('noiseLoudness'),
    distortedFrames: mean('distortedFrames'),
    ...detection.variables(),
  }
}

const share = (sum: number, count: number): number => (count === 0 ? 0 : sum / count)
