import type { CapAmount } from '#core/caps/amount.ts';
import type { CapBlock } from '#core/caps/block.ts';
import type { CapCounter } from '#core/caps/counter.ts';
import { isTooLarge, refusalMessage, toResetTime, unpricedMessage } from '#core/caps/wording.ts';
import type { Call } from './call.ts';
import { type Refusal, refusal } from './refusal.ts';

/** When the cap that refused begins anew: ISO 8601, UTC. */
const CAP_RESET_HEADER = 'x-waymark-cap-reset';
/** Tells the clients of OpenAI and Anthropic not to try again by themselves. */
const NO_RETRY = { 'x-should-retry': 'false' } as const;

/**
 * Seconds after which a call may find room that calls under way hold now. Our own judgement: most calls take less, and a
 * call that is asked to come back has not waited for long in vain.
 */
const PASSING_RETRY_SECONDS = 5;

interface Refused {
  readonly counter: CapCounter;
  readonly block: CapBlock;
  readonly amount: CapAmount;
  readonly call: Call;
  readonly nowMs: number;
}

/**
 * A cap has no room. While calls under way hold it, that is throttling, which every SDK tries again. A cap that is used
 * up is no `ThrottlingException`: `ServiceQuotaExceededException` is retried for its status 429 only, by SDKs that look at
 * it. A call that fits under no unused cap has the exception's own status, 400.
 */
export function capRefusal({ counter, block, amount, call, nowMs }: Refused): Refusal {
  const { limit, isPassing } = block;
  const message = refusalMessage(counter, block, amount);
  if (isTooLarge(limit, amount)) return refusal('ServiceQuotaExceededException', message);
  if (isPassing)
    return {
      ...refusal('ThrottlingException', message),
      outcome: 'client_error', // nothing that a quota of Bedrock could mend
      retryAfterSeconds: PASSING_RETRY_SECONDS,
    };
  return {
    ...refusal('ServiceQuotaExceededException', message, 429),
    headers: { ...NO_RETRY, [CAP_RESET_HEADER]: toResetTime(limit) },
    ...toRetryAfter(call, (limit.resetsAtMs - nowMs) / 1_000),
  };
}

/**
 * AWS SDKs for JavaScript before 2026 sleep for as long as the header says, hours or weeks, and newer ones 5 s more than
 * they would (`StandardRetryStrategy` of @smithy/core): they get the time of `x-waymark-cap-reset` and no header to wait for.
 */
function toRetryAfter({ isFromAwsSdk = false }: Call, seconds: number) {
  return isFromAwsSdk ? {} : { retryAfterSeconds: Math.max(1, Math.ceil(seconds)) };
}

/** No price, and a cap that counts money. */
export function unpricedRefusal(counter: CapCounter, { requestedModel }: Call): Refusal {
  return refusal('AccessDeniedException', unpricedMessage(counter, requestedModel));
}

/** The counters could not be asked, and the settings say that nobody may then pass. */
export function uncheckedRefusal(): Refusal {
  return {
    ...refusal(
      'ServiceUnavailableException',
      'The caps of this key or tenant cannot be checked at the moment. Try again, or set caps.onFailure to allow such calls.',
    ),
    retryAfterSeconds: 1,
  };
}
