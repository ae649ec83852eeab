// A score sheet as a phone carries it: chibo/quality/rules/carried.py says the same. Points are text, "5" or "5/2".

/** Points, or a level; "decide" lets people decide. */
export interface Given { readonly when: string; readonly points?: string; readonly level?: string }

export interface Cap extends Given { readonly measure: string }

export interface Applies {
  readonly measure: string;
  readonly when: string;
  readonly otherwise?: "full" | "redistribute" | "leave_out";
  readonly to?: string;
}

export interface Criterion {
  readonly criterion: string;
  readonly title: string;
  readonly kind: "bands" | "yes_no" | "deduct" | "bonus" | "manual" | "pass";
  readonly points: string;
  readonly measure?: string;
  readonly when?: string;
  readonly bands?: readonly Given[];
  readonly caps?: readonly Cap[];
  readonly each?: string;
  readonly free?: number;
  readonly least?: string;
  readonly guidance?: string;
  readonly show?: readonly string[];
  readonly applies?: Applies;
}

export interface Group {
  readonly group: string;
  readonly title: string;
  readonly points: string;
  readonly criteria: readonly Criterion[];
}

export interface Need { readonly reach: string; readonly share?: string; readonly count?: string }

export interface Threshold {
  readonly grade: string;
  readonly at_least?: string;
  readonly more_than?: string;
  readonly needs?: readonly Need[];
}

export interface Gate {
  readonly grade: string;
  readonly otherwise: string;
  readonly full?: readonly string[];
  readonly measure?: string;
  readonly when?: string;
}

export interface Override {
  readonly override: string;
  readonly event: string;
  readonly grade: string;
  readonly measure?: string;
  readonly when?: string;
}

export interface Sheet {
  readonly sheet: string;
  readonly title: string;
  readonly issuer: string;
  readonly number?: string;
  readonly total: string;
  readonly levels?: readonly string[];
  readonly grades: readonly Threshold[];
  readonly norms?: readonly { minutes: number; members: string }[];
  readonly groups: readonly Group[];
  readonly gates?: readonly Gate[];
  readonly overrides?: readonly Override[];
  readonly self_scored: "before_minutes" | "after_minutes";
}
