"""References: bibliography.bib as checked entries, APA 7 references, citations, and the pages that list them."""
