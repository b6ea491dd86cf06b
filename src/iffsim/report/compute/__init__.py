"""What a report says, as plain values: facts, confusion, exposures, the timeline; no markup."""
