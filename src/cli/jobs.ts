import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Analysis } from '../analysis/analysis'
import type { MatchWish } from '../chain/match'
import type { Recipe } from '../chain/recipe'
import { editedTags } from '../core/tag-edits'
import { PROGRAM_BUILD, PROGRAM_VERSION } from '../core/version'
import type { DeliveredFile } from '../delivery/deliver-track'
import { type FormatId, formatOf } from '../delivery/formats/registry'
import { DEFAULT_DELIVERY, type DeliverySettings, isLossy } from '../delivery/settings'
import { leftBehind } from '../delivery/tags/left-out'
import type { Verdict } from '../mastering/landing/verdict'
import type { WeightedReference } from '../mastering/matching/match-references'
import { destinationOf } from '../mastering/proposal/destinations'
import { type Intent, initialIntent } from '../mastering/proposal/intent'
import { propose, recipeFrom } from '../mastering/proposal/propose'
import { buildReport } from '../report/build-report'
import { findRecipe } from '../report/find-recipe'
import type { Report } from '../report/report'
import { leftBehindSentences } from '../words/left-out-sentence'
import { noRecipeSentence } from '../words/recipe-sentences'
import { FileProblem, must, openFile, type Progress, readable, TRACK } from './analyse-file'
import type { Request } from './arguments'
import type { DiskEngine } from './disk-engine'
import type { PartFile } from './part-files'
import { fingerprintOf } from './references'

export interface MasteredFile {
  readonly output: string
  readonly original: Analysis
  readonly recipe: Recipe
  readonly verdict: Verdict
  /** The written file, read and measured again. */
  readonly check: DeliveredFile<PartFile>['check']
  readonly margin: DeliveredFile<PartFile>['margin']
  readonly ceilingDbtp: number
  /** What the source says and the file does not, in sentences. */
  readonly leftBehind: readonly string[]
  /** As the page would give it; null where nobody asked for one. */
  readonly report: Report | null
}

/** Masters a file to `output`, which is there once it is whole. */
export const masterFile = async (
  engine: DiskEngine,
  path: string,
  output: string,
  request: Request,
  references: readonly WeightedReference[],
  progress: Progress,
): Promise<MasteredFile> => {
  const name = basename(path)
  const { source, facts, original } = await openFile(engine, path, request.channels, progress)
  const stage = (label: string) => ({ onProgress: (fraction: number) => progress(label, fraction) })
  const wanted = request.recipePath
    ? readRecipe(request.recipePath)
    : recipeFrom(propose(original, await intentOf(engine, name, original, request, references)))
  const mastered = must(await engine.master(TRACK, wanted, stage('mastering')), name)
  const settings = settingsOf(request, original.sampleRate)
  const tags = editedTags(facts.tags, { texts: request.tags })
  const delivered = await engine.writingTo(output, async () =>
    must(await engine.export(TRACK, settings, tags, stage('exporting')), name),
  )
  const { recipe, analysis: master } = mastered
  const { verdict, check } = delivered
  const report =
    request.reportPath === null
      ? null
      : await buildReport({
          version: PROGRAM_VERSION,
          build: PROGRAM_BUILD,
          created: new Date(),
          facts,
          original,
          master,
          recipe,
          settings,
          delivered,
          tags,
          fileName: basename(output),
          inspection: must(
            await engine.inspect(
              TRACK,
              source,
              new File([await readable(output)], basename(output)),
              settings,
              stage('reporting'),
            ),
            name,
          ),
        })
  const { margin, ceilingDbtp } = delivered
  return {
    output,
    original,
    recipe,
    verdict,
    check,
    margin,
    ceilingDbtp,
    leftBehind: leftBehindSentences(leftBehind([tags], request.format)),
    report,
  }
}

const settingsOf = (request: Request, sourceRate: number): DeliverySettings => ({
  ...DEFAULT_DELIVERY,
  format: request.format,
  quality: request.quality,
  holdCeiling: request.holdCeiling,
  replayGain: request.replayGain,
  depth: request.bits,
  dither: request.dither && request.bits !== '32f' && !isLossy(request.format) ? 'tpdf' : 'none',
  blankSilence: !request.ditherSilence,
  sampleRate: request.sampleRate ?? heldRate(request.format, sourceRate),
})

/** The source's rate where the format holds it, else the next one up, or its highest. */
const heldRate = (format: FormatId, sourceRate: number): number | 'source' => {
  const rates = formatOf(format).ratesHz
  if (!rates || rates.includes(sourceRate)) return 'source'
  return rates.toSorted((a, b) => a - b).find((rate) => rate >= sourceRate) ?? Math.max(...rates)
}

/** What the page would start from, with what the command line asks for. */
const intentOf = async (
  engine: DiskEngine,
  name: string,
  analysis: Analysis,
  request: Request,
  references: readonly WeightedReference[],
): Promise<Intent> => {
  const usual = initialIntent(analysis)
  const destination = destinationOf(request.destinationId)
  const intent = {
    ...usual,
    destinationId: request.destinationId,
    targetLufs: request.targetLufs ?? destination?.targetLufs ?? usual.targetLufs,
    ceilingDbtp: request.ceilingDbtp ?? destination?.ceilingDbtp ?? usual.ceilingDbtp,
    styleId: request.styleId ?? usual.styleId,
    intensityPercent: request.intensityPercent ?? usual.intensityPercent,
  }
  if (references.length === 0) return intent
  const own = await fingerprintOf(engine, name, analysis)
  return must(await engine.match(own, intent, references, wishOf(request), {}), name)
}

/** All the way; the loudness only where none is named. */
const wishOf = ({ hasOwnLoudness }: Request): MatchWish => ({
  weights: {},
  amounts: {
    tonePercent: 100,
    dynamicsPercent: 100,
    widthPercent: 100,
    loudnessPercent: hasOwnLoudness ? 0 : 100,
  },
})

const readRecipe = (path: string): Recipe => {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    throw new FileProblem(`“${path}” could not be read. Is it there, and may you read it?`)
  }
  const found = findRecipe(text)
  if (!found.ok) throw new FileProblem(noRecipeSentence(`“${path}”`, found.reason))
  return found.recipe
}
