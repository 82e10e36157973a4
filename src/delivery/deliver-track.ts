import type { Recipe } from '../chain/recipe'
import { portion } from '../core/job'
import { fail, type Outcome, ok } from '../core/outcome'
import type { PcmReader, PcmStore } from '../core/pcm-store'
import { isRateInReach } from '../core/sample-rates'
import type { Tags } from '../core/tags'
import { deliverMaster } from '../mastering/deliver-master'
import { deliveredFrames } from '../mastering/delivery-rates'
import type { RenderedMaster } from '../mastering/finish-master'
import type { Verdict } from '../mastering/landing/verdict'
import type { RenderServices } from '../mastering/render/upstream'
import { renderMaster } from '../mastering/render-master'
import { type CheckedFile, type DeliverableMaster, deliverFile } from './deliver-file'
import { beyondFormat } from './fits-format'
import { formatOf } from './formats/registry'
import { type CodecMargin, holdAfterCodec, MOST_ROUNDS } from './hold-after-codec'
import { type DeliverySettings, holdsRate, isLossy } from './settings'
import { tagsForFile } from './tags/tags-for-file'
import type { FileServices } from './write-file'

export interface DeliverableTrack {
  readonly source: PcmReader
  /** At the source's rate; null before there is one. */
  readonly master: DeliverableMaster | null
}

export type DeliveryServices<File> = FileServices<File> & RenderServices

export interface DeliveredFile<File> extends CheckedFile<File> {
  /** What it took to have the codec's file as loud as it should be, and under the ceiling where asked; null for a lossless one. */
  readonly margin: CodecMargin | null
  /** The destination's ceiling, dBTP: what a codec makes of the master may be over it. */
  readonly ceilingDbtp: number
}

/** Shares of the work, for progress: rendering the delivery where there is any, and the first file. */
const RENDERED = 0.7
const FIRST_FILE = 0.4
/** A decoded file this near to its target has hit it. */
const NEAR_AFTER_CODEC_LU = 0.1

/**
 * The finished master as a checked file in the wanted format, with tags in the source's frames: the very audio at the
 * source's rate, its recipe landed anew at any other, and where a codec takes loudness away or must be kept under the ceiling. `track-gone`
 * without a master, `sample-rate-unsupported` for a rate that the format does not hold, `file-too-long` before any work.
 */
export const deliverTrack = async <File>(
  { source, master }: DeliverableTrack,
  settings: DeliverySettings,
  tags: Tags,
  services: DeliveryServices<File>,
): Promise<Outcome<DeliveredFile<File>>> => {
  if (!master) return fail('track-gone', 'no master yet')
  const { job } = services
  const sampleRate = settings.sampleRate === 'source' ? source.sampleRate : settings.sampleRate
  if (!isRateInReach(sampleRate) || !holdsRate(settings.format, sampleRate))
    return fail('sample-rate-unsupported', `${sampleRate} Hz in ${formatOf(settings.format).label}`)
  const renders = sampleRate !== source.sampleRate
  const lossy = isLossy(settings.format)
  const whole = portion(job, 0, lossy ? FIRST_FILE : 1)
  const lengthFrames = deliveredFrames(source.lengthFrames, source.sampleRate, sampleRate)
  const said = tagsForFile(tags, { sourceRate: source.sampleRate, sampleRate, lengthFrames })
  const beyond = await beyondFormat(settings.format, {
    ...settings,
    sampleRate,
    channelCount: source.channelCount,
    lengthFrames,
    tags: said,
  })
  if (beyond) return fail('file-too-long', beyond)
  const deliver = (recipe: Recipe, part: typeof job, codecTakesLu = 0) =>
    renderAndDeliver(
      source,
      recipe,
      sampleRate,
      settings,
      said,
      { ...services, job: part },
      codecTakesLu,
    )
  const first = renders
    ? await deliver(master.recipe, whole)
    : await deliverFile(master, settings, { ...services, job: whole }, said)
  if (!first.ok) return first
  const { landing, targetLufs } = master.recipe
  const { ceilingDbtp } = landing
  if (!lossy) return ok({ ...first.value, margin: null, ceilingDbtp })
  const share = (1 - FIRST_FILE) / (MOST_ROUNDS - 1)
  const goal = {
    ceilingDbtp: settings.holdCeiling ? ceilingDbtp : null,
    integratedLufs: first.value.verdict.status === 'hit' ? targetLufs : null,
  }
  const held = await holdAfterCodec(first.value, ceilingDbtp, goal, (aim, round) => {
    const from = FIRST_FILE + (round - 1) * share
    const recipe = {
      ...master.recipe,
      targetLufs: targetLufs + aim.loudnessShiftLu,
      landing: { ...landing, ceilingDbtp: aim.limiterCeilingDbtp },
    }
    return deliver(recipe, portion(job, from, from + share), aim.loudnessShiftLu)
  })
  job.report(1)
  if (!held.ok) return held
  const { file, margin } = held.value
  return ok({ ...file, verdict: verdictAfterCodec(file, targetLufs), margin, ceilingDbtp })
}

/** How what is heard of a lossy file landed; the master's own verdict where nobody can decode it here. */
const verdictAfterCodec = <File>(
  { verdict, check }: CheckedFile<File>,
  targetLufs: number,
): Verdict => {
  const { integratedLufs, truePeakDbtp } = check
  if (verdict.status === 'unmeasurable' || integratedLufs === null || truePeakDbtp === null)
    return verdict
  const missLu = integratedLufs - targetLufs
  const figures = { ...verdict, targetLufs, integratedLufs, truePeakDbtp }
  if (Math.abs(missLu) <= NEAR_AFTER_CODEC_LU) return { ...figures, status: 'hit' }
  const reason = verdict.status === 'missed' ? verdict.reason : 'codec'
  return { ...figures, status: 'missed', reason, missLu }
}

const renderAndDeliver = async <File>(
  source: PcmReader,
  recipe: Recipe,
  sampleRate: number,
  settings: DeliverySettings,
  tags: Tags,
  services: DeliveryServices<File>,
  codecTakesLu: number,
): Promise<Outcome<CheckedFile<File>>> => {
  const { job } = services
  const rendering = { ...services, job: portion(job, 0, RENDERED) }
  const rendered =
    sampleRate === source.sampleRate
      ? await renderMaster(source, recipe, rendering)
      : await deliverMaster(source, recipe, sampleRate, rendering)
  const room: PcmStore = rendered.master
  try {
    const writing = { ...services, job: portion(job, RENDERED, 1) }
    return await deliverFile(deliverable(rendered), settings, writing, tags, codecTakesLu)
  } finally {
    room.release()
  }
}

/** A rendered master as it is delivered. */
export const deliverable = ({
  master,
  recipe,
  analysis,
  truePeakDbtp,
  verdict,
}: RenderedMaster): DeliverableMaster => ({
  store: master,
  recipe,
  integratedLufs: analysis.loudness.integratedLufs,
  truePeakDbtp,
  samplePeakDbfs: analysis.samplePeakDbfs,
  verdict,
})
