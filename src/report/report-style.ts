/** The report's own style sheet: one page of A4 in print, and no more than a screen's width elsewhere. */
export const REPORT_STYLE = `
@page { size: A4; margin: 10mm }
* { box-sizing: border-box }
html { color-scheme: light; background: #fff; color: #16191d; font: 9pt/1.35 system-ui, sans-serif }
body { max-width: 190mm; margin: 0 auto; padding: 5mm }
h1 { font-size: 15pt; margin: 0; overflow-wrap: anywhere }
h2 { font-size: 9pt; margin: 0 0 1mm; border-bottom: 1px solid #aab2bb; color: #39424c }
p { margin: 0 0 1mm }
.lead { font-size: 10pt; margin: 1mm 0 3mm }
.columns { display: grid; grid-template-columns: 1fr 1fr; gap: 3mm 6mm }
.columns > * { min-width: 0 }
section { margin-bottom: 3mm; break-inside: avoid }
dl { display: grid; grid-template-columns: auto 1fr; gap: 0 3mm; margin: 0 }
dt { color: #4d5761 }
dd { margin: 0; overflow-wrap: anywhere }
code { font: 7.5pt/1.3 ui-monospace, monospace; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th { text-align: left; font-weight: 400; color: #4d5761 }
thead th, td { text-align: right }
th:first-child { padding-left: 0 }
thead th:first-child { text-align: left }
th, td { padding: 0.2mm 0 0.2mm 1.5mm; border-bottom: 1px solid #e4e8ec }
td { white-space: nowrap }
ul { margin: 0; padding-left: 4mm }
figure { margin: 0 }
.curves { display: grid; grid-template-columns: 1fr 1fr; gap: 6mm; margin-bottom: 3mm }
svg { display: block; width: 100%; height: auto }
svg text { font-size: 8px; fill: #4d5761 }
svg path { fill: none }
.grid { stroke: #e4e8ec }
.target { stroke: #16191d; stroke-dasharray: 2 3 }
path.original { stroke: #70787f; stroke-width: 1.2; stroke-dasharray: 5 2 }
path.master { stroke: #0b62a8; stroke-width: 1.4 }
figcaption { font-size: 7.5pt; color: #4d5761 }
.key::before { content: ""; display: inline-block; width: 5mm; margin-right: 1mm; vertical-align: middle; border-top: 2px solid #0b62a8 }
.key.original::before { border-top: 2px dashed #70787f }
.sign { display: grid; grid-template-columns: 1fr 2fr; gap: 6mm; margin-top: 7mm; font-size: 7.5pt; color: #4d5761 }
.sign > * { border-top: 1px solid #4d5761; padding-top: 0.5mm }
details { margin-top: 4mm }
pre { font: 7.5pt/1.3 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere }
@media print {
  html { font-size: 7pt; line-height: 1.25 }
  body { padding: 0; max-width: none }
  h1 { font-size: 13pt }
  h2 { font-size: 7.5pt }
  .lead { font-size: 8.5pt; margin-bottom: 2mm }
  code, figcaption, .sign { font-size: 6pt }
  .three { grid-template-columns: repeat(3, 1fr); column-gap: 4mm }
  .signals { grid-template-columns: 25fr 28fr 37fr; column-gap: 3mm }
  section { margin-bottom: 1.5mm }
  th, td { padding: 0.1mm 0 0.1mm 0.8mm }
  details { display: none }
}
@media (max-width: 600px) { .columns, .curves { grid-template-columns: 1fr } }
`
