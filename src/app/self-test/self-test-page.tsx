import { useEffect, useState } from 'react'
import { createEngine } from '../../client/client'
import { PROGRAM_VERSION } from '../../core/version'
import { runSelfTest, SELF_TEST_ROWS, type SelfTestRow } from '../../self-test/run-self-test'
import { engineSubject } from './engine-subject'
import './self-test.css'

const STATE_WORDS = { pass: 'Pass', fail: 'Fail', skipped: 'Not measured' } as const

/** The golden vectors, run by the visitor's own browser with the engine that masters. */
export default function SelfTestPage() {
  const [rows, setRows] = useState<readonly SelfTestRow[]>([])
  useEffect(() => {
    const engine = createEngine()
    const abort = new AbortController()
    const subject = engineSubject(engine, () => ({ signal: abort.signal, onProgress: () => {} }))
    void runSelfTest(subject, (row) => {
      if (!abort.signal.aborted) setRows((before) => [...before, row])
    }).finally(() => engine.dispose())
    return () => {
      abort.abort()
      engine.dispose()
    }
  }, [])
  const done = rows.length === SELF_TEST_ROWS
  return (
    <main className="self-test" aria-busy={!done}>
      <header>
        <h1>Self-test</h1>
        <p>
          Signals with readings that public standards prescribe, a master whose every bit is known,
          and each file format written and decoded: measured by this browser, with the engine that
          masters your music. TrackMaster {PROGRAM_VERSION}. <a href="/">Back to the studio</a>
        </p>
        <p role="status" aria-label="Self-test">
          {summaryOf(rows, done)}
        </p>
        <progress aria-label="Self-test" max={SELF_TEST_ROWS} value={rows.length} />
      </header>
      <table aria-label="Self-test results">
        <thead>
          <tr>
            <th scope="col">Test</th>
            <th scope="col">Expected</th>
            <th scope="col">Measured</th>
            <th scope="col">Result</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, expected, measured, state }) => (
            <tr key={name} data-state={state}>
              <th scope="row">{name}</th>
              <td>{expected}</td>
              <td>{measured}</td>
              <td className="self-test-result">{STATE_WORDS[state]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  )
}

const summaryOf = (rows: readonly SelfTestRow[], done: boolean): string => {
  const count = (state: SelfTestRow['state']) => rows.filter((row) => row.state === state).length
  const failed = count('fail')
  const skipped = count('skipped')
  if (!done)
    return `Running: ${rows.length} of ${SELF_TEST_ROWS}${failed > 0 ? `, ${failed} failed` : ''}.`
  if (failed > 0)
    return `${failed} of ${SELF_TEST_ROWS} tests failed. Masters made in this browser may differ from others: update it, or use another.`
  return `All ${SELF_TEST_ROWS - skipped} tests pass.${skipped > 0 ? ` ${skipped} not measured: this browser has no decoder for it.` : ''}`
}
