import { freshRecipe } from '../../chain/recipe'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import { DEFAULT_DELIVERY } from '../../delivery/settings'
import { memoryFileServices } from '../../delivery/testing/memory-files'
import { writeFile } from '../../delivery/write-file'
import { seededNoise } from '../../dsp/testing/seeded-noise'

export const RATE = 48_000
export const LENGTH = 5 * RATE
export const RECIPE = freshRecipe({
  destinationId: 'custom',
  styleId: 'clean',
  targetLufs: -16,
  ceilingDbtp: -1,
})

/** Seeded noise with a slow swell, about −13 LUFS. */
const signal = (seed: number): Float32Array => {
  const noise = seededNoise(seed)
  return Float32Array.from(
    { length: LENGTH },
    (_, i) => noise() * (0.25 + 0.1 * Math.sin((2 * Math.PI * i) / RATE)),
  )
}

export const left = signal(1)
export const right = signal(2)

/** A WAV file of them, as it would be dropped. */
export const wavFile = async (
  channels: readonly Float32Array[],
  name = 'mix.wav',
): Promise<File> => {
  const store = new MemoryPcmStore(RATE, channels.length, false)
  store.append(channels, channels[0]?.length ?? 0)
  const choices = { ...DEFAULT_DELIVERY, depth: '32f', dither: 'none' } as const
  const { file } = await writeFile(store, choices.format, choices, memoryFileServices())
  return new File([Uint8Array.from(file)], name)
}
