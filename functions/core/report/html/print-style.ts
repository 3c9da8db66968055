/** On paper: no navigation, closed parts opened, nothing torn apart. A4 and Letter both hold the text's width. */
export const PRINT_STYLE = `@page{margin:15mm 14mm}
@media print{:root{--paper:#ffffff}
html{font-size:9.5pt}
body>*{max-width:none;padding-inline:0}
nav,.skip,.criteria summary::after,.trend~details{display:none}
.masthead{padding-top:0}
section{margin-top:1.5rem}
.verdict{grid-template-columns:1fr 15rem}
h1,h2,h3,summary,caption,.title{break-after:avoid}
.verdict,.cards>li,.plain li,.finding,summary,tr,.trend,.levels{break-inside:avoid}
.steps{break-after:avoid}
p{orphans:3;widows:3}
.page{break-before:page}
thead{display:table-header-group}
.criteria details::details-content{content-visibility:visible;height:auto;block-size:auto}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}`;
