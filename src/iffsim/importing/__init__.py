"""Recorded traffic of the real world, read in the formats that people hold, cleaned, made into a
scenario.

dialects  every spelling, unit and datum that is read, as data
known     formats that are known and not read: what to do with them
streams   bytes of a file, unpacked and decoded if need be, as text or lines
jsonvalues  JSON values one after another
detect    which format a file is in, by its content
batch     rows as read; the sieve that keeps usable fixes and counts the rest
table     columns by name, in any dialect, as a batch
delimited sbs documents geojson columnar markup own     one reader for each family of formats
clean     duplicates, jumps, gaps, one height datum: from fixes to tracks
simplify  fewer fixes for the same way, within a stated tolerance
who       whose aircraft it is, by address block and rule file
write     the scenario and its data file
job       all of it, in order
"""
