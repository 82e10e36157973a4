import { activeBands, PARAMETERS } from '../../chain/modules/dynamic-eq/bands'
import { defaultsOf, type ParameterValues } from '../../chain/parameter'
import { DynamicBand } from '../../dsp/dynamics/dynamic-band'
import { nodeKernels } from '../../hosts/node/node-kernels'

export const REDUCTION_HOPS_PER_SECOND = 50

const kernels = nodeKernels()

/** The most that the one band of the dynamic equaliser that `values` switch on takes off stereo audio, per 20 ms, dB. */
export const bandReductionsDb = (
  audio: readonly Float32Array[],
  values: ParameterValues,
  sampleRate: number,
): readonly number[] => {
  const scope = kernels.scope()
  const [band] = activeBands({ ...defaultsOf(PARAMETERS), ...values })
  if (!band) throw new Error('no band is at work')
  const hopFrames = sampleRate / REDUCTION_HOPS_PER_SECOND
  const dynamic = new DynamicBand(kernels, scope, band, sampleRate)
  const lanes = [scope.f32(hopFrames), scope.f32(hopFrames)] as const
  const hops = Math.floor((audio[0]?.length ?? 0) / hopFrames)
  const out = Array.from({ length: hops }, (_, hop) => {
    const at = hop * hopFrames
    for (const [c, lane] of lanes.entries())
      lane.view.set(audio[c]?.subarray(at, at + hopFrames) ?? [])
    return dynamic.process(lanes[0].pointer, lanes[1].pointer, hopFrames, at, false)
  })
  scope.release()
  return out
}
