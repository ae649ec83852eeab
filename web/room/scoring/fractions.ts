// Exact numbers: points and measured values are fractions of whole numbers and never floats.

export class Fraction {
  private constructor(readonly over: bigint, readonly under: bigint) {}

  static of(over: bigint | number, under: bigint | number = 1): Fraction {
    let [top, bottom] = [BigInt(over), BigInt(under)];
    if (bottom === 0n) throw new RangeError(`${top}/0`);
    if (bottom < 0n) [top, bottom] = [-top, -bottom];
    const shared = gcd(top < 0n ? -top : top, bottom);
    return new Fraction(top / shared, bottom / shared);
  }

  /** Read "5", "2.5", "2,5" or "175/2". Throws RangeError for what is no number. */
  static read(text: string): Fraction {
    const found = /^(-?\d+)(?:[.,](\d+)|\/(\d+))?$/.exec(text.trim());
    if (!found) throw new RangeError(text);
    const [, whole = "", decimals = "", under = "1"] = found;
    return Fraction.of(BigInt(whole + decimals), BigInt(under) * 10n ** BigInt(decimals.length));
  }

  plus(other: Fraction): Fraction {
    return Fraction.of(this.over * other.under + other.over * this.under, this.under * other.under);
  }

  minus(other: Fraction): Fraction {
    return this.plus(Fraction.of(-other.over, other.under));
  }

  times(other: Fraction): Fraction {
    return Fraction.of(this.over * other.over, this.under * other.under);
  }

  by(other: Fraction): Fraction {
    return Fraction.of(this.over * other.under, this.under * other.over);
  }

  /** Return a number below, at or above 0 as this one is below, at or above another one. */
  compare(other: Fraction): number {
    const apart = this.over * other.under - other.over * this.under;
    return apart < 0n ? -1 : apart > 0n ? 1 : 0;
  }

  /** Return it with so many places, a half going up, without zeros at the end: "2.5". */
  text(places = 2): string {
    const scale = 10n ** BigInt(places);
    const [top, bottom] = [this.over * scale * 2n + this.under, this.under * 2n];
    const rounded = top >= 0n ? top / bottom : -((-top + bottom - 1n) / bottom);
    const digits = (rounded < 0n ? -rounded : rounded).toString().padStart(places + 1, "0");
    const whole = `${rounded < 0n ? "-" : ""}${digits.slice(0, -places)}.${digits.slice(-places)}`;
    return whole.replace(/\.?0+$/, "");
  }

  /** Return it as people write it: "2,5". */
  plain(places = 2): string {
    return this.text(places).replace(".", ",");
  }
}

export const NOTHING = Fraction.of(0);
export const ONE = Fraction.of(1);

export function sum(numbers: readonly Fraction[]): Fraction {
  return numbers.reduce((one, other) => one.plus(other), NOTHING);
}

export function least(one: Fraction, other: Fraction): Fraction {
  return one.compare(other) <= 0 ? one : other;
}

export function most(one: Fraction, other: Fraction): Fraction {
  return one.compare(other) >= 0 ? one : other;
}

function gcd(one: bigint, other: bigint): bigint {
  return other === 0n ? one : gcd(other, one % other);
}
