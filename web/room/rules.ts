// Who must attend, who may vote, what is enough. Twins of chibo/people/rules.py and
// chibo/meetings/rules.py, where the sources stand; vectors/*.json hold the examples.

/** One person of a cell as the copy has him; `false` flags may be missing. */
export interface Member {
  readonly id: string;
  readonly klass: string;
  readonly place: string;
  readonly exempt?: boolean;
  readonly temporarily_exempt?: boolean;
  readonly suspended?: boolean;
  readonly detained?: boolean;
}

/** From when to when a person sat in a meeting; `left` null is to its end. ISO moments in UTC. */
export interface Presence {
  readonly person: string;
  readonly arrived: string;
  readonly left: string | null;
}

export interface Poll {
  readonly base: number;
  readonly needed: number;
  readonly votersPresent: number;
}

/** Return why a member need not attend, or "" when he must. */
export function absentByRight(member: Member): string {
  if (member.place === "guest_for_a_time") return "guest";
  if (member.suspended) return "suspended";
  if (member.detained) return "detained";
  if (member.place === "elsewhere_for_a_time") return "elsewhere";
  if (member.exempt) return "exempt";
  return member.temporarily_exempt ? "temporarily_exempt" : "";
}

/** Return why a member may not vote, or "" when he may. */
export function withoutVote(member: Member): string {
  if (member.place === "guest_for_a_time") return "guest";
  if (member.klass === "probationary") return "probationary";
  if (member.suspended) return "suspended";
  return member.detained ? "detained" : "";
}

/** Return the persons the attendance rate is counted on; the exempt only when they came. */
export function attendanceBase(members: readonly Member[], present: ReadonlySet<string>): Set<string> {
  const counts = (one: Member): boolean => {
    const why = absentByRight(one);
    return why === "" || (present.has(one.id) && /^(temporarily_)?exempt$/.test(why));
  };
  return new Set(members.filter(counts).map((one) => one.id));
}

/** Return the persons a vote is counted on: all who may vote, less the exempt who did not come. */
export function voteBase(members: readonly Member[], present: ReadonlySet<string>): Set<string> {
  const counts = (one: Member): boolean =>
    withoutVote(one) === "" && (absentByRight(one) === "" || present.has(one.id));
  return new Set(members.filter(counts).map((one) => one.id));
}

/** Return the least whole number that is enough of a base; threshold: ">1/2" or ">=2/3". */
export function needed(threshold: string, base: number): number {
  const match = /^>(=?)(\d+)(?:\/(\d+)|\.(\d+))?$/.exec(threshold);
  if (!match) throw new RangeError(threshold);
  const [, orEqual = "", whole = "", below, decimals] = match;
  const over = decimals === undefined ? Number(whole) : Number(whole + decimals);
  const under = below === undefined ? 10 ** (decimals?.length ?? 0) : Number(below);
  return orEqual ? Math.ceil((over * base) / under) : Math.floor((over * base) / under) + 1;
}

/** Return the persons present at a moment. */
export function presentAt(presences: readonly Presence[], at: string): Set<string> {
  const here = presences.filter((one) => one.arrived <= at && (one.left === null || at < one.left));
  return new Set(here.map((one) => one.person));
}

/** Return what a vote taken now is counted on. */
export function poll(members: readonly Member[], present: ReadonlySet<string>, threshold: string): Poll {
  const base = voteBase(members, present);
  const votersPresent = [...base].filter((id) => present.has(id)).length;
  return { base: base.size, needed: needed(threshold, base.size), votersPresent };
}

/** Say what is wrong with counted votes, or null; fewer than are present is allowed. */
export function countProblem(
  counts: { in_favour: number; against: number; other: number },
  votersPresent: number,
): "negative" | "more_than_present" | null {
  const { in_favour, against, other } = counts;
  if (Math.min(in_favour, against, other) < 0) return "negative";
  return in_favour + against + other > votersPresent ? "more_than_present" : null;
}
