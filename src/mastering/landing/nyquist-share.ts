import { amplitudeToDb } from '../../core/decibels'
import type { PcmReader } from '../../core/pcm-store'
import { Fft } from '../../dsp/fft'
import type { Kernels } from '../../dsp/kernels'
import type { LimitedStretches } from './limited-stretches'

const SIZE = 2048
/** Bins below the Nyquist frequency that count: its last 4 %, a little more than resamplers let go. */
const FIRST_BIN = Math.ceil(0.96 * (SIZE / 2))
/** More windows than this tell nothing new. */
const MOST_WINDOWS = 256

/**
 * How much of the sound around limited peaks lies in the last 4 % below the Nyquist frequency: the largest share of a window's
 * power, dB ≤ 0; −Infinity where there is none. White noise −14 dB.
 */
export const nyquistShareDb = (
  audio: PcmReader,
  { hopFrames, stretches }: Pick<LimitedStretches, 'hopFrames' | 'stretches'>,
  kernels: Kernels,
): number => {
  const { call } = kernels
  const scope = kernels.scope()
  try {
    const fft = new Fft(kernels, scope, SIZE)
    const [re, im] = [scope.f32(SIZE), scope.f32(SIZE)]
    // Two channels go through one transform: the powers of both come out added.
    const channels = [re, im].slice(0, audio.channelCount)
    const views = channels.map(({ view }) => view)
    const window = scope.f32(SIZE)
    call.hannWindow(window.pointer, SIZE, 1)
    let largest = 0
    for (const middle of middles(stretches, hopFrames)) {
      const start = Math.max(0, middle - SIZE / 2)
      im.view.fill(0)
      const read = audio.read(start, views, SIZE)
      for (const { view, pointer } of channels) {
        view.fill(0, read)
        call.windowed(pointer, window.pointer, pointer, SIZE)
      }
      fft.forward(re, im)
      const all = call.sumOfSquares(re.pointer, SIZE) + call.sumOfSquares(im.pointer, SIZE)
      if (all > 0) largest = Math.max(largest, highPower(re.view, im.view) / all)
    }
    return amplitudeToDb(Math.sqrt(largest))
  } finally {
    scope.release()
  }
}

const highPower = (re: Float32Array, im: Float32Array): number => {
  let sum = 0
  for (let bin = FIRST_BIN; bin <= SIZE - FIRST_BIN; bin++) {
    const [x, y] = [re[bin] as number, im[bin] as number]
    sum += x * x + y * y
  }
  return sum
}

/** Frames in the stretches, evenly spread over all of them. */
const middles = (
  stretches: LimitedStretches['stretches'],
  hopFrames: number,
): readonly number[] => {
  const hops = stretches.reduce((sum, { first, end }) => sum + end - first, 0)
  const stride = Math.max(1, hops / MOST_WINDOWS)
  const frames: number[] = []
  let passed = 0
  for (const { first, end } of stretches) {
    const length = end - first
    for (; frames.length * stride < passed + length; )
      frames.push(Math.floor((first + frames.length * stride - passed) * hopFrames))
    passed += length
  }
  return frames
}
