import { useEffect, useId, useRef, useState } from 'react'
import { LOUDEST_LUFS, QUIETEST_LUFS } from '../../mastering/price/grid'
import { priceAt } from '../../mastering/price/price-at'
import { DESTINATIONS } from '../../mastering/proposal/destinations'
import { pricedRecipe } from '../../session/playback/priced-recipe'
import { withTarget } from '../../session/tracks/recipe-changes'
import { useEdit, useSession } from '../../session/use-session'
import { selectedRecipe, selectedTrack } from '../../store/select'
import { useStudio } from '../../store/use-studio'
import { Progress } from '../../ui/progress'
import { Slider } from '../../ui/slider'
import { useSeen } from '../../ui/use-seen'
import { formatNumber, keepUnits } from '../../words/format'
import {
  inaudibleSentence,
  NO_PRICE,
  pricePointSentence,
  priceSummary,
  referencesSentence,
  turnedDownSentence,
} from '../../words/price-sentences'
import { PricePlot } from './price-plot'
import './price.css'

const STEP_LU = 0.5
/** Services with a level of their own. */
const SERVICES = DESTINATIONS.filter(({ raisesQuiet }) => raisesQuiet !== 'as-delivered')

const clamped = (lufs: number): number => Math.min(LOUDEST_LUFS, Math.max(QUIETEST_LUFS, lufs))

const stepped = (lufs: number): number => Math.round(lufs / STEP_LU) * STEP_LU

/** What does loud cost: a curve over loudness, and a target on it that is heard while it is looked for. */
export default function PricePanel() {
  const session = useSession()
  const edit = useEdit()
  const summaryId = useId()
  const track = useStudio(selectedTrack)
  const recipe = useStudio(selectedRecipe)
  const job = useStudio((studio) =>
    studio.jobs.find(
      ({ kind, trackId: jobTrackId }) => kind === 'pricing' && jobTrackId === studio.selectedId,
    ),
  )
  const shelf = useStudio((studio) => studio.references)
  const references = shelf.flatMap(({ name, fingerprint: { integratedLufs: lufs } }) =>
    lufs !== null && lufs >= QUIETEST_LUFS && lufs <= LOUDEST_LUFS ? [{ name, lufs }] : [],
  )
  /** Looked for, and not set yet. */
  const [sought, setSought] = useState<number | null>(null)
  /** Each time the hand lets go is a step of the undo. */
  const settings = useRef(0)
  const trackId = track?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: another track, or none, ends the search on this one.
  useEffect(
    () => () => {
      setSought(null)
      session.playback.preview(null)
    },
    [trackId, session],
  )
  const seen = useSeen(session.price.setSeen)
  const state = track?.price
  if (!track || !recipe || !state) return null
  const { price, isMeasured } = state
  if (price.points.length === 0)
    return (
      <section className="price" aria-label="What loudness costs">
        <h2>Price of loudness</h2>
        <p className="hint">{NO_PRICE}</p>
      </section>
    )

  const targetLufs = clamped(sought ?? recipe.targetLufs)
  const point = priceAt(price, targetLufs)
  const seek = (lufs: number): void => {
    const next = clamped(lufs)
    setSought(next)
    session.playback.preview(pricedRecipe(recipe, price, next))
  }
  const leave = (): void => {
    setSought(null)
    session.playback.preview(null)
  }
  const set = (lufs: number): void => {
    setSought(null)
    edit(`target by the curve, ${settings.current++}`, (now) =>
      now.targetLufs === lufs ? now : withTarget(now, lufs),
    )
    session.playback.preview(null)
  }

  return (
    <section className="price" aria-label="What loudness costs" ref={seen}>
      <h2>Price of loudness</h2>
      <PricePlot
        price={price}
        services={SERVICES}
        references={references}
        targetLufs={targetLufs}
        describedBy={summaryId}
        onSeek={(lufs) => seek(stepped(lufs))}
        onPick={(lufs) => set(stepped(lufs))}
        onLeave={leave}
      />
      <p className="visually-hidden" id={summaryId}>
        {`${priceSummary(price, SERVICES)} ${referencesSentence(references)}`.trim()}
      </p>
      <Slider
        label="Target on the price curve"
        scale={{ kind: 'linear', min: QUIETEST_LUFS, max: LOUDEST_LUFS }}
        step={STEP_LU}
        value={targetLufs}
        valueText={point ? pricePointSentence(point) : ''}
        onChange={seek}
        onSettle={() => {
          if (sought !== null) set(sought)
        }}
      />
      <p className="price-words">
        {point ? keepUnits(pricePointSentence(point)) : null}{' '}
        {keepUnits(turnedDownSentence(targetLufs, SERVICES))}{' '}
        {keepUnits(referencesSentence(references))}
      </p>
      {job ? (
        <Progress
          label="Pricing"
          fraction={job.fraction}
          onCancel={() => session.tracks.cancel(track.id, 'pricing')}
        />
      ) : (
        <p className="price-free-words">
          {keepUnits(inaudibleSentence(price))}{' '}
          {price.inaudibleLufs !== null ? (
            <button
              type="button"
              className="button small"
              onClick={() => set(price.inaudibleLufs ?? targetLufs)}
            >
              Set {formatNumber(price.inaudibleLufs, 1)}
            </button>
          ) : isMeasured ? null : (
            <button
              type="button"
              className="button small"
              onClick={() => session.price.measure(track.id)}
            >
              Measure the damage
            </button>
          )}
        </p>
      )}
    </section>
  )
}
