import { useEffect, useMemo, useRef } from 'react'
import WaveSurfer from 'wavesurfer.js'
import type { Peaks } from '../../engine/protocol'
import { useStudio } from '../../store/studio-store'
import type { TrackState } from '../../store/tracks'
import { useSize } from '../../ui/use-size'
import { useResolvedTheme } from '../../ui/use-theme'
import { drawLoudness } from './draw-loudness'
import { splitPeaks } from './split-peaks'

export interface WaveformPlotProps {
  readonly track: TrackState
  readonly durationSeconds: number
  readonly targetLufs: number | null
}

/** Master behind, original before it, loudness of both above; loaded with wavesurfer when a file is open. */
export default function WaveformPlot({ track, durationSeconds, targetLufs }: WaveformPlotProps) {
  const theme = useResolvedTheme(useStudio((state) => state.theme))
  const { peaks, master, analysis } = track
  return (
    <div className="wave-plot" aria-hidden="true">
      {master ? (
        <Wave
          peaks={master.peaks}
          durationSeconds={durationSeconds}
          colour="--wave-master"
          theme={theme}
        />
      ) : null}
      {peaks ? (
        <Wave
          peaks={peaks}
          durationSeconds={durationSeconds}
          colour="--wave-original"
          theme={theme}
        />
      ) : null}
      <LoudnessCurves
        original={analysis}
        master={master?.analysis ?? null}
        targetLufs={targetLufs}
        theme={theme}
      />
    </div>
  )
}

const tokenOf = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim()

interface WaveProps {
  readonly peaks: Peaks
  readonly durationSeconds: number
  readonly colour: string
  readonly theme: string
}

/** One waveform: wavesurfer as a renderer of peaks; position, pointer and sound are ours. */
const Wave = ({ peaks, durationSeconds, colour, theme }: WaveProps) => {
  const hostRef = useRef<HTMLDivElement>(null)
  const { height } = useSize(hostRef)
  const shown = Math.floor(height)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes what the colour token reads as
  useEffect(() => {
    const host = hostRef.current
    if (!host || shown === 0) return
    const wave = WaveSurfer.create({
      container: host,
      height: shown,
      // Copies: wavesurfer may change what it is given.
      peaks: splitPeaks(peaks),
      duration: Math.max(durationSeconds, 1e-3),
      waveColor: tokenOf(colour),
      progressColor: tokenOf(colour),
      cursorWidth: 0,
      interact: false,
      normalize: false,
      hideScrollbar: true,
    })
    return () => wave.destroy()
  }, [peaks, durationSeconds, colour, theme, shown])
  return <div className="wave" ref={hostRef} />
}

interface CurvesProps {
  readonly original: TrackState['analysis']
  readonly master: TrackState['analysis']
  readonly targetLufs: number | null
  readonly theme: string
}

const LoudnessCurves = ({ original, master, targetLufs, theme }: CurvesProps) => {
  const hostRef = useRef<HTMLDivElement>(null)
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const { width, height } = useSize(hostRef)
  const curves = useMemo(
    () =>
      [
        { analysis: original, colour: '--curve-original' },
        { analysis: master, colour: '--curve-master' },
      ].flatMap(({ analysis, colour }) =>
        analysis
          ? [
              {
                lufs: analysis.loudness.shortTermLufs,
                hopSeconds: analysis.loudness.seriesHopSeconds,
                durationSeconds: analysis.durationSeconds,
                colour,
              },
            ]
          : [],
      ),
    [original, master],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes what the tokens read as
  useEffect(() => {
    const canvas = canvasRef.current
    const context = canvas?.getContext('2d')
    if (!canvas || !context || width === 0) return
    const ratio = devicePixelRatio
    canvas.width = Math.round(width * ratio)
    canvas.height = Math.round(height * ratio)
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    drawLoudness(context, { width, height, curves, targetLufs, tokenOf })
  }, [width, height, curves, targetLufs, theme])
  return (
    <div className="wave-curves" ref={hostRef}>
      <canvas ref={canvasRef} />
    </div>
  )
}
