"""A report as pages: markup, drawings, sections; nothing is counted here."""
