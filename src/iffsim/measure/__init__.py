"""The engine measured: a synthetic crowd, phases, bytes, a profile for speedscope."""
