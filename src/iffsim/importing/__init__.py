"""Recorded traffic of the real world, read in the formats that people hold, cleaned, made into a
scenario.

streams   bytes of a file, unpacked if need be, as blocks, lines or JSON documents
detect    which format a file is in, by its content
batch     rows as read; the sieve that keeps usable fixes and counts the rest
delimited sbs documents parquet      one reader for each family of formats
clean     duplicates, jumps, gaps: from fixes to tracks
simplify  fewer fixes for the same way, within a stated tolerance
who       whose aircraft it is, by address block and rule file
write     the scenario and its data file
job       all of it, in order
"""
