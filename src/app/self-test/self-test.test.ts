import { expect, it } from 'vitest'
import { nodeEngine } from '../../hosts/node/node-engine'
import { runSelfTest, SELF_TEST_ROWS, type SelfTestRow } from '../../self-test/run-self-test'
import { engineSubject } from './engine-subject'

it('the self-test passes in Node, row by row', async () => {
  const rows: SelfTestRow[] = []
  const subject = engineSubject(nodeEngine(), () => ({}))
  await runSelfTest(subject, (row) => void rows.push(row))
  // AAC is decoded by the browser alone.
  expect(rows.filter(({ state }) => state === 'skipped').length).toBeLessThanOrEqual(1)
  expect(rows.filter(({ state }) => state === 'fail')).toEqual([])
  expect(rows).toHaveLength(SELF_TEST_ROWS)
}, 180_000)
