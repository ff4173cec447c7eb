// How the report page looks: light and dark, on paper, down to 320 pixels of width.
//
// The pictures have the colours of light pages as attributes, which a rule of CSS overrides: in the
// dark each of them is exchanged for its counterpart.
#pragma once

namespace glia::cli {

inline constexpr char kPageStyle[] =
    R"CSS(:root{--paper:#fff;--ink:#111827;--soft:#4b5563;--line:#e5e7eb;--card:#f6f7f9;--blue:#0072b2;
--right:0,114,178;--wrong:213,94,0}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);overflow-wrap:break-word;
font:16px/1.55 system-ui,"Noto Sans","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:54rem;margin:0 auto;padding:2rem 1rem 4rem}
header{border-bottom:1px solid var(--line);padding-bottom:1.5rem}
.above{margin:0;color:var(--soft);font-size:.875rem;letter-spacing:.02em}
h1{margin:.25rem 0 1rem;font-size:1.75rem;line-height:1.25;font-weight:650;text-wrap:balance}
h2{margin:0 0 .75rem;font-size:1.25rem;line-height:1.3;font-weight:650}
h3{margin:1.5rem 0 .5rem;font-size:1rem;font-weight:650}
section{margin-top:2.75rem}
p{margin:.5rem 0;max-width:42rem}
.lead{font-size:1.125rem}
.soft,figcaption{color:var(--soft);font-size:.875rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(8rem,1fr));gap:.75rem;margin:1.25rem 0 0;padding:0}
.tiles>div{background:var(--card);border-radius:.5rem;padding:.75rem 1rem;margin:0}
.tiles dt{color:var(--soft);font-size:.8125rem}
.tiles dd{margin:0;font-size:1.5rem;font-weight:600;line-height:1.3;font-variant-numeric:tabular-nums}
.tiles dd+dd{color:var(--soft);font-size:.8125rem;font-weight:400}
dl{margin:.5rem 0}
section dl>div{display:grid;grid-template-columns:minmax(7rem,11rem) minmax(0,1fr);gap:0 1rem;padding:.3rem 0;border-bottom:1px solid var(--line)}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
.scroll{overflow-x:auto;margin:1rem 0}
table{border-collapse:collapse;font-size:.9375rem;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--soft);font-size:.875rem;padding-bottom:.35rem}
.heard{position:absolute;width:1px;height:1px;padding:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{padding:.35rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);white-space:nowrap}
tbody th{white-space:normal;min-width:5rem;max-width:16rem}
th:first-child,td:first-child{padding-left:0}
th{font-weight:600}
tbody th{font-weight:400}
thead th{color:var(--soft);font-weight:500;font-size:.875rem;vertical-align:bottom}
.n{text-align:right}
.wide{max-width:30rem;min-width:9rem;white-space:normal}
.flag{white-space:nowrap;font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;font-size:.9em}
.counts td{min-width:3rem}
.counts tbody td{border:2px solid var(--paper);border-radius:.4rem;text-align:center;padding:.45rem .5rem}
.counts thead th{text-align:center;max-width:8rem;white-space:normal}
.counts tbody th{max-width:10rem}
.bar{display:inline-block;height:.7rem;border-radius:.2rem;background:var(--blue);vertical-align:middle;min-width:1px}
.bar.minus{background:rgb(var(--wrong))}
.bars{width:45%;min-width:7rem}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,18rem),1fr));gap:1rem 1.5rem;max-width:50rem}
figure{margin:1rem 0 0}
figure svg{display:block;max-width:100%;height:auto}
ul{padding-left:1.2rem;margin:.5rem 0}
li{margin:.35rem 0;max-width:42rem}
pre{background:var(--card);border-radius:.5rem;padding:.85rem 1rem;margin:.75rem 0;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
pre,code{font:.875rem/1.5 ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace}
dd code,td code{overflow-wrap:anywhere}
:focus-visible{outline:2px solid var(--blue);outline-offset:2px}
svg [fill="#ffffff"]{fill:none}
@media screen and (prefers-color-scheme:dark){
:root{--paper:#101418;--ink:#e6e9ed;--soft:#a0a9b4;--line:#2a323b;--card:#181e25;--blue:#56b4e9}
svg text,svg [fill="#111827"]{fill:#e6e9ed}
svg[fill="#4b5563"] text,svg [fill="#4b5563"] text,svg [fill="#374151"]{fill:#a0a9b4}
svg text[fill="#111827"]{fill:#e6e9ed}
svg [stroke="#e5e7eb"]{stroke:#2a323b}
svg [stroke="#6b7280"],svg [stroke="#9ca3af"]{stroke:#7d8793}
svg [stroke="#0072B2"]{stroke:#56b4e9}
svg [fill="#0072B2"]{fill:#56b4e9}
svg [stroke="#D55E00"]{stroke:#f0883e}
svg [fill="#D55E00"]{fill:#f0883e}
svg [stroke="#007A5A"]{stroke:#3fc29a}
svg [fill="#007A5A"]{fill:#3fc29a}
svg [stroke="#A8507F"]{stroke:#d98fb8}
svg [fill="#A8507F"]{fill:#d98fb8}
svg [stroke="#000000"]{stroke:#e6e9ed}
svg [fill="#000000"]{fill:#e6e9ed}
svg [stroke="#8A6D00"]{stroke:#d9b535}
svg [fill="#8A6D00"]{fill:#d9b535}
}
@media (max-width:30rem){
main{padding:1.25rem 1rem 3rem}
h1{font-size:1.4rem}
section dl>div{grid-template-columns:minmax(0,1fr)}
th,td{padding:.35rem .5rem}
}
@media print{
body{font-size:10.5pt}
main{max-width:none;padding:0}
section{margin-top:1.5rem}
h2,h3,caption{break-after:avoid}
figure,tr,.tiles,pre{break-inside:avoid}
.scroll{overflow:visible}
.tiles>div,pre{border:1px solid var(--line)}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
)CSS";

}  // namespace glia::cli
