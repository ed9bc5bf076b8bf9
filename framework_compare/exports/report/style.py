"""The report's style sheet: for a screen and for A4, light on ink, legible without colour."""

from __future__ import annotations

from typing import Final

from framework_compare.present.theme import FIT, INK_ON_LIGHT, translucent

_TINTS: Final = "\n".join(
    f".step-{word.replace(' ', '-')} {{ background: {translucent(tint, density / 2.4)}; }}"
    for word, _, tint, density in FIT
)
"""Fainter than on the pages: a printer lays them on, and every cell has its figure."""
_SHEET: Final = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
html { background: #fff; color: $ink; }
body {
  font: 9.2pt/1.35 system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif;
  margin: 0 auto; max-width: 190mm; padding: 6mm 4mm;
  -webkit-print-color-adjust: exact; print-color-adjust: exact;
}
h2, h3, caption, .champion { text-wrap: balance; }
h1 { font-size: 15pt; line-height: 1.2; margin: 0 0 2.5mm; overflow-wrap: anywhere; }
h2 { font-size: 12.5pt; line-height: 1.25; margin: 4.5mm 0 1.2mm; break-after: avoid; }
h3 { font-size: 10.5pt; margin: 2.5mm 0 0.8mm; break-after: avoid; }
p { margin: 0 0 1.6mm; orphans: 3; widows: 3; }
ul, ol { margin: 0 0 1.6mm; padding-left: 4.5mm; }
li { margin-bottom: 0.6mm; break-inside: avoid; }
a { color: #00174F; }
code { font-size: 0.95em; }
sup { font-size: 0.72em; line-height: 0; }
sup + sup::before { content: " "; }
sup a { text-decoration: none; }
.above, .label, .small, figcaption span { color: #4A5663; font-size: 8.5pt; }
.above { border-bottom: 0.3mm solid $ink; padding-bottom: 0.8mm; }
.typed { white-space: pre-line; overflow-wrap: anywhere; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 6mm; align-items: start; }
.whole, h2 + p { break-inside: avoid; }
h2 + p { break-after: avoid; }
.pair > * { min-width: 0; }
.columns { columns: 2; column-gap: 6mm; margin-bottom: 2mm; }
.columns > div { break-inside: avoid; }
.columns h3 { margin-top: 0; }
.warning {
  border: 0.4mm solid #B3323C;
  border-radius: 1mm;
  padding: 0.8mm 3mm;
  margin: 0 0 1.5mm;
}
.warning h2 { color: #B3323C; font-size: 11pt; margin: 0 0 0.5mm; }
.warning ul { margin: 0; }
.verdict { border-left: 1.2mm solid #1F5FA8; padding-left: 4mm; margin: 0 0 1.5mm; }
.asked.pair { grid-template-columns: 1.12fr 0.88fr; }
.first p { margin-bottom: 1.1mm; }
.verdict.pair { grid-template-columns: 1.08fr 0.92fr; }
.label { margin: 0; }
.champion { font-size: 16pt; font-weight: 700; line-height: 1.15; margin: 0; }
.word { font-weight: 600; color: #1F5FA8; margin-bottom: 1.2mm; }
.first { font-size: 8.5pt; line-height: 1.32; }
.first > h2, .first .pair h2 { font-size: 11pt; margin: 2mm 0 0.8mm; }
figure { margin: 1mm 0 2.5mm; break-inside: avoid; }
figure svg { display: block; width: 100%; height: auto; }
figure svg .mark-rect path { shape-rendering: crispEdges; }
.narrow { width: 86%; }
figcaption strong { display: block; font-size: 9.5pt; }
figcaption span { display: block; }
table {
  border-collapse: collapse;
  width: 100%;
  margin: 0 0 3mm;
  font-size: 8.2pt;
  line-height: 1.27;
}
caption {
  text-align: left;
  font-size: 8.5pt;
  color: #4A5663;
  padding-bottom: 1mm;
  break-after: avoid;
  break-inside: avoid;
}
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td {
  text-align: left;
  vertical-align: top;
  padding: 0.65mm 1.5mm;
  border-bottom: 0.2mm solid #C9D2DC;
  overflow-wrap: break-word;
}
thead th { border-bottom: 0.35mm solid $ink; vertical-align: bottom; }
tbody th { font-weight: 600; }
tbody th[scope=rowgroup] { font-weight: 400; background: #F3F6FA; break-after: avoid; }
td ul { padding-left: 3.5mm; margin: 0; }
.finalists { table-layout: fixed; }
.finalists th:first-child { width: 19mm; }
.layers th:first-child { width: 20mm; }
.near { table-layout: fixed; }
.near tbody th { font-weight: 400; }
.near th:nth-child(1) { width: 15%; }
.near th:nth-child(2) { width: 40%; }
.wide th, .wide td, .close td.fit { padding: 0.5mm 0.8mm; }
.wide td { text-align: center; font-variant-numeric: tabular-nums; white-space: nowrap; }
.wide { font-size: 7.5pt; }
.close td:nth-child(2) { white-space: nowrap; }
tbody tr:nth-child(-n+2) { break-before: avoid; }
.wide tbody th { white-space: nowrap; }
.wide thead th { text-align: center; }
.wide thead th:first-child { text-align: left; }
.upright {
  writing-mode: vertical-rl;
  transform: rotate(180deg);
  white-space: pre;
  line-height: 1.05;
  display: inline-block;
}
.close td.fit { white-space: nowrap; }
.range { font-size: 7.5pt; display: block; }
.evidence { table-layout: fixed; }
.evidence th:nth-child(1) { width: 11%; }
.evidence th:nth-child(2) { width: 18%; }
.evidence th:nth-child(3) { width: 19%; }
.evidence th:nth-child(5) { width: 9.5%; }
.evidence sup { font-size: 1em; line-height: inherit; vertical-align: baseline; }
.key { padding: 0 1.2mm; color: $ink; }
.sources {
  font-size: 7.2pt;
  line-height: 1.25;
  columns: 2;
  column-gap: 6mm;
  overflow-wrap: anywhere;
}
.origin { overflow-wrap: anywhere; }
$tints
@media screen and (min-width: 900px) {
  main { zoom: 1.15; }
  body { max-width: 220mm; }
}
@media screen and (max-width: 640px) {
  .pair, .asked.pair { grid-template-columns: 1.12fr 0.88fr; }
.first p { margin-bottom: 1.1mm; }
.verdict.pair { grid-template-columns: 1fr; }
  .sources { columns: 1; }
  .scroll { overflow-x: auto; }
  .near, .finalists, .evidence { table-layout: auto; }
}
@page {
  size: A4;
  margin: 12mm 14mm 14mm;
  @bottom-right {
    content: counter(page) " of " counter(pages);
    font: 8pt sans-serif;
    color: #4A5663;
  }
}
@media print {
  body { max-width: none; padding: 0; }
}
"""
STYLE: Final = _SHEET.replace("$ink", INK_ON_LIGHT).replace("$tints", _TINTS)
"""What stands in the head of every report."""
