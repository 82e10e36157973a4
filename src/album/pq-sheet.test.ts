import { expect, it } from 'vitest'
import { pqSheet } from './pq-sheet'
import { threeTracks } from './testing/discs'

const facts = { date: '2026-11-28', contact: '', catalogueNumber: 'X 1', checksums: [] }

it('lists every track with its pause, start and length, and escapes what people typed', () => {
  const sheet = pqSheet({ ...threeTracks, title: 'A <b> & "c"' }, facts)
  expect(sheet).toContain('<h1>A &lt;b&gt; &amp; &quot;c&quot;</h1>')
  const second = '<td>00:01:00</td><td>00:11:00</td><td>00:09:00</td>'
  expect(sheet).toContain(`<td>2</td><td>Track Two</td><td>Artist</td><td></td>${second}`)
  expect(sheet).toContain('<td>00:28:00</td><td>00:30:00</td>')
})
