"""The report's style, in the colors of the course's screens (learner/frontend/src/css/tokens.css)."""

STYLE = """
:root{--page:#fff;--ink:#1c2733;--soft:#55626f;--raised:#f6f8fa;--line:#d3dbe3;--accent:#0a6a72;--accent-soft:#e2f1f2;
--right:#19713f;--wrong:#a8261d;--wrong-soft:#fbeae8;--note:#7a5200;--note-soft:#fff3d9;--low:#b3761a}
@media (prefers-color-scheme:dark){:root{--page:#12181e;--ink:#e8edf2;--soft:#a9b5c1;--raised:#1a222b;--line:#3a4855;
--accent:#5cc3cb;--accent-soft:#12343a;--right:#6fce96;--wrong:#ff9a90;--wrong-soft:#3b1916;--note:#f0c46b;
--note-soft:#33270d;--low:#d99a3c}}
@media print{:root{--page:#fff;--ink:#000;--soft:#444;--raised:#fff;--line:#bbb;--accent:#0a6a72;--accent-soft:#e2f1f2;
--right:#19713f;--wrong:#a8261d;--wrong-soft:#fff;--note:#7a5200;--note-soft:#fff;--low:#b3761a}}
*{box-sizing:border-box}
body{margin:0;color:var(--ink);background:var(--page);
font:16px/1.55 system-ui,"Segoe UI","Noto Sans","DejaVu Sans",sans-serif}
main{max-width:1080px;margin:0 auto;padding:32px 20px 72px}
h1{font-size:28px;line-height:1.25;margin:0 0 6px}
h2{font-size:21px;line-height:1.3;margin:48px 0 12px}
h3{font-size:17px;margin:28px 0 6px}
p{margin:0 0 10px}
a{color:var(--accent);text-underline-offset:2px}
a:focus-visible,summary:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
.kind{font-weight:600;color:var(--accent);margin:0 0 4px}
.soft{color:var(--soft);font-weight:400}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(200px,1fr));gap:12px;margin:0 0 12px}
.card{border:1px solid var(--line);border-radius:12px;padding:14px 16px;background:var(--raised)}
.card dt{color:var(--soft);font-size:14.5px}
.card dd{margin:2px 0 0}
.card b{display:block;font-size:26px;line-height:1.25}
.card span{color:var(--soft);font-size:14.5px;line-height:1.45;display:block}
.first{margin:0;padding:0;list-style:none}
.first li{border-left:4px solid var(--accent);background:var(--accent-soft);padding:10px 14px;margin:0 0 8px;
border-radius:0 10px 10px 0}
.note,.stop,.aside{padding:10px 14px;border-left:4px solid var(--note);background:var(--note-soft);
border-radius:0 10px 10px 0}
.stop{border-color:var(--wrong);background:var(--wrong-soft)}
.aside{border-color:var(--line);background:var(--raised)}
.stop p{margin:0 0 4px}.stop ul{margin:0;padding-left:1.2em}.stop li{margin:2px 0}.stop{margin:0 0 8px}
table{border-collapse:collapse;width:100%;margin:8px 0 28px;font-size:15px}
caption{text-align:left;color:var(--soft);padding:0 0 6px;font-size:14.5px}
th,td{text-align:left;vertical-align:top;padding:9px 12px 9px 0;border-bottom:1px solid var(--line)}
thead th{color:var(--soft);font-weight:600;font-size:14px;vertical-align:bottom}
tbody th{font-weight:600}
.group{color:var(--soft);padding-top:16px;font-weight:600}
.stem{font-weight:400}
.wide tbody th{width:34%}
.who tbody th{min-width:7.5em}.parts thead th:first-child{width:50%}.parts thead th:nth-child(2){width:24%}
.parts tbody th{font-weight:400}
.choices{margin-bottom:20px}.choices tbody th{width:52%;font-weight:400}.choices .group{width:auto;font-weight:600}
.right,.wrong,.look{font-weight:600;white-space:nowrap;margin-right:8px}
.right{color:var(--right)}.wrong{color:var(--wrong)}.look{color:var(--note);white-space:normal}
.bar{display:flex;align-items:center;gap:10px;min-width:170px}
.bar b{min-width:2.8em;font-weight:600;font-variant-numeric:tabular-nums}
.track{position:relative;flex:1;height:12px;border-radius:6px;background:var(--raised);
box-shadow:inset 0 0 0 1px var(--line);print-color-adjust:exact}
.track i{display:block;height:100%;border-radius:6px;background:var(--accent);print-color-adjust:exact}
.track.low i:first-child{background:var(--low)}
.track .mark{position:absolute;top:-4px;bottom:-4px;height:auto;width:2px;border-radius:0;background:var(--ink)}
.scores{margin:28px 0 0;max-width:760px}
.scores figcaption{color:var(--soft);font-size:14.5px;margin-top:8px}
.columns{position:relative;display:flex;gap:0;height:180px;align-items:stretch;border-bottom:2px solid var(--soft);
padding-top:24px}
.column{flex:1;display:flex;flex-direction:column;justify-content:flex-end;align-items:center;height:100%}
.column span{font-size:14px;font-weight:600;line-height:20px;flex:none}
.column i{display:block;width:calc(100% - 6px);flex:none;background:var(--accent);border-radius:5px 5px 0 0;
print-color-adjust:exact}
.column i.under{background:var(--low)}
.columns .mark{position:absolute;top:0;bottom:0;width:2px;margin-left:-1px;background:var(--ink)}
.ticks{position:relative;height:24px;font-size:14px;color:var(--soft)}
.ticks span{position:absolute;transform:translateX(-50%)}
.ticks span:first-child{transform:none}.ticks span:last-child{transform:translateX(-100%)}
details{border:1px solid var(--line);border-radius:12px;padding:0 18px;margin:0 0 10px;scroll-margin-top:12px}
summary{cursor:pointer;padding:13px 0;min-height:44px}
details[open] summary{border-bottom:1px solid var(--line);margin-bottom:14px}
.sub{border-top:1px solid var(--line);margin-top:18px}
.how dt{font-weight:600;margin-top:12px}.how dd{margin:2px 0 0;max-width:76ch}
@media (max-width:720px){
main{padding:20px 16px 56px}h1{font-size:24px}h2{margin-top:40px}
.cards{grid-template-columns:1fr 1fr}.card b{font-size:22px}
.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.stack,.stack tbody,.stack caption{display:block}
.stack tr{display:grid;grid-template-columns:1fr;gap:4px;padding:12px 0;border-bottom:1px solid var(--line)}
.stack th,.stack td{border:0;padding:0;width:auto!important}
.stack td{display:grid;grid-template-columns:7.6em 1fr;gap:8px}
.stack .none{display:none}
.stack td::before{content:attr(data-label);color:var(--soft)}
.choices tr{grid-template-columns:5.2em 1fr;column-gap:10px}
.choices tr>*{grid-column:1/-1}
.choices td{display:block;grid-column:auto}.choices td:last-child{grid-column:1/-1}
.choices td::before{content:none}.choices td:last-child::before{content:attr(data-label) ": "}
.bar{min-width:0}
details{padding:0 14px}
}
@media print{
main{max-width:none;padding:0}body{font-size:11pt}
details::details-content{content-visibility:visible;block-size:auto}
details,.card,tr,figure{break-inside:avoid}h2,h3,caption{break-after:avoid}a{color:inherit;text-decoration:none}
}
""".strip()
