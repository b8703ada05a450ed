/** How the page of a report looks: its own colours for day and night, and narrow as well as wide. */
export const style = `:root {
  color-scheme: light dark;
  --page: #ffffff; --text: #1f2328; --quiet: #59636e; --line: #d1d9e0; --box: #f6f8fa; --link: #0550ae;
  --good: #116329; --bad: #b91c1c; --open: #7d4e00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0d1117; --text: #e6edf3; --quiet: #9da7b3; --line: #3d444d; --box: #161b22; --link: #79c0ff;
    --good: #56d364; --bad: #ff7b72; --open: #e3b341;
  }
}
* { box-sizing: border-box; }
body { background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 64rem; padding: 1rem; }
h1, h2, h3 { line-height: 1.25; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; margin: .5rem 0; }
h2 { border-bottom: 1px solid var(--line); font-size: 1.35rem; margin: 2.5rem 0 0; padding-bottom: .35rem; }
h3 { font-size: 1rem; margin: 0; }
a { color: var(--link); }
code, pre { font-family: ui-monospace, monospace; font-size: .875em; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
caption { color: var(--quiet); padding: .5rem 0; text-align: left; }
th, td { border-bottom: 1px solid var(--line); padding: .4rem .5rem; text-align: left; vertical-align: top; }
th { font-weight: 600; }
.number { text-align: right; white-space: nowrap; }
.steps, .todo { list-style: none; margin: 0; padding: 0; }
.steps > li { border-bottom: 1px solid var(--line); padding: .75rem 0; }
.steps > li:target { background: var(--box); outline: .5rem solid var(--box); }
.steps header { align-items: baseline; display: flex; flex-wrap: wrap; gap: .25rem .75rem; }
.steps header h3 { flex: 1 1 12rem; }
.steps p, .steps ul { margin: .35rem 0 0; }
.steps ul { padding-left: 1.25rem; }
.todo > li, .finding { border-left: .25rem solid var(--open); margin: .75rem 0; padding: .1rem .75rem; }
.todo > li.error, .finding.error { border-left-color: var(--bad); }
.todo p, .finding p { margin: .25rem 0; overflow-wrap: anywhere; white-space: pre-line; }
.word { white-space: nowrap; }
.quiet { color: var(--quiet); }
.proven, .passed, .unchanged { color: var(--good); }
.failed { color: var(--bad); font-weight: 600; }
.unproven, .skipped, .stopped { color: var(--open); }
pre { background: var(--box); border: 1px solid var(--line); border-radius: .35rem; margin: .5rem 0 0; max-height: 24rem; overflow: auto; padding: .6rem .75rem; white-space: pre-wrap; }
details { margin-top: .5rem; }
summary { cursor: pointer; }
@media (max-width: 36rem) { .wide { display: none; } h1 { font-size: 1.4rem; } }
@media print { pre { max-height: none; } }`;
