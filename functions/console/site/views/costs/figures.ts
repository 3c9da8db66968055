import type { CostsAnswer } from '#core/rollup/costs-answer.ts';
import { element } from '../../dom.ts';
import { formatOf } from '../../format.ts';
import { createCard, NO_DATA } from '../../widgets/card.ts';
import { toMoney } from './money.ts';

const toCount = formatOf(undefined);
const orNoData = (usd: number | undefined): string => (usd === undefined ? NO_DATA : toMoney(usd));

/** What a lead asks first, each in a card. */
export function drawFigures({ total, groups, days }: CostsAnswer, today: string): HTMLElement {
  const ofToday = groups.find(({ key }) => key === today);
  const isKnown = days.some(({ day, status }) => day === today && status !== 'missing');
  const todays = ofToday ? toMoney(ofToday.costUsd) : isKnown ? toMoney(0) : NO_DATA;
  const cards = [
    number('Today so far', todays),
    number('This month', toMoney(total.costUsd), `${toCount(total.calls)} calls`),
    number('Per 1,000 requests', orNoData(total.costPerThousandRequestsUsd)),
    number('Per user', orNoData(total.costPerUserUsd), usersOf(total.users)),
    number('Per conversation', orNoData(total.costPerConversationUsd), conversationsOf(total)),
    number('Per accepted answer', orNoData(total.costPerAcceptedAnswerUsd), ratingsOf(total)),
    number('Saved by cache', orNoData(total.cacheSavedUsd), cacheShare(total)),
    number('Unpriced calls', toCount(total.unpricedCalls), 'in no sum', total.unpricedCalls > 0),
  ];
  return element('div', { class: 'cost-figures' }, ...cards);
}

const usersOf = (users: number | undefined): string =>
  users === undefined ? 'x-waymark-user names them' : `${toCount(users)} ${users === 1 ? 'user' : 'users'}`;

/** How many they are, and whether they stand for all calls. */
function conversationsOf({ conversations, callsInConversations = 0, calls }: CostsAnswer['total']): string {
  if (conversations === undefined) return 'x-waymark-conversation names them';
  const share = formatOf('%')((100 * callsInConversations) / calls);
  return `${toCount(conversations)} ${conversations === 1 ? 'conversation' : 'conversations'} in ${share} of calls`;
}

const ratingsOf = ({ acceptedAnswers = 0, ratedAnswers }: CostsAnswer['total']): string =>
  ratedAnswers === undefined || ratedAnswers === 0
    ? 'POST /v1/feedback rates them'
    : `${toCount(acceptedAnswers)} of ${toCount(ratedAnswers)} ratings positive`;

/** Share of the prompt tokens that came out of the cache. */
function cacheShare({
  inputTokens,
  cacheReadInputTokens,
  cacheWriteInputTokens,
}: CostsAnswer['total']): string {
  const all = inputTokens + cacheReadInputTokens + cacheWriteInputTokens;
  return all === 0
    ? ''
    : `${formatOf('%')((100 * cacheReadInputTokens) / all)} of prompt tokens read from it`;
}

function number(title: string, value: string, detail = '', isBad = false): HTMLElement {
  const card = createCard(title, 'number');
  const look = value === NO_DATA ? 'quiet' : isBad ? 'number problem' : 'number';
  card.body.replaceChildren(element('b', { class: look }, value));
  card.foot.replaceChildren(element('span', { class: 'quiet' }, detail));
  return card.root;
}
