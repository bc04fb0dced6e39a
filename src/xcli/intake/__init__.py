"""From a township's spreadsheet to records: read, match, plan, apply."""
