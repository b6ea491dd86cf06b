"""All scenarios as a web site: plain files that open from disk and from any static host."""

from iffsim.site.assembly import build as build
