import { html } from './markup.ts';
import type { Section } from './section.ts';

/** How the numbers come about. */
export const methodSection: Section = {
  id: 'method',
  title: 'How the score is computed',
  render: () =>
    html`<ul>
<li>Levels 2 to 5 have six criteria each. A level is reached when <b>more than half</b> of them are met.</li>
<li>Level 1 is reached when more than half of its seven metric rows are measured. Its six checklist lines are symptoms: they are reported, and they hold back no level.</li>
<li>The <b>level</b> is the highest that is reached. The <b>solid level</b> is the highest with every level below it reached too.</li>
<li>A criterion is met, not met or unknown. Unknown (no data, access denied, throttled) never counts as met.</li>
<li>Evidence is what the account says: metrics, logs, CloudTrail and configuration. A practice counts when it takes effect: a guardrail that never judged a call does not.</li>
<li>What no account can show may be attested by a person. An attestation is signed, dated and expires; after that the criterion is unknown again.</li>
<li>The same observations give the same report, byte for byte: they are stored beside it and can be replayed.</li>
</ul>
<p class="quiet">More in docs/maturity.md in Waymark’s repository.</p>`,
};
