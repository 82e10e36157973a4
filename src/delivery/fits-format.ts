import { loadCodec } from './formats/codecs'
import type { FileSpec } from './formats/format'
import { type FormatId, formatOf } from './formats/registry'

const GIB = 2 ** 30

/** What a file of this shape is beyond what its format can tell, in short ("3.1 of 2 GiB"); null where it fits. */
export const beyondFormat = async (format: FormatId, spec: FileSpec): Promise<string | null> => {
  const { most } = formatOf(format)
  if (!most) return null
  if ('frames' in most)
    return spec.lengthFrames > most.frames ? `${spec.lengthFrames} of ${most.frames} frames` : null
  const sizeBytes = (await loadCodec(format)).sizeBytes?.(spec) ?? 0
  return sizeBytes > most.bytes
    ? `${(sizeBytes / GIB).toFixed(1)} of ${Math.ceil(most.bytes / GIB)} GiB`
    : null
}
