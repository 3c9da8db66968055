/** Strokes and fills of the drawings. */
export const CHART_STYLE = `.stairs{width:100%;max-width:19rem;height:auto;display:block;margin-inline:auto}
.stairs text{font-size:20px;font-weight:700;text-anchor:middle}
.stairs .solid rect{fill:var(--accent)}.stairs .solid text{fill:var(--onAccent)}
.stairs .reached rect{fill:var(--accentSoft);stroke:var(--accent);stroke-width:2}.stairs .reached text{fill:var(--accent)}
.stairs .missing rect{fill:none;stroke:var(--quiet);stroke-width:1.5;stroke-dasharray:5 4}.stairs .missing text{fill:var(--quiet)}
.stairs .flag{fill:var(--accent)}
.blocks{height:1.625rem;vertical-align:middle;overflow:visible}
.blocks .met{fill:var(--good)}
.blocks .unmet{fill:none;stroke:var(--bad);stroke-width:1.5}
.blocks .unknown{fill:none;stroke:var(--open);stroke-width:1.5;stroke-dasharray:2 2}
.blocks .strokes{stroke:var(--open);stroke-width:1.25}
.blocks .half{stroke:var(--ink);stroke-width:1.5}
.counts{display:block;font-size:.8125rem;color:var(--quiet)}
.key{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;font-size:.8125rem;color:var(--quiet)}
.key .blocks{height:.875rem}
.spark{width:100%;max-width:6rem;height:auto;display:block}
.spark path,.trend polyline,.stroke path{fill:none;stroke:var(--accent);stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
.spark path{stroke-width:3}
.spark circle,.trend circle{fill:var(--accent)}
.trend{width:100%;max-width:34rem;height:auto;display:block}
.trend text{font-size:12px;fill:var(--quiet)}
.trend .band{fill:var(--accentSoft)}
.trend .end{text-anchor:end}
.trend .grid{stroke:var(--line);stroke-width:1}
.trend .solid,.stroke .solid{stroke:var(--quiet);stroke-dasharray:2 4}
.stroke{width:1.5rem;height:.5rem;vertical-align:middle}`;
