import type { Browser, Page } from '@playwright/test'

/** One task of the page's main thread. */
export interface MainTask {
  /** ms after the page's time origin, as the page's own entries have it. */
  readonly startMs: number
  readonly wallMs: number
  /** What the thread itself computed: the system's clock of that thread, which stands while others have the core. */
  readonly cpuMs: number
  /** What it consisted of, longest first, for whoever has to find out why; none unless asked for. */
  readonly parts: readonly string[]
  /** Names of the performance marks that were set in it. */
  readonly marks: readonly string[]
}

interface TraceEvent {
  readonly name: string
  readonly cat: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  readonly tdur?: number
}

const ANCHOR = 'task-times-anchor'
/** Shorter parts are not worth naming. */
const PART_US = 3000
const CATEGORIES = ['toplevel', 'blink.user_timing']
/** What tasks consist of: far more events, wanted where something failed. */
const PARTS = ['devtools.timeline', 'v8']
const TASK = 'ThreadControllerImpl::RunTask'

/**
 * Every task of the page's main thread while `scenario` runs, by the browser's own trace.
 *
 * A long-task entry is wall time, and on a busy machine a task of 10 ms that had to wait for a core is an entry
 * of 300 ms. The thread's own time says what the page is to blame for, and is no longer than the wall time.
 */
export const mainTasksDuring = async (
  browser: Browser,
  page: Page,
  scenario: () => Promise<void>,
  { withParts }: { readonly withParts: boolean },
): Promise<MainTask[]> => {
  await browser.startTracing(page, { categories: [...CATEGORIES, ...(withParts ? PARTS : [])] })
  let trace: Buffer
  let anchorMs: number
  try {
    await scenario()
    anchorMs = await page.evaluate((name) => performance.mark(name).startTime, ANCHOR)
  } finally {
    trace = await browser.stopTracing()
  }
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }
  const anchor = traceEvents.find(({ name, cat }) => name === ANCHOR && cat.includes('user_timing'))
  if (!anchor) throw new Error('the trace does not show the page')
  const spans = traceEvents.filter(
    ({ ph, pid, tid }) => ph === 'X' && pid === anchor.pid && tid === anchor.tid,
  )
  const long = spans.filter(({ name, tdur = 0 }) => name !== TASK && tdur > PART_US)
  const partsOf = (from: number, to: number): string[] =>
    long
      .filter(({ ts, dur = 0 }) => ts >= from && ts + dur <= to)
      .toSorted((a, b) => (b.tdur ?? 0) - (a.tdur ?? 0))
      .map(({ name, tdur = 0 }) => `${name} ${(tdur / 1000).toFixed(0)}`)
  const marks = traceEvents.filter(
    ({ cat, pid, tid }) => cat.includes('user_timing') && pid === anchor.pid && tid === anchor.tid,
  )
  return spans
    .filter(({ name }) => name === TASK)
    .map(({ ts, dur = 0, tdur = dur }) => ({
      // Without a time of the thread the wall time is the bound.
      startMs: anchorMs + (ts - anchor.ts) / 1000,
      wallMs: dur / 1000,
      cpuMs: tdur / 1000,
      parts: tdur > PART_US ? partsOf(ts, ts + dur) : [],
      marks: marks.filter((mark) => mark.ts >= ts && mark.ts <= ts + dur).map(({ name }) => name),
    }))
}
