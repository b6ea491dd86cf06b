"""The map and what is on it: countries, airports, the catalogue, mountains, coverage, regions."""
