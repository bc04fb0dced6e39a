"""What must not break a ledger, as often as there is time for: kills, cuts, full disks, damaged files."""
