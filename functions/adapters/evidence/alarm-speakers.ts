/** What is read of an alarm, of a metric or composite. */
export interface AlarmLike {
  readonly AlarmName: string;
  readonly AlarmArn?: string | null | undefined;
  readonly ActionsEnabled?: boolean | null | undefined;
  readonly AlarmActions: readonly string[];
}

/** An alarm over other alarms. */
export interface CompositeAlarm extends AlarmLike {
  readonly AlarmRule?: string | null | undefined;
}

/** `ALARM(name)`, `ALARM("name")` or `ALARM(arn)`; one behind NOT only holds another back. */
const REFERENCE = /(?<!NOT\s*\(?\s*)\bALARM\(\s*"?([^")]+?)"?\s*\)/g;

/** The alarms whose actions tell of an alarm: itself, composite alarms over it, and those over these. */
export function speakersFor(
  alarm: AlarmLike,
  composites: readonly CompositeAlarm[],
): readonly [AlarmLike, ...AlarmLike[]] {
  const speakers = new Set<AlarmLike>([alarm]);
  for (const speaker of speakers)
    for (const composite of composites) if (refersTo(composite, speaker)) speakers.add(composite);
  const [, ...others] = speakers;
  return [alarm, ...others];
}

function refersTo(
  { AlarmRule: rule }: CompositeAlarm,
  { AlarmName: name, AlarmArn: arn }: AlarmLike,
): boolean {
  const referred = [...(rule ?? '').matchAll(REFERENCE)].map(([, reference]) => reference);
  return referred.some((reference) => reference === name || reference === arn);
}
