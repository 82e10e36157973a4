import { useMemo } from 'react'
import type { Analysis } from '../../analysis/analysis'
import { type Found, foundIn, isFound } from '../../analysis/findings/finding'
import { type MoveSetting, settingOf } from '../../chain/by-hand'
import type { Recipe } from '../../chain/recipe'
import { adopted } from '../../mastering/proposal/adopt'
import { valuesAt } from '../../mastering/proposal/amount'
import { APPROACHES, approachOf } from '../../mastering/proposal/approaches'
import type { Effect } from '../../mastering/proposal/effect'
import { effectOf } from '../../mastering/proposal/effects'
import { changesSound, intentOf } from '../../mastering/proposal/intent'
import type { Move } from '../../mastering/proposal/proposal'
import { propose } from '../../mastering/proposal/propose'
import { withMove } from '../../session/tracks/recipe-changes'
import { useEdit, useSession } from '../../session/use-session'
import { selectedRecipe, selectedTrack } from '../../store/select'
import type { MasterState } from '../../store/tracks'
import { useStudio } from '../../store/use-studio'
import { Segments } from '../../ui/segments'
import { Followed } from './followed'
import { MoveItem } from './move-item'
import './proposal.css'

const OPTIONS = APPROACHES.map(({ id, label }) => ({ value: id as string, label }))
const CLEAN_SUMMARY = 'Clean changes only the level, however it is proposed.'

/** A drag of an amount is one step of undo; each answer of a switch is one of its own. */
const gestureOf = ({ id }: Move, { on, amountPercent }: Partial<MoveSetting>): string =>
  amountPercent === undefined ? `move ${id} ${on ? 'on' : 'off'}` : `move ${id} amount`

/** What a move does at the amount that is set. */
const effectIn = (
  { id, change, because }: Move,
  recipe: Recipe,
  analysis: Analysis,
  rendered: MasterState | null,
): Effect | null => {
  if (change.kind !== 'module') return null
  const values = valuesAt(change, settingOf(recipe.byHand?.moves ?? {}, id).amountPercent)
  return effectOf({ change: { ...change, values }, because }, recipe, analysis, rendered)
}

/** What is done to it and why, move by move: each can be declined, softened, and heard by itself. */
export default function ProposalPanel() {
  const session = useSession()
  const edit = useEdit()
  const track = useStudio(selectedTrack)
  const analysis = track?.analysis
  const recipe = useStudio(selectedRecipe)
  const soloMoveId = useStudio((state) => state.soloMoveId)
  const known = useMemo(
    () => (recipe && analysis ? adopted(recipe, analysis) : null),
    [recipe, analysis],
  )
  const moves = useMemo(
    () =>
      known && analysis
        ? propose(analysis, intentOf(known)).moves.filter(({ change }) => change.kind === 'module')
        : [],
    [known, analysis],
  )
  const master = track?.master ?? null
  // What an older recipe came to says nothing of this one.
  const rendered = master && master.madeFrom === recipe ? master : null
  const effects = useMemo(
    () =>
      known && analysis
        ? new Map(moves.map((move) => [move.id, effectIn(move, known, analysis, rendered)]))
        : null,
    [moves, known, analysis, rendered],
  )
  if (!known || !analysis || !track) return null
  const settings = known.byHand?.moves ?? {}
  const evidenceOf = ({ because }: Move): Found | null =>
    because.kind === 'finding'
      ? (foundIn(analysis).find(({ kind }) => kind === because.finding) ?? null)
      : null
  const approach = approachOf(known.approachId)
  const summary = changesSound(intentOf(known)) ? approach.summary : CLEAN_SUMMARY
  return (
    <section className="proposal" aria-label="What is done">
      <div className="proposal-head">
        <h2 className="panel-title">Proposal</h2>
        <Segments
          label="Proposal"
          name="approach"
          options={OPTIONS}
          value={approach.id}
          onChange={(id) => session.recipe.choose(track.id, id)}
        />
      </div>
      <Followed track={track.id} />
      <p className="hint">{summary}</p>
      <ul className="moves" aria-label="Proposal">
        {moves.length === 0 ? (
          <li className="move">
            {isFound(analysis, 'already-mastered')
              ? 'Already mastered: delivered as it is; only its level and ceiling follow the destination.'
              : 'Nothing to do but the level: everything else stays as it is.'}
          </li>
        ) : null}
        {moves.map((move) => (
          <MoveItem
            key={move.id}
            move={move}
            effect={effects?.get(move.id) ?? null}
            evidence={evidenceOf(move)}
            setting={settingOf(settings, move.id)}
            solo={soloMoveId === move.id}
            onChange={(change) =>
              edit(gestureOf(move, change), (now) => withMove(now, analysis, move.id, change))
            }
            onSolo={() => session.playback.setSoloMove(soloMoveId === move.id ? null : move.id)}
          />
        ))}
      </ul>
    </section>
  )
}
