"""The table, without a table: keys, items, sizes and refusals, by themselves."""
