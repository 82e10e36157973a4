import { useEffect, useMemo, useRef, useState } from 'react'
import type { Audition } from '../../session/playback/audition'
import type { BlindSource } from '../../session/playback/blind-testing'
import { useSession } from '../../session/use-session'
import { heardReference } from '../../store/select'
import { useStudio, useStudioStore } from '../../store/use-studio'
import { usedVersions } from '../../store/versions'
import { type AbxTest, answered, type Coin, ended, type Sound, startTest } from './abx'
import './blind-test.css'
import { Dialog } from '../../ui/dialog'
import { BlindTestResult } from './blind-test-result'
import { BlindTestSetup, type SourceOption } from './blind-test-setup'
import { BlindTestTrial, type Hearing } from './blind-test-trial'

/** From the browser's cryptographic generator: nothing on the page could know it beforehand. */
const coin: Coin = () => ((crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) & 1) === 1

/** A scored ABX: chosen, listened to, answered, and revealed at the end. */
export default function BlindTestDialog({ onClose }: { readonly onClose: () => void }) {
  const session = useSession()
  const studio = useStudioStore()
  const dialogRef = useRef<HTMLDialogElement>(null)
  const history = useStudio((state) =>
    state.selectedId === null ? undefined : state.recipes[state.selectedId],
  )
  const reference = useStudio((state) => heardReference(state)?.name ?? null)
  const options = useMemo(() => sourceOptions(history, reference), [history, reference])
  const [pair, setPair] = useState<readonly [BlindSource, BlindSource]>([
    'original',
    history?.version ?? 'A',
  ])
  const [auditions, setAuditions] = useState<readonly [Audition, Audition] | null>(null)
  const [test, setTest] = useState<AbxTest | null>(null)
  const [hearing, setHearing] = useState<Hearing>('first')
  const isOver = test?.trials.every(({ answer: given }) => given !== null) ?? false

  useEffect(() => {
    return () => session.playback.audition(null)
  }, [session])

  const hear = (next: Hearing, running: AbxTest, sounds: readonly [Audition, Audition]): void => {
    setHearing(next)
    const sound: Sound = next === 'x' ? (running.trials.at(-1)?.x ?? 'first') : next
    const wantsOther = (sound === 'second') !== running.swapped
    session.playback.audition(wantsOther ? sounds[1] : sounds[0])
  }

  const start = async (one: BlindSource, other: BlindSource, trials: number): Promise<void> => {
    setPair([one, other])
    const { selectedId } = studio.getState()
    const sounds = selectedId && (await session.blindTest.prepare(selectedId, one, other))
    if (!sounds || !dialogRef.current?.open) return
    const next = startTest(trials, coin)
    setAuditions(sounds)
    setTest(next)
    hear('first', next, sounds)
    if (!studio.getState().playing) session.playback.togglePlay()
  }

  const answer = (sound: Sound): void => {
    if (!test || !auditions || isOver) return
    const next = answered(test, sound, coin)
    setTest(next)
    // Back to a known sound: X must not go on sounding under a new question.
    hear('first', next, auditions)
  }

  const nameOf = (source: BlindSource): string =>
    options.find(({ value }) => value === source)?.label ?? source
  return (
    <Dialog
      ref={dialogRef}
      className={test && !isOver ? 'blind-test is-running' : 'blind-test'}
      label="Blind test"
      onClose={onClose}
    >
      <h2>Blind test</h2>
      {!test || !auditions ? (
        <BlindTestSetup
          options={options}
          pair={pair}
          isLive={session.playback.isLive}
          onStart={start}
          onClose={() => dialogRef.current?.close()}
        />
      ) : isOver ? (
        <BlindTestResult
          test={test}
          names={
            test.swapped ? [nameOf(pair[1]), nameOf(pair[0])] : [nameOf(pair[0]), nameOf(pair[1])]
          }
          onAgain={() => {
            session.playback.audition(null)
            setTest(null)
          }}
          onClose={() => dialogRef.current?.close()}
        />
      ) : (
        <BlindTestTrial
          test={test}
          hearing={hearing}
          onHear={(next) => hear(next, test, auditions)}
          onAnswer={answer}
          onFinish={() => setTest(ended(test))}
        />
      )}
    </Dialog>
  )
}

const sourceOptions = (
  history: Parameters<typeof usedVersions>[0] | undefined,
  reference: string | null,
): readonly SourceOption[] => {
  const versions = history ? usedVersions(history) : []
  return [
    { value: 'original', label: 'Original' },
    ...versions.map((id) => ({
      value: id,
      label: versions.length === 1 ? 'Master' : `Master, version ${id}`,
    })),
    ...(reference === null
      ? []
      : [{ value: 'reference' as const, label: `Reference, ${reference}` }]),
  ]
}
