"""What stands around the maps: bars, strips, cards, pages."""
