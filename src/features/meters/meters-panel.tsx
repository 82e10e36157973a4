import { useCallback, useRef } from 'react'
import { useSession } from '../../session/use-session'
import { measuredSignal, selectedRecipe, selectedTrack } from '../../store/select'
import { useStudio, useStudioStore } from '../../store/use-studio'
import { Plot } from '../../ui/plots/plot'
import type { Surface } from '../../ui/plots/surface'
import { Segments } from '../../ui/segments'
import { formatNumber } from '../../words/format'
import { drawMeters } from './draw-meters'
import { ebuScale, formatLoudness } from './ebu-scale'
import { NOTHING, PeakHold, readingsAt } from './meter-readings'
import './meters.css'

const DEFAULT_TARGET_LUFS = -14
const DEFAULT_CEILING_DBTP = -1
const HOLD_MS = 3000
/** Numbers change this often: faster cannot be read. */
const NUMBERS_MS = 150

const UNITS = [
  { value: 'LUFS', label: 'LUFS' },
  { value: 'LU', label: 'LU' },
] as const
const SCALES = [
  { value: '9', label: '+9' },
  { value: '18', label: '+18' },
] as const

/** Loudness and true peak of what is heard, to EBU Mode; 0 LU is the target. */
export default function MetersPanel() {
  const session = useSession()
  const studio = useStudioStore()
  const playing = useStudio((state) => state.playing)
  const listenTo = useStudio((state) => state.listenTo)
  const { meterUnit, meterScale } = useStudio(({ plots }) => plots)
  const targetLufs = useStudio((state) => selectedRecipe(state)?.targetLufs) ?? DEFAULT_TARGET_LUFS
  const ceilingDbtp =
    useStudio((state) => selectedRecipe(state)?.landing.ceilingDbtp) ?? DEFAULT_CEILING_DBTP
  const original = useStudio((state) => selectedTrack(state)?.analysis) ?? null
  const master = useStudio((state) => selectedTrack(state)?.master?.analysis) ?? null
  const heard = master ? measuredSignal(listenTo) : 'original'
  // What is not heard live of a reference is not known.
  const analysis = listenTo === 'reference' ? null : heard === 'original' ? original : master

  const numbersRef = useRef<HTMLDListElement>(null)
  const live = useRef({
    readings: { ...NOTHING },
    shortTerm: new PeakHold(HOLD_MS),
    peak: new PeakHold(HOLD_MS),
    writtenAt: Number.NEGATIVE_INFINITY,
  })

  const draw = useCallback(
    (surface: Surface, timeMs: number): boolean => {
      const state = live.current
      const frame = playing ? session.playback.meters.current() : null
      readingsAt(frame?.[heard], analysis, session.playback.positionSeconds(), state.readings)
      const { momentaryLufs, shortTermLufs, truePeakDbtp } = state.readings
      const loudness = ebuScale(meterScale, meterUnit, targetLufs)
      const heldPeakDbtp = state.peak.push(truePeakDbtp, timeMs)
      drawMeters(surface, {
        loudness,
        targetLufs,
        ceilingDbtp,
        integratedLufs: analysis?.loudness.integratedLufs ?? null,
        colour: `--${heard}`,
        readings: state.readings,
        heldShortTermLufs: state.shortTerm.push(shortTermLufs, timeMs),
        heldPeakDbtp,
      })
      if (!playing || timeMs - state.writtenAt > NUMBERS_MS) {
        state.writtenAt = timeMs
        write(numbersRef.current, 'm', formatLoudness(momentaryLufs, meterUnit, targetLufs))
        write(numbersRef.current, 's', formatLoudness(shortTermLufs, meterUnit, targetLufs))
        write(numbersRef.current, 'tp', peakWords(heldPeakDbtp))
      }
      return playing
    },
    [session, playing, heard, analysis, meterScale, meterUnit, targetLufs, ceilingDbtp],
  )

  const integrated = formatLoudness(analysis?.loudness.integratedLufs, meterUnit, targetLufs)
  const range = analysis?.loudness.loudnessRangeLu
  return (
    <section className="meters" aria-label="Meters">
      <Plot
        label="Loudness and true peak"
        className="meters-plot"
        draw={draw}
        summary={`Bars of momentary and short-term loudness and of true peak while the track plays. 0 LU is the target, ${formatNumber(targetLufs, 1)} LUFS; the ceiling is ${formatNumber(ceilingDbtp, 1)} dBTP. The numbers follow.`}
      />
      <dl className="meters-numbers" ref={numbersRef}>
        {(
          [
            ['m', 'M', 'Momentary', '–'],
            ['s', 'S', 'Short-term', '–'],
            ['i', 'I', 'Integrated, whole track', integrated],
            ['lra', 'LRA', 'Loudness range', range == null ? '–' : formatNumber(range, 1)],
            ['tp', 'TP', 'True peak, last seconds', '–'],
          ] as const
        ).map(([key, short, long, text]) => (
          <div key={key} title={long}>
            <dt>
              <span aria-hidden="true">{short}</span>
              <span className="visually-hidden">{long}</span>
            </dt>
            <dd data-meter={key}>{text}</dd>
          </div>
        ))}
      </dl>
      <div className="meters-choices">
        <Segments
          label="Loudness unit"
          name="meter-unit"
          options={UNITS}
          value={meterUnit}
          onChange={(value) => studio.setPlots({ meterUnit: value })}
        />
        <Segments
          label="EBU scale"
          name="meter-scale"
          options={SCALES}
          value={meterScale === 9 ? '9' : '18'}
          onChange={(value) => studio.setPlots({ meterScale: value === '9' ? 9 : 18 })}
        />
      </div>
    </section>
  )
}

const peakWords = (dbtp: number): string => (Number.isFinite(dbtp) ? formatNumber(dbtp, 1) : '–')

const write = (list: HTMLElement | null, key: string, text: string): void => {
  const cell = list?.querySelector(`[data-meter="${key}"]`)
  if (cell && cell.textContent !== text) cell.textContent = text
}
