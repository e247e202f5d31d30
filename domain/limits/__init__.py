"""Limits as claims: amounts asked of totals, granted by the store or refused with what was found."""
