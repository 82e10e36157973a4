import type { Recipe } from '../chain/recipe'
import { portion } from '../core/job'
import { fail, type Outcome, ok } from '../core/outcome'
import type { PcmReader, PcmStore } from '../core/pcm-store'
import { isRateInReach } from '../core/sample-rates'
import type { Tags } from '../core/tags'
import { deliverMaster } from '../mastering/deliver-master'
import { deliveredFrames } from '../mastering/delivery-rates'
import type { RenderedMaster } from '../mastering/finish-master'
import type { RenderServices } from '../mastering/render/upstream'
import { renderMaster } from '../mastering/render-master'
import { type CheckedFile, type DeliverableMaster, deliverFile } from './deliver-file'
import { formatOf } from './formats/registry'
import { type CodecMargin, holdCeiling, MOST_ROUNDS } from './hold-ceiling'
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
  /** What it took to keep the codec under the ceiling; null where nobody asked. */
  readonly margin: CodecMargin | null
  /** The destination's ceiling, dBTP: what a codec makes of the master may be over it. */
  readonly ceilingDbtp: number
}

/** Shares of the work, for progress: rendering the delivery where there is any, and the first file. */
const RENDERED = 0.7
const FIRST_FILE = 0.4

/**
 * The finished master as a checked file in the wanted format, with tags in the source's frames: the very audio at the
 * source's rate, its recipe landed anew at any other and where a codec must be kept under the ceiling. `track-gone`
 * without a master, `sample-rate-unsupported` for a rate that the format does not hold.
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
  const holds = settings.holdCeiling && isLossy(settings.format)
  const whole = portion(job, 0, holds ? FIRST_FILE : 1)
  const lengthFrames = deliveredFrames(source.lengthFrames, source.sampleRate, sampleRate)
  const said = tagsForFile(tags, { sourceRate: source.sampleRate, sampleRate, lengthFrames })
  const deliver = (recipe: Recipe, part: typeof job) =>
    renderAndDeliver(source, recipe, sampleRate, settings, said, { ...services, job: part })
  const first = renders
    ? await deliver(master.recipe, whole)
    : await deliverFile(master, settings, { ...services, job: whole }, said)
  if (!first.ok) return first
  const { landing } = master.recipe
  const { ceilingDbtp } = landing
  if (!holds) return ok({ ...first.value, margin: null, ceilingDbtp })
  const share = (1 - FIRST_FILE) / (MOST_ROUNDS - 1)
  const held = await holdCeiling(first.value, ceilingDbtp, (limiterCeilingDbtp, round) => {
    const from = FIRST_FILE + (round - 1) * share
    const recipe = { ...master.recipe, landing: { ...landing, ceilingDbtp: limiterCeilingDbtp } }
    return deliver(recipe, portion(job, from, from + share))
  })
  job.report(1)
  return held.ok ? ok({ ...held.value.file, margin: held.value.margin, ceilingDbtp }) : held
}

const renderAndDeliver = async <File>(
  source: PcmReader,
  recipe: Recipe,
  sampleRate: number,
  settings: DeliverySettings,
  tags: Tags,
  services: DeliveryServices<File>,
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
    return await deliverFile(deliverable(rendered), settings, writing, tags)
  } finally {
    room.release()
  }
}

/** A rendered master as it is delivered. */
export const deliverable = ({
  master,
  recipe,
  analysis,
  verdict,
}: RenderedMaster): DeliverableMaster => ({
  store: master,
  recipe,
  integratedLufs: analysis.loudness.integratedLufs,
  samplePeakDbfs: analysis.samplePeakDbfs,
  verdict,
})
