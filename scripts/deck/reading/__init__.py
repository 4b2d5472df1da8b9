"""Reading: slides in Markdown, and the files that they name, as a model."""
