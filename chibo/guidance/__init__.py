"""The documents our rules come from, and the numbers they set, dated and with variants."""
