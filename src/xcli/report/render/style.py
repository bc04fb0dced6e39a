"""The look of the HTML report, and the few lines that open a definition in browsers that do not by themselves."""

STYLE = """
:root{--bg:#fbfaf7;--card:#fff;--ink:#1c2430;--soft:#5b6675;--line:#dfe3e8;--head:#eef2f7;--acc:#1f5fa8;
--s0:#2f6db5;--s1:#c98a2b;
--red:#a4262c}
@media(prefers-color-scheme:dark){:root{--bg:#12161c;--card:#1a2028;--ink:#e6e9ee;--soft:#9aa5b4;--line:#2e3844;
--head:#232c37;
--acc:#7db4f0;--s0:#5a9ae0;--s1:#dba651;--red:#ef8a8f}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.75 "Noto Sans SC","Noto Sans CJK SC","PingFang SC",
"Microsoft YaHei",
"WenQuanYi Micro Hei",system-ui,sans-serif;overflow-wrap:anywhere}
header,main{max-width:62rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.5rem;text-align:center}
.bureau{margin:0;color:var(--red);letter-spacing:.12em;font-size:1.15rem}
h1{margin:.3rem 0 .6rem;font-size:1.9rem;line-height:1.3;letter-spacing:.04em}
.meta,.hint{margin:.2rem 0;color:var(--soft);font-size:.85rem}
nav{display:flex;flex-wrap:wrap;justify-content:center;gap:.4rem;margin:1.2rem 0 .6rem}
nav a{padding:.25rem .8rem;border:1px solid var(--line);border-radius:2rem;background:var(--card);color:var(--ink);
text-decoration:none;
font-size:.88rem}
nav a:hover,nav a:focus-visible{border-color:var(--acc);color:var(--acc)}
h2{margin:2.6rem 0 .6rem;padding-bottom:.35rem;border-bottom:2px solid var(--red);font-size:1.35rem}
h3{margin:1.8rem 0 .3rem;font-size:1.1rem}
.told{margin:.5rem 0 1rem;text-indent:2em;text-align:justify}
:lang(en) .told{text-indent:0;text-align:left}
a.fig{color:var(--acc);font-weight:600;text-decoration:none;border-bottom:1px dotted currentColor}
a.fig:hover,a.fig:focus-visible{border-bottom-style:solid}
table{width:100%;border-collapse:collapse;margin:.8rem 0;background:var(--card);border:1px solid var(--line);
font-size:.92rem;line-height:1.5}
caption{padding:.4rem;font-weight:600}
th,td{padding:.38rem .7rem;border-bottom:1px solid var(--line);text-align:left;font-weight:400;vertical-align:top;
overflow-wrap:break-word}
thead th{background:var(--head);font-weight:600;white-space:nowrap}
tbody tr:last-child>*{border-bottom:0}
tbody tr:hover>*{background:var(--head)}
.n{text-align:right;font-variant-numeric:tabular-nums}
td.n{white-space:nowrap}
td a.fig{font-weight:400}
table.wide{font-size:.82rem}
table.wide th,table.wide td{padding:.3rem .45rem}
@media print,(max-width:56rem){table.wide :is(th,td){overflow-wrap:anywhere}}
.note{margin:.2rem 0;color:var(--soft);font-size:.85rem}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,23rem),1fr));gap:1rem;margin:1rem 0}
figure{margin:0;padding:.9rem 1rem;background:var(--card);border:1px solid var(--line);border-radius:.5rem}
figcaption{margin-bottom:.5rem;font-size:.9rem;font-weight:600}
svg.chart{display:block;width:100%;height:auto;font-size:12px}
svg text{fill:var(--soft);font-family:inherit}
svg .v{fill:var(--ink);font-size:11px;font-variant-numeric:tabular-nums}
svg .s0{fill:var(--s0)}svg .s1{fill:var(--s1)}
svg .axis{stroke:var(--line)}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,16rem),1fr));gap:.5rem 1.5rem;
margin:1.5rem 0;font-size:.92rem}
.facts div{display:flex;gap:.8rem;border-bottom:1px solid var(--line);padding:.3rem 0}
.facts dt{color:var(--soft);white-space:nowrap}
.facts dd{margin:0}
details{margin:.35rem 0;background:var(--card);border:1px solid var(--line);border-radius:.4rem;
scroll-margin-top:1rem}
summary{padding:.45rem .9rem;cursor:pointer}
summary code{margin-left:.4rem;color:var(--soft);font-size:.8rem}
details[open] summary{border-bottom:1px solid var(--line)}
details div{padding:.4rem .9rem .7rem;font-size:.9rem;scroll-margin-top:4rem}
details p{margin:.25rem 0}
.members{color:var(--soft)}
details:has(:target){border-color:var(--acc);box-shadow:0 0 0 2px color-mix(in srgb,var(--acc) 30%,transparent)}
.running{max-width:62rem;margin:2.5rem auto 0;padding:1rem 1.25rem 2rem;border-top:1px solid var(--line);
color:var(--soft);font-size:.8rem;
text-align:center}
@media(max-width:40rem){
body{font-size:15px}header{padding-top:1.5rem}h1{font-size:1.5rem}header,main{padding:0 .9rem}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table,tbody,tr{display:block}
tr{padding:.45rem .8rem;border-bottom:1px solid var(--line)}
tbody tr:last-child{border-bottom:0}
tbody tr:hover>*{background:none}
th,td{display:flex;justify-content:space-between;gap:1rem;padding:.12rem 0!important;border:0;text-align:right;
overflow-wrap:anywhere}
tbody th{font-weight:600;text-align:left}
td::before{content:attr(data-l);color:var(--soft);text-align:left;white-space:nowrap}
.none{display:none}
td.n{white-space:normal}
}
@page{size:A4;margin:16mm 14mm 20mm}
@media print{
:root{--bg:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--head:#eee;--acc:#000;--s0:#456;--s1:#bbb;--red:#900}
body{font-size:10.5pt;line-height:1.5}header{padding-top:0}header,main{max-width:none;padding:0}
nav,.hint,script{display:none}
table{font-size:9pt}thead{display:table-header-group}tr,figure{break-inside:avoid}h2,h3{break-after:avoid}
a.fig{border:0}
.running{max-width:none;margin:1rem 0 0;padding:2mm 0 0;font-size:8pt}
}
"""
SCRIPT = (
    "function o(){const e=location.hash&&document.getElementById(decodeURIComponent(location.hash.slice(1)));"
    "const d=e&&e.closest('details');if(d){d.open=true;d.scrollIntoView({block:'nearest'})}}"
    "addEventListener('hashchange',o);o();"
    "addEventListener('click',e=>{const a=e.target.closest&&e.target.closest('a.fig');if(a)setTimeout(o)});"
)
