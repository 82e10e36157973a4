import { measureFingerprint } from '../analysis/fingerprint/measure-fingerprint'
import { guardLevel } from '../analysis/level-guard'
import { isOver } from '../analysis/peaks'
import { measureSectionFeatures } from '../analysis/sections/section-features'
import { sectionsOf } from '../analysis/sections/sections'
import { openAudio } from '../codec/read/open'
import { type JobContext, portion } from '../core/job'
import { fail, ok } from '../core/outcome'
import type { PcmReader, PcmStore } from '../core/pcm-store'
import type { DecodeRemark, TrackFacts } from '../core/track-facts'
import { decodeCodec } from '../delivery/decode-codec'
import { deliverable, deliverTrack } from '../delivery/deliver-track'
import { DEFAULT_DELIVERY, isLossy } from '../delivery/settings'
import { writeFile } from '../delivery/write-file'
import type { Kernels } from '../dsp/kernels'
import { gradeLanding } from '../mastering/landing/grade-landing'
import { solveLanding } from '../mastering/landing/solve-landing'
import { priceOfLoudness } from '../mastering/price/loudness-price'
import { examineTrack, peaksOf } from '../mastering/render/measure-track'
import { upstreamKey } from '../mastering/render/upstream'
import { renderMaster } from '../mastering/render-master'
import type { Answer, Args, CallName } from './calls'
import { differenceReader } from './difference-reader'
import { givingBack } from './giving-back'
import type { EngineHost } from './host'
import { inspect } from './inspect'
import { withMaster, withUpstream } from './made-again'
import type { TrackCache } from './track-cache'

/** What a job works with. */
export interface Work {
  readonly job: JobContext
  readonly kernels: Kernels
}

/** One implementation per call: its own arguments, behind what it works with. */
export type Implementations<Source, Written> = {
  readonly [Name in CallName]: (
    work: Work,
    ...args: Args<Name, Source, Written>
  ) => Promise<Answer<Name, Source, Written>>
}

/** Enough for a wide screen and some zoom. */
const PEAK_BINS = 8192

const withRemark = (facts: TrackFacts, remark: DecodeRemark): TrackFacts => ({
  ...facts,
  remarks: [...facts.remarks, remark],
})

/** The calls, over the tracks of `cache`. */
export const implementations = <Source, Written>(
  host: EngineHost<Source, Written>,
  cache: TrackCache,
): Implementations<Source, Written> => {
  const { timeout, newStore, mostPcmBytes, newFile, loadEncoder, openSystemAac } = host
  const writing = ({ kernels, job }: Work) => ({
    kernels,
    job,
    timeout,
    newFile,
    loadEncoder,
    openSystemAac,
  })
  const rendering = ({ kernels, job }: Work) => ({
    kernels,
    job,
    newStore,
    executor: host.executor(kernels),
  })

  /** For listening and the demo. */
  const wavFile = async (reader: PcmReader, work: Work): Promise<Written> => {
    const choices = { ...DEFAULT_DELIVERY, dither: 'none' } as const
    return (await writeFile(reader, choices.format, choices, writing(work))).file
  }

  return {
    open: async ({ job, kernels }, track, file, channels) => {
      host.warmUp()
      const made: PcmStore[] = []
      const noted: typeof newStore = (...shape) => {
        const store = newStore(...shape)
        made.push(store)
        return store
      }
      return givingBack(made, async (keep) => {
        const part = portion(job, 0, 0.9)
        const services = { kernels, job: part, timeout, newStore: noted, mostPcmBytes, channels }
        const opened = await openAudio(host.openFile(file), services)
        if (!opened.ok) return opened
        const { store } = opened.value
        const drawing = portion(job, 0.9, 1)
        const executor = host.executor(kernels)
        let peaks = await peaksOf(store, PEAK_BINS, executor, drawing)
        let { facts } = opened.value
        // Most audio stays within full scale, and is not read another time.
        const loud = isOver(peaks, 1) ? await guardLevel(store, job) : null
        if (loud) {
          facts = withRemark(facts, { kind: 'far-too-loud', ...loud })
          peaks = await peaksOf(store, PEAK_BINS, executor, drawing)
        }
        await job.checkpoint()
        keep(store)
        cache.put(track, store, facts.bitDepth)
        return ok(host.handOver({ facts, peaks }, [peaks.values.buffer]))
      })
    },

    analyse: ({ job, kernels }, track) =>
      cache.use(track, async ({ source, bitDepth }) =>
        ok(await examineTrack(source, bitDepth, host.executor(kernels), job)),
      ),

    fingerprint: (work, track, signal, analysis, about) =>
      cache.use(track, async (used) => {
        const measured = (store: PcmReader, { kernels, job }: Work) =>
          measureFingerprint(store, analysis, about, kernels, job)
        if (signal === 'original') return ok(await measured(used.source, work))
        const { master, services } = await withMaster(used, rendering(work))
        return master
          ? ok(await measured(master.store, services))
          : fail('track-gone', 'no master yet')
      }),

    match: async ({ job }, target, intent, references, wish) => {
      const { matchedIntent } = await import('../mastering/matching/matched-intent')
      return ok(await matchedIntent(intent, target, references, wish, job))
    },

    master: (work, track, wanted) =>
      cache.use(track, async ({ source, upstreams, setMaster }) => {
        const { job } = work
        const services = { ...rendering(work), job: portion(job, 0, 0.97), upstreams }
        const rendered = await renderMaster(source, wanted, services)
        const { master: store, recipe, analysis, verdict, passes, reductions } = rendered
        return givingBack([store], async (keep) => {
          const peaks = await peaksOf(store, PEAK_BINS, services.executor, portion(job, 0.97, 1))
          await job.checkpoint()
          keep(store)
          setMaster(deliverable(rendered), store, wanted)
          // The reductions are cloned (40 bytes a second and band): the upstream that is kept goes on to hold them.
          const answer = { recipe, analysis, verdict, reductions, passes, peaks }
          return ok(host.handOver(answer, [peaks.values.buffer]))
        })
      }),

    solve: ({ job, kernels }, track, recipe) =>
      cache.use(track, async ({ upstreams }) => {
        const upstream = upstreams.get(upstreamKey(recipe))
        return ok(upstream ? await solveLanding(upstream, recipe, kernels, job) : null)
      }),

    grade: (work, track) =>
      cache.use(track, async (used) => {
        const mastered = await withMaster(used, rendering(work))
        const { master } = mastered
        if (!master) return fail('track-gone', 'no master yet')
        const { upstream, services } = await withUpstream(used, master.recipe, mastered.services)
        const { store, integratedLufs } = master
        const { kernels, job, executor } = services
        return ok(
          upstream
            ? await gradeLanding(upstream, store, integratedLufs, kernels, job, { executor })
            : null,
        )
      }),

    price: (work, track, recipe, measured, known) =>
      cache.use(track, async (used) => {
        const { upstream, services } = await withUpstream(used, recipe, rendering(work))
        return ok(
          upstream ? await priceOfLoudness(upstream, recipe, measured, known, services) : null,
        )
      }),

    sections: ({ job, kernels }, track) =>
      cache.use(track, async ({ source }) =>
        ok(sectionsOf(await measureSectionFeatures(source, kernels, job))),
      ),

    export: (work, track, request, tags) =>
      cache.use(track, async (used) => {
        const { source, upstreams } = used
        const { master, services } = await withMaster(used, {
          ...writing(work),
          ...rendering(work),
        })
        return deliverTrack({ source, master }, request, tags, { ...services, upstreams })
      }),

    decodeCodec: (work, track, settings, as) =>
      cache.use(track, async (used) => {
        const { source, upstreams } = used
        const { master, services } = await withMaster(used, {
          ...writing(work),
          ...rendering(work),
        })
        const decoded = await decodeCodec({ source, master }, settings, { ...services, upstreams })
        if (!decoded.ok || !master) return decoded.ok ? fail('track-gone') : decoded
        const { before, after, proof } = decoded.value
        cache.put(as, before, null)
        return cache.use(as, async ({ setMaster }) => {
          setMaster({ ...master, store: after }, after, null)
          return ok(proof)
        })
      }),

    inspect: ({ job, kernels }, track, sourceFile, delivered, { format, depth }) =>
      cache.use(track, ({ source, bitDepth, master }) =>
        inspect(
          { source, bitDepth, master: master()?.store ?? null },
          host.openFile(sourceFile),
          host.openFile(delivered),
          isLossy(format) ? null : depth,
          { kernels, job, timeout },
        ),
      ),

    album: async (work, request) =>
      (await import('./album')).writeAlbum(request, cache, {
        ...writing(work),
        ...rendering(work),
      }),

    listenFile: (work, track, { signal, originalGain, masterGain }) =>
      cache.use(track, async (used) => {
        const { source } = used
        const { master, services } = await withMaster(used, rendering(work))
        const mastered = master?.store ?? source
        const reader = {
          original: () => source,
          master: () => mastered,
          difference: () => differenceReader(source, mastered, originalGain, masterGain),
        }[signal]()
        return ok(await wavFile(reader, services))
      }),

    demo: async (work) => {
      const { demoReader } = await import('./demo-reader')
      return ok(await wavFile(demoReader(), work))
    },
  }
}
