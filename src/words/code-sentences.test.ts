import { expect, it } from 'vitest'
import { codeSentences } from './code-sentences'

it('says of each code what is wrong with it, and nothing of one that is right or missing', () => {
  expect(codeSentences({})).toEqual([])
  expect(codeSentences({ isrc: 'qz-abc-26-00001', barcode: '036000291452' })).toEqual([])
  expect(codeSentences({ isrc: 'QZABC260001' })).toHaveLength(1)
  expect(codeSentences({ barcode: '036000291453' })[0]).toContain('would be 2')
  expect(codeSentences({ isrc: '?', barcode: '12345' })).toHaveLength(2)
})
