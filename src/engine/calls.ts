import type { Analysis } from '../analysis/analysis'
import type { DamageGrade } from '../analysis/damage/grade-damage'
import type { Fingerprint } from '../analysis/fingerprint/fingerprint'
import type { Peaks } from '../analysis/peaks'
import type { Sections } from '../analysis/sections/sections'
import type { MatchWish } from '../chain/match'
import type { Recipe } from '../chain/recipe'
import type { ChannelChoice } from '../core/channel-choice'
import type { Outcome } from '../core/outcome'
import type { Tags } from '../core/tags'
import type { Signal, StoredSignal, TrackId } from '../core/track'
import type { TrackFacts } from '../core/track-facts'
import type { CodecProof } from '../delivery/decode-codec'
import type { DeliveredFile } from '../delivery/deliver-track'
import type { DeliverySettings } from '../delivery/settings'
import type { SolvedLanding } from '../mastering/landing/solve-landing'
import type { Verdict } from '../mastering/landing/verdict'
import type { WeightedReference } from '../mastering/matching/match-references'
import type { KnownGrade, LoudnessPrice } from '../mastering/price/loudness-price'
import type { Intent } from '../mastering/proposal/intent'
import type { ReductionSeries } from '../mastering/render/reduction-series'
import type { AlbumFiles } from './album'
import type { AlbumRequest } from './album-request'
import type { Inspection } from './inspect'

/**
 * Every call of the engine: what it takes and what it answers. The page's client, the worker's dispatch and all of
 * their types follow from here: a new call is a line in this interface, one in {@link QUEUES}, and its
 * implementation in `jobs`. `Source` is a file to be opened and `Written` one that was written, as the host has them.
 */
export interface Calls<Source, Written> {
  /** `channels`: what becomes of more than two; `too-many-channels` where it is null, or not to be had. */
  open(track: TrackId, file: Source, channels: ChannelChoice | null): OpenedTrack
  analyse(track: TrackId): Analysis
  /**
   * What a reference is known by, and what a track is matched by: `analysis` is the signal's own. `track-gone` where
   * there is no such signal (yet).
   */
  fingerprint(
    track: TrackId,
    signal: StoredSignal,
    analysis: Analysis,
    about: FingerprintLabel,
  ): Fingerprint
  /** `intent` as it follows references: `target` is the fingerprint of the track that it is for. */
  match(
    target: Fingerprint,
    intent: Intent,
    references: readonly WeightedReference[],
    wish: MatchWish,
  ): Intent
  master(track: TrackId, recipe: Recipe): MasteredTrack
  /**
   * The landing that a render of `recipe` would start from, within milliseconds while only target, ceiling and
   * limiter differ from the last render; null where something ahead of the limiter does.
   */
  solve(track: TrackId, recipe: Recipe): SolvedLanding | null
  /**
   * How audible it is what landing did to the sound: the newest master against what went into the drive, at
   * equal loudness. null where it cannot be graded (silent, under a second); `track-gone` before there is a master.
   */
  grade(track: TrackId): DamageGrade | null
  /**
   * What every loudness would cost with the limiter and the ceiling of `recipe`: by the models in milliseconds, or
   * `measured` over a few stretches in seconds (`known`: the grade of a master of the same sound); null where the
   * engine keeps no upstream of it.
   */
  price(
    track: TrackId,
    recipe: Recipe,
    measured: boolean,
    known: KnownGrade | null,
  ): LoudnessPrice | null
  /** What the original is made of: parts that sound alike, and where it is loudest. */
  sections(track: TrackId): Sections
  /** `tags`: what the file says of its music, in the source's frames. */
  export(track: TrackId, settings: DeliverySettings, tags: Tags): DeliveredFile<Written>
  /**
   * Encodes the newest master with a lossy codec and decodes it; both are then the source and the master of the track `as`, for
   * `listenFile`, until that is closed.
   */
  decodeCodec(track: TrackId, settings: DeliverySettings, as: TrackId): CodecProof
  /** What a report says of the source file and of the delivered one: their bytes, and both read by the second meter. */
  inspect(
    track: TrackId,
    source: Source,
    delivered: Source,
    settings: Pick<DeliverySettings, 'format' | 'depth'>,
  ): Inspection
  /** Masters of open tracks as one programme, whole or cut into its tracks. */
  album(request: AlbumRequest): AlbumFiles<Written>
  /** The signal as a WAV file, for listening where AudioWorklet is missing. */
  listenFile(track: TrackId, request: ListenRequest): Written
  /** The demo mix as a 24-bit WAV file: the same bytes at every call. */
  demo(): Written
}

/** The queue that a call waits in; jobs of one queue run one after the other. */
export const QUEUES = {
  open: 'decode',
  analyse: 'analyse',
  fingerprint: 'draw',
  match: 'match',
  master: 'master',
  solve: 'solve',
  grade: 'grade',
  price: 'price',
  sections: 'sections',
  export: 'write',
  decodeCodec: 'write',
  inspect: 'write',
  album: 'write',
  listenFile: 'write',
  demo: 'write',
} as const satisfies Readonly<Record<CallName, string>>

export type CallName = keyof Calls<never, never>
export type Args<Name extends CallName, Source, Written> = Parameters<Calls<Source, Written>[Name]>
export type Result<Name extends CallName, Source, Written> = ReturnType<
  Calls<Source, Written>[Name]
>
export type Answer<Name extends CallName, Source, Written> = Outcome<Result<Name, Source, Written>>

/** The calls as methods, with `Options` behind their own arguments. */
export type CallsWith<Options, Source, Written> = {
  readonly [Name in CallName]: (
    ...args: [...Args<Name, Source, Written>, options: Options]
  ) => Promise<Answer<Name, Source, Written>>
}

/** Makes them from one function that runs any. */
export const callsWith = <Options, Source, Written>(
  run: <Name extends CallName>(
    name: Name,
    args: Args<Name, Source, Written>,
    options: Options,
  ) => Promise<Answer<Name, Source, Written>>,
): CallsWith<Options, Source, Written> => {
  const methods = (Object.keys(QUEUES) as CallName[]).map((name) => [
    name,
    (...all: unknown[]) => run(name, all.slice(0, -1) as never, all.at(-1) as Options),
  ])
  return Object.fromEntries(methods) as CallsWith<Options, Source, Written>
}

export type JobId = number

/** What a fingerprint says of itself. */
export type FingerprintLabel = Pick<Fingerprint, 'name' | 'date'>

/** 0…1, monotonic, at most 10 a second. */
export type OnProgress = (fraction: number) => void

export interface OpenedTrack {
  readonly facts: TrackFacts
  readonly peaks: Peaks
}

export interface MasteredTrack {
  /** The recipe as rendered: `landing` solved. */
  readonly recipe: Recipe
  readonly analysis: Analysis
  readonly verdict: Verdict
  /** What each module with a detector took off over the whole track, in signal order. */
  readonly reductions: readonly ReductionSeries[]
  /** Real passes of the landing part that it took. */
  readonly passes: number
  readonly peaks: Peaks
}

/** Original and master are delivered as they are; the gains (linear) shape the difference only: master·gm − original·go. */
export interface ListenRequest {
  readonly signal: Signal
  readonly originalGain: number
  readonly masterGain: number
}
