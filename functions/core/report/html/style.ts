import { CHART_STYLE } from './chart-style.ts';
import { DARK, LIGHT, toProperties } from './palette.ts';
import { PRINT_STYLE } from './print-style.ts';

const COLOURS = `:root{color-scheme:light dark;${toProperties(LIGHT)}}
@media screen and (prefers-color-scheme:dark){:root{${toProperties(DARK)}}}`;

const TEXT = `*,::before,::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:smooth;scroll-padding-top:1rem}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
h1,h2,h3{line-height:1.2;margin:0;text-wrap:balance;letter-spacing:-.01em}
h1{font-size:clamp(1.75rem,1.3rem + 2vw,2.5rem)}
h2{font-size:1.375rem;margin-bottom:.75rem}
h3{font-size:1.0625rem;margin:1.5rem 0 .5rem}
p{margin:.5rem 0;max-width:68ch}
a{color:var(--accent);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}
code{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
small{display:block;font-size:.8125rem;font-weight:400;color:var(--quiet);line-height:1.4}
.quiet{color:var(--quiet)}
.good{color:var(--good)}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:1}`;

const LAYOUT = `body>*{max-width:60rem;margin-inline:auto;padding-inline:1.25rem}
.masthead{padding-top:2.5rem;padding-bottom:1.25rem}
.eyebrow{margin:0 0 .5rem;font-size:.8125rem;letter-spacing:.08em;text-transform:uppercase;color:var(--accent);font-weight:600}
.masthead dl{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:1rem 0 0}
.masthead dt{font-size:.8125rem;color:var(--quiet)}
.masthead dd{margin:0;font-variant-numeric:tabular-nums}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:1.25rem 0 0;padding:0;font-size:.9375rem}
nav a{display:inline-block;padding:.25rem 0}
section{margin-top:2.75rem}
.verdict{margin-top:0;background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.75rem;display:grid;gap:1.5rem 2.5rem;align-items:end}
@media(min-width:46rem){.verdict{grid-template-columns:1fr 19rem}}
.verdict>div{align-self:center}
.verdict h2{font-size:clamp(1.5rem,1.2rem + 1.6vw,2.125rem);color:var(--accent);margin:0}
.motto{font-size:1.125rem;font-style:italic;color:var(--quiet);margin:.25rem 0 1rem}
.skipped{padding-left:.875rem;border-left:3px solid var(--bad)}
.plain{list-style:none;margin:0;padding:0}
.plain{border-top:1px solid var(--line)}
.plain li{border-bottom:1px solid var(--line)}
footer{margin-top:3rem;padding-block:1.5rem;border-top:1px solid var(--line);font-size:.875rem;color:var(--quiet)}`;

/** Tables of amounts; where there is no room a row becomes a list with its columns' names. */
const MONEY_TABLES = `.money{font-variant-numeric:tabular-nums;margin:.75rem 0}
.money .figure{text-align:right;min-width:6.5rem}
.money .figure+:not(.figure){padding-left:1.5rem}
.money td,.money thead th{overflow-wrap:normal}
.money tbody th{font-weight:400}
.money thead th:first-child{width:36%}
.share{width:4rem;height:.5rem;margin-right:.375rem}
.share .whole{fill:var(--accentSoft)}
.share .part{fill:var(--accent)}
@media screen and (max-width:34rem){.money thead{position:absolute;left:-99rem}
.money tr{display:block;border-bottom:1px solid var(--line);padding:.5rem 0}
.money th,.money td{display:flex;justify-content:space-between;gap:1rem;border:0;padding:.0625rem 0}
.money tbody th{font-weight:600}.money td,.money .figure+:not(.figure){text-align:right;padding-left:0}
.money td::before{content:attr(data-title);color:var(--quiet);font-size:.8125rem;text-align:left;flex:none}
.money .empty{display:none}}`;

const PARTS = `.badge{display:inline-block;white-space:nowrap;font-size:.8125rem;line-height:1.5;font-weight:600;padding:0 .5rem;border-radius:99px;border:1px solid currentColor}
.badge.good{color:var(--good);background:var(--goodSoft)}
.badge.bad{color:var(--bad);background:var(--badSoft)}
.badge.open{color:var(--open);background:var(--openSoft);border-style:dashed}
.number{display:inline-grid;place-items:center;width:1.625rem;height:1.625rem;border-radius:50%;background:var(--accentSoft);color:var(--accent);font-size:.9375rem;font-weight:700;letter-spacing:0}
.mark{display:inline-block;background:var(--accent);color:var(--onAccent);font-size:.75rem;font-weight:600;padding:0 .5rem;border-radius:99px;white-space:nowrap}
.cards{list-style:none;counter-reset:card;margin:0;padding:0;display:grid;grid-template-columns:minmax(0,1fr);gap:1rem}
.cards>li{counter-increment:card;position:relative;background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.25rem 1.5rem 1.25rem 4rem}
.cards>li::before{content:counter(card);position:absolute;left:1.25rem;top:1.1rem;width:1.875rem;height:1.875rem;border-radius:50%;display:grid;place-items:center;background:var(--accent);color:var(--onAccent);font-weight:700}
.cards h3{margin:0}
.context{font-size:.9375rem;color:var(--quiet)}
.steps{padding-left:1.25rem;margin:.5rem 0}
.steps li{margin:.25rem 0;max-width:66ch}
.criteria{list-style:none;margin:.75rem 0 0;padding:0;border-top:1px solid var(--line)}
.criteria>li{border-bottom:1px solid var(--line)}
summary{cursor:pointer;padding:.25rem 0}
.plain li,.criteria summary{display:grid;grid-template-columns:8.25rem 1fr 1rem;gap:.125rem .75rem;padding:.75rem 0;list-style:none}
.criteria summary::-webkit-details-marker{display:none}
.criteria summary::after{content:"+";grid-area:1/3;text-align:center;color:var(--accent);font-weight:700}
.criteria [open] summary::after{content:"–"}
.plain .badge,.criteria .badge{justify-self:start;align-self:start}
.statement{font-weight:600}
.reason{grid-column:2;color:var(--quiet);font-size:.9375rem}
.inside{padding:.25rem 0 1.25rem 9rem;font-size:.9375rem}
.inside .title{font-weight:600;margin:1rem 0 .25rem}
.inside dl{display:grid;grid-template-columns:5.5rem 1fr;gap:.125rem .75rem;margin:0;padding:.625rem .875rem;background:var(--card);border:1px solid var(--line);border-radius:8px}
.inside dt{color:var(--quiet)}
.inside dd{margin:0;min-width:0;overflow-wrap:anywhere}
.permissions{padding-left:1.25rem;columns:18rem}
table{width:100%;border-collapse:collapse;font-size:.9375rem}
caption{text-align:left;color:var(--quiet);padding-bottom:.5rem}
th,td{text-align:left;vertical-align:top;padding:.625rem .75rem .625rem 0;border-bottom:1px solid var(--line);font-weight:400;overflow-wrap:anywhere}
thead th{font-size:.8125rem;color:var(--quiet);padding-block:.25rem;overflow-wrap:normal}
tbody th{font-weight:600}
.axis th,.axis td:not(:last-child){overflow-wrap:normal}
${MONEY_TABLES}
.unmeasured{table-layout:fixed}
.unmeasured th:nth-child(3){width:28%}
.score,.signals td{font-variant-numeric:tabular-nums}
.signals{table-layout:fixed}
.signals th:nth-child(2){width:34%}
.signals th:nth-child(3){width:6.5rem}
@media(max-width:34rem){body>*{padding-inline:1rem}
.verdict{padding:1.25rem}.cards>li{padding:1.125rem 1.125rem 1.125rem 1.125rem}.cards>li::before{position:static;margin-bottom:.5rem}
.plain li,.criteria summary{grid-template-columns:1fr 1rem}.plain .badge,.criteria .badge{grid-area:1/1}.criteria summary::after{grid-area:1/2}.statement,.reason{grid-column:1}
.inside{padding-left:0}.inside dl{grid-template-columns:1fr}.inside dt{font-size:.8125rem}.inside dd+dt{margin-top:.375rem}
.signals th:nth-child(3){width:4.75rem}.levels thead{position:absolute;left:-99rem}.levels tr{display:grid;grid-template-columns:1fr auto;border-bottom:1px solid var(--line);padding:.75rem 0}.levels th,.levels td{border:0;padding:0}.levels td:nth-child(2){grid-area:2/1/3/3;padding:.375rem 0}.levels td:nth-child(4){grid-area:3/1/4/3}}`;

/** The stylesheet of the page; nothing that was read gets into it. */
export const STYLE = [COLOURS, TEXT, LAYOUT, PARTS, CHART_STYLE, PRINT_STYLE].join('\n');
