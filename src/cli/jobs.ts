import { openAsBlob, readFileSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Analysis } from '../analysis/analysis'
import { parseRecipe } from '../chain/parse-recipe'
import type { Recipe } from '../chain/recipe'
import type { Outcome } from '../core/outcome'
import type { DeliveredFile } from '../delivery/deliver-track'
import { type FormatId, formatOf } from '../delivery/formats/registry'
import { DEFAULT_DELIVERY, isLossy } from '../delivery/settings'
import type { InThreadEngine } from '../engine/in-thread'
import type { Verdict } from '../mastering/landing/verdict'
import { destinationOf } from '../mastering/proposal/destinations'
import { initialIntent } from '../mastering/proposal/intent'
import { propose, recipeFrom } from '../mastering/proposal/propose'
import { errorSentence } from '../words/sentences'
import type { Request } from './arguments'

export type NodeEngine = InThreadEngine<File, Blob>
export type Progress = (stage: string, fraction: number) => void

export interface MasteredFile {
  readonly output: string
  readonly original: Analysis
  readonly recipe: Recipe
  readonly verdict: Verdict
  /** The written file, read and measured again. */
  readonly check: DeliveredFile<Blob>['check']
}

/** An expected failure, as the sentence that the page would show. */
export class FileProblem extends Error {}

const TRACK = 'file'

/** The file's bytes, read as they are needed. */
const readable = async (path: string): Promise<Blob> => {
  try {
    return await openAsBlob(path)
  } catch {
    throw new FileProblem(`“${path}” could not be read. Is it there, and may you read it?`)
  }
}

/** Opens and measures a file; the engine holds it until the next one is opened. */
export const analyseFile = async (
  engine: NodeEngine,
  path: string,
  progress: Progress,
): Promise<Analysis> => {
  const name = basename(path)
  const blob = await readable(path)
  const stage = (label: string) => ({ onProgress: (fraction: number) => progress(label, fraction) })
  must(await engine.open(TRACK, new File([blob], name), stage('decoding')), name)
  return must(await engine.analyse(TRACK, stage('analysing')), name)
}

/** Masters a file to `output`: written beside it first, so that no half of a master is ever there. */
export const masterFile = async (
  engine: NodeEngine,
  path: string,
  output: string,
  request: Request,
  progress: Progress,
): Promise<MasteredFile> => {
  const name = basename(path)
  const original = await analyseFile(engine, path, progress)
  const stage = (label: string) => ({ onProgress: (fraction: number) => progress(label, fraction) })
  const wanted = request.recipePath ? readRecipe(request.recipePath) : recipeOf(original, request)
  const { recipe, verdict } = must(await engine.master(TRACK, wanted, stage('mastering')), name)
  const exported = must(
    await engine.export(
      TRACK,
      {
        ...DEFAULT_DELIVERY,
        format: request.format,
        quality: request.quality,
        holdCeiling: request.holdCeiling,
        depth: request.bits,
        dither:
          request.dither && request.bits !== '32f' && !isLossy(request.format) ? 'tpdf' : 'none',
        blankSilence: !request.ditherSilence,
        sampleRate: request.sampleRate ?? heldRate(request.format, original.sampleRate),
      },
      stage('exporting'),
    ),
    name,
  )
  const part = `${output}.part`
  try {
    await writeFile(part, exported.file.stream())
    await rename(part, output)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
  return { output, original, recipe, verdict: exported.verdict ?? verdict, check: exported.check }
}

/** The source's rate where the format holds it, else the next one up, or its highest. */
const heldRate = (format: FormatId, sourceRate: number): number | 'source' => {
  const rates = formatOf(format).ratesHz
  if (!rates || rates.includes(sourceRate)) return 'source'
  return rates.toSorted((a, b) => a - b).find((rate) => rate >= sourceRate) ?? Math.max(...rates)
}

/** The recipe that the page would start from, with what the command line asks for. */
const recipeOf = (analysis: Analysis, request: Request): Recipe => {
  const usual = initialIntent(analysis)
  const destination = destinationOf(request.destinationId)
  return recipeFrom(
    propose(analysis, {
      ...usual,
      destinationId: request.destinationId,
      targetLufs: request.targetLufs ?? destination?.targetLufs ?? usual.targetLufs,
      ceilingDbtp: request.ceilingDbtp ?? destination?.ceilingDbtp ?? usual.ceilingDbtp,
      styleId: request.styleId ?? usual.styleId,
      intensityPercent: request.intensityPercent ?? usual.intensityPercent,
    }),
  )
}

const readRecipe = (path: string): Recipe => {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new FileProblem(`“${path}” is not a recipe: it could not be read as JSON.`)
  }
  const inReport = json as { readonly recipe?: unknown }
  const parsed = parseRecipe(inReport?.recipe ?? json)
  if (!parsed.ok) throw new FileProblem(`“${path}” is not a recipe that this version knows.`)
  return parsed.recipe
}

const must = <T>(outcome: Outcome<T>, name: string): T => {
  if (outcome.ok) return outcome.value
  throw new FileProblem(errorSentence(outcome.error, name) ?? 'cancelled')
}
