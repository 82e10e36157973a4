import { sha256 } from 'hash-wasm'
import type { Analysis } from '../analysis/analysis'
import { foundIn } from '../analysis/findings/finding'
import { THIRD_BANDS } from '../analysis/spectrum'
import type { Recipe } from '../chain/recipe'
import type { Tags } from '../core/tags'
import type { TrackFacts } from '../core/track-facts'
import type { DeliveredFile } from '../delivery/deliver-track'
import { formatOf } from '../delivery/formats/registry'
import { type DeliverySettings, isLossy } from '../delivery/settings'
import type { Inspection } from '../engine/inspect'
import { CUSTOM_ID, DESTINATIONS_CHECKED, destinationOf } from '../mastering/proposal/destinations'
import { styleOf } from '../mastering/proposal/styles'
import { checkSentences } from '../words/check-sentences'
import { findingSentence } from '../words/finding-sentence'
import { MEASUREMENT_ROWS } from '../words/measurement-rows'
import { verdictWords } from '../words/verdict-sentence'
import { compareMeters } from './compare-meters'
import { canonicalJson, plain } from './plain'
import { type Curves, REPORT_SCHEMA, REPORT_VERSION, type Report } from './report'
import { reportedCodec } from './reported-codec'
import { reportedModules } from './reported-modules'
import { reportedMoves } from './reported-moves'
import { ditherOf, reportedTags } from './reported-tags'

/** Everything that a report tells of. */
export interface ReportFacts {
  /** Of this program. */
  readonly version: string
  /** The commit that it was built from; '' where nobody knows. */
  readonly build: string
  readonly created: Date
  readonly facts: TrackFacts
  readonly original: Analysis
  readonly master: Analysis
  /** As rendered: `landing` solved. */
  readonly recipe: Recipe
  readonly settings: DeliverySettings
  readonly delivered: Omit<DeliveredFile<unknown>, 'file' | 'extension'>
  readonly fileName: string
  /** As they were given to the file. */
  readonly tags: Tags
  readonly inspection: Inspection
}

/** The report of one mastered and delivered track. */
export const buildReport = async (told: ReportFacts): Promise<Report> => {
  const { facts, original, master, recipe, delivered, inspection, settings } = told
  const { checksum: _, codec: __, ...check } = delivered.check
  const { integratedLufs, truePeakDbtp, sampleRate, lengthFrames } = check
  const { ceilingDbtp, verdict } = delivered
  const overTargetLu = integratedLufs === null ? null : integratedLufs - recipe.targetLufs
  const format = formatOf(settings.format).label
  const { headline, detail } = checkSentences(delivered, format, false)
  const words = verdictWords(verdict)
  const report: Report = {
    schema: REPORT_SCHEMA,
    version: REPORT_VERSION,
    tool: { name: 'TrackMaster', version: told.version, build: told.build || null },
    created: told.created.toISOString(),
    source: sourceOf(facts, inspection),
    destination: {
      id: recipe.destinationId,
      label: destinationOf(recipe.destinationId)?.label ?? recipe.destinationId,
      targetLufs: recipe.targetLufs,
      ceilingDbtp: recipe.landing.ceilingDbtp,
      leastGrade: recipe.leastGrade,
      style: styleOf(recipe.style.id).label,
      intensityPercent: recipe.style.intensityPercent,
      rulesChecked: recipe.destinationId === CUSTOM_ID ? null : DESTINATIONS_CHECKED,
    },
    verdict: { ...verdict, words: `${words.headline} ${words.detail}`.trim() },
    measurements: MEASUREMENT_ROWS.map(({ label, unit, value }) => ({
      label,
      unit,
      original: value(original),
      master: value(master),
    })),
    meters: compareMeters(
      { analysis: original, reading: inspection.source.reading },
      { analysis: master, reading: isLossy(settings.format) ? inspection.master : null },
      { check: delivered.check, reading: inspection.delivered.reading },
    ),
    curves: curvesOf(original, master),
    findings: foundIn(original).map((finding) => ({
      kind: finding.kind,
      words: findingSentence(finding),
    })),
    moves: reportedMoves(original, recipe),
    modules: reportedModules(recipe),
    recipe,
    recipeSha256: await sha256(canonicalJson(recipe)),
    file: {
      name: told.fileName,
      sizeBytes: inspection.delivered.sizeBytes,
      sha256: inspection.delivered.sha256,
      audioMd5: inspection.delivered.audioMd5,
      format,
      settings,
      sampleRate,
      channelCount: facts.channelCount,
      lengthFrames,
      durationSeconds: lengthFrames / sampleRate,
      dither: ditherOf(settings, delivered.ditheredFrames),
    },
    tags: reportedTags(facts.tags, told.tags, settings),
    check: {
      ...check,
      words: `${headline} ${detail}`,
      ceilingDbtp,
      overTargetLu,
      playerGainDb: overTargetLu === null ? null : -overTargetLu,
      underCeilingDb: truePeakDbtp === null ? null : ceilingDbtp - truePeakDbtp,
    },
    codec: reportedCodec(settings, delivered),
    details: {
      original: inspection.source.reading,
      master: inspection.master,
      file: inspection.delivered.reading,
    },
  }
  return plain(report) as Report
}

const sourceOf = (
  { name, container, codec, bitDepth, sampleRate, channelCount, lengthFrames }: TrackFacts,
  { source: { sizeBytes, sha256: sourceSha256, audio } }: Inspection,
): Report['source'] => ({
  name,
  sizeBytes,
  sha256: sourceSha256,
  audio,
  container,
  codec,
  bitDepth,
  sampleRate,
  channelCount,
  lengthFrames,
})

/** Points of a curve that a page shows and a file should hold. */
const MOST_POINTS = 600
const SHORT_TERM_SECONDS = 3

const curvesOf = (original: Analysis, master: Analysis): Curves => {
  const { seriesHopSeconds, shortTermLufs } = original.loudness
  const stride = Math.max(1, Math.ceil(shortTermLufs.length / MOST_POINTS))
  const thinned = (series: Float32Array): readonly number[] =>
    Array.from({ length: Math.ceil(series.length / stride) }, (_, k) =>
      // A window that reaches before the start is not yet one of 3 s.
      k * stride + 1 < SHORT_TERM_SECONDS / seriesHopSeconds
        ? Number.NaN
        : rounded(series[k * stride] ?? Number.NaN),
    )
  return {
    shortTerm: {
      hopSeconds: seriesHopSeconds * stride,
      originalLufs: thinned(shortTermLufs),
      masterLufs: thinned(master.loudness.shortTermLufs),
    },
    spectrum: {
      centresHz: Array.from({ length: THIRD_BANDS.count }, (_, k) =>
        rounded(THIRD_BANDS.centreHz(k)),
      ),
      originalDb: Array.from(original.spectrum.thirdDb, rounded),
      masterDb: Array.from(master.spectrum.thirdDb, rounded),
    },
  }
}

const rounded = (value: number): number => Math.round(value * 100) / 100
